"""`sop remind`: tell those at whose desk work lies that somebody waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.wording import say
from sopengine.cli.terminal.work.given import for_entry
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine
from sopengine.office.running.work import open_work
from sopengine.office.told.reminding import Reached, reached
from sopengine.office.words.answers_on_time import of_reminder
from sopengine.settings.reading import settings_for


@click.command
@click.argument("instance")
@click.argument("task")
@click.option(
    "--note", default="", metavar="TEXT", help="What you say to them; it stands in the letter and with the task."
)
@for_entry
@person
@database
@as_json
def command(instance: str, task: str, note: str, entry: str | None, by: str | None, db: str, as_json: bool) -> None:
    """Remind those who have the open TASK of INSTANCE: who has taken it, else who holds its position today.

    By a pengawas, pimpinan or admin of the agency, by who is told when it is late, or by who waits for it: who started
    the instance, did work in it, or does the same work. The same person may again after a working hour. Nothing of the
    work itself changes.
    """
    settings = settings_for(Path.cwd(), os.environ, "mail", "webhook")
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        after = engine.remind(item.id, by=acting(by), note=note)
        asked = next(event.by for event in engine.events(after.id) if event.version == after.version)
        found = reached(engine, item, asked, settings)
        if as_json:
            print_json(of_reminder(after, open_work(engine, after), found))
            return
    say("reminded: {instance}/{task}", instance=after.id, task=item.task)
    _tell(found)


def _tell(found: Reached) -> None:
    if found.by_mail:
        say("by mail, as soon as 'sop worker' sends it: {people}", people=", ".join(found.by_mail))
    if found.on_their_page:
        say("on their page of tasks, not by mail: {people}", people=", ".join(found.on_their_page))
    if not (found.by_mail or found.on_their_page):
        say("whom it reaches is not known: the store has no people; it stands with the task and in the history")
    if found.webhook:
        say("the webhook is told, too")
    if found.waits:
        say("nothing is sent until 'sop worker' runs: it was not at work within the last hour", err=True)
