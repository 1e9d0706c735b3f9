"""`sop tasks`: the inbox, what is late first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import is_wide, table, tied
from sopengine.cli.terminal.times import asked, now_of, telling
from sopengine.cli.terminal.wording import marked, say, translate
from sopengine.cli.terminal.work.instances import due_cell
from sopengine.cli.typed.options import as_json, asked_at, database
from sopengine.engine import Engine
from sopengine.office.running.inbox import inbox, let_happen
from sopengine.office.running.lateness import listed
from sopengine.office.running.work import Work
from sopengine.office.words.answers import of_inbox
from sopengine.office.words.telling import Telling

WIDE = marked("Instance", "Reference", "Task", "Activity", "Actor", "Opened", "Due", "Late by")
NARROW = marked("Instance", "Name", "Task", "Due", "Late by")
LONGEST_NOTE = 200
"""Characters; the whole text is in `sop status INSTANCE`."""


@click.command
@click.option("--actor", metavar="ACTOR", help="Only the work of this actor: the id, or the title as printed.")
@asked_at
@database
@as_json
def command(actor: str | None, at: str | None, db: str, as_json: bool) -> None:
    """List the open work: what is overdue first, then what is due soonest.

    Without --at, what is due by itself happens first: waits that are over, time-outs.
    """
    with Engine(db, create=False) as engine:
        moment = asked(at, engine)
        if moment is None and (hindrance := let_happen(engine)):
            say("what is due by itself could not happen: {reason}", err=True, reason=hindrance.text(translate))
        found, told = inbox(engine, actor=actor, at=moment), telling(engine, moment)
        if as_json:
            print_json(of_inbox(found, now_of(engine, moment, [work.timezone for work in found])))
            return
    _print(found, told)


def _print(found: Sequence[Work], told: Telling) -> None:
    if not found:
        say("no open work", err=True)
        return
    headings = WIDE if is_wide() else NARROW
    rows = [_cells(work, told) for work in found]
    notes = [_notes(work, told) if is_wide() else [_activity(work, told), *_notes(work, told)] for work in found]
    titles = [translate(heading) for heading in headings]
    click.echo(table(titles, [[row[heading] for heading in headings] for row in rows], notes=notes))
    click.echo(err=True)
    say("to finish one: sop done INSTANCE TASK", err=True)


def _cells(work: Work, told: Telling) -> dict[str, str]:
    item = work.item
    return {
        "Instance": str(item.instance),
        "Reference": work.ref,
        "Name": work.ref or work.sop,
        "Task": f"{item.task} ({item.entry})" if item.entry else item.task,
        "Activity": work.activity,
        "Actor": told.who(work),
        "Opened": tied(told.time(item.opened_at, work.timezone)),
        "Due": due_cell(work, told),
        "Late by": tied(listed(work, told)),
    }


def _activity(work: Work, told: Telling) -> str:
    return textwrap.shorten(f"{told.who(work)}: {work.activity}", LONGEST_NOTE, placeholder=" …")


def _notes(work: Work, told: Telling) -> list[str]:
    """Why it came back, what is decided, what was noted of it."""
    said = (told.why_again(work), told.choices(work), work.item.note)
    return [textwrap.shorten(each, LONGEST_NOTE, placeholder=" …") for each in said if each]
