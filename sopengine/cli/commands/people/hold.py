"""`sop people hold`: a person holds a position."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import told_day
from sopengine.cli.terminal.wording import say, text, translate
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import agency, day, meant
from sopengine.engine import Engine
from sopengine.people.changes import Hold
from sopengine.people.values import HoldingKind

_DAY = "2026-04-06"


@click.command
@click.argument("id")
@click.argument("position")
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in HoldingKind], case_sensitive=False),
    default=HoldingKind.HOLDER.value,
    show_default=True,
    help="As its holder, as Plt. or Plh., or by delegation.",
)
@click.option("--from", "first", metavar="DAY", help=f"First day, such as {_DAY} (default: today).")
@click.option("--to", "last", metavar="DAY", help="Last day, itself included (default: until released).")
@click.option("--letter", default="", metavar="TEXT", help="Number of the order by which it was given.")
@agency
@person
@database
def command(
    id: str,
    position: str,
    kind: str,
    first: str | None,
    last: str | None,
    letter: str,
    agency: str | None,
    by: str | None,
    db: str,
) -> None:
    """Say that the person ID holds POSITION: an actor's id in the SOPs, or its title as printed.

    It counts in all SOPs of the agency. One person acts for a position (Plt., Plh.) on a day; several may hold one.
    """
    with Engine(db) as engine:
        where = meant(engine, agency)
        position = where.spelled(position)
        first_day = day(first, engine, where.timezone)
        last_day = day(last, engine, where.timezone) if last else None
        asked = Hold(
            person=id,
            agency=where.agency,
            position=position,
            kind=HoldingKind(kind.lower()),
            first_day=first_day,
            last_day=last_day,
            letter=letter,
        )
        engine.change_people([asked], by=acting(by))
        until = text(" to {day}", day=told_day(last_day)) if last_day else ""
        say(
            "{person} holds {position} from {day}{until}",
            person=id,
            position=position,
            day=told_day(first_day),
            until=until,
        )
        if doubt := where.doubt(position):
            click.echo(doubt.text(translate), err=True)
