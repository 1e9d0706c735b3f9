"""`sop people release`: what a person holds ends."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import told_day
from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import agency, day, meant
from sopengine.engine import Engine
from sopengine.people.changes import Release


@click.command
@click.argument("id")
@click.argument("position")
@click.option("--on", "last", metavar="DAY", help="The last day on which it is held (default: today).")
@agency
@person
@database
def command(id: str, position: str, last: str | None, agency: str | None, by: str | None, db: str) -> None:
    """Say on which day what the person ID holds as POSITION ends, that day included.

    A day before its first says that it was never held.
    """
    with Engine(db, create=False) as engine:
        where = meant(engine, agency)
        last_day = day(last, engine, where.timezone)
        asked = Release(person=id, agency=where.agency, position=where.spelled(position), last_day=last_day)
        engine.change_people([asked], by=acting(by))
        until = told_day(last_day)
        say("{person} holds {position} to {day}, that day included", person=id, position=position, day=until)
