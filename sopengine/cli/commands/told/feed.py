"""`sop feed`: due times for a calendar on a desk or a telephone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sopengine.cli.terminal.wording import say, several, spoken, text
from sopengine.cli.typed.options import database
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.office import written
from sopengine.office.people.desk import desk_of
from sopengine.office.running.inbox import inbox
from sopengine.office.told.feed import feed_of
from sopengine.settings.reading import settings_for


@click.command
@click.option("--as", "name", metavar="NAME", help="Only what this person can do: the id of a person.")
@click.option("--actor", metavar="ACTOR", help="Only the work of this actor: the id, or the title as printed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default="sop.ics",
    show_default=True,
    help="The file that is written.",
)
@database
def command(name: str | None, actor: str | None, out: Path, db: str) -> None:
    """Write the due times of open work as an iCalendar file, for a calendar to subscribe to or to import.

    It says the SOP, the reference, the task and its due time, and nothing more.
    """
    if name is not None and actor is not None:
        raise MisuseError("--as asks for the work of a person, --actor for that of a position: take one of the two")
    with Engine(db, create=False) as engine:
        works = inbox(engine, actor=actor) if name is None else desk_of(engine, name).own
        whose = name or actor
        title = text("SOP: {actor}", actor=whose) if whose else text("SOP")
        pages = settings_for(Path.cwd(), os.environ, "serve").serve.url
        feed = feed_of(works, title, engine.now(), spoken(), pages)
    written.replace(out, feed)
    due = sum(work.item.due_at is not None for work in works)
    say("{file}: {due}", file=out, due=several("{count} due time", "{count} due times", due), err=True)
