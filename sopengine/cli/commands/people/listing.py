"""`sop people list`: who there is, what they hold, their roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.times import told_day
from sopengine.cli.terminal.wording import marked, say, text, translate
from sopengine.cli.typed.options import as_json, database
from sopengine.cli.typed.people import day
from sopengine.engine import Engine
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.directory import Entry, directory
from sopengine.office.words.answers_on_people import of_directory
from sopengine.people.values import Holding, HoldingKind

HEADINGS = marked("Id", "Name", "Holds", "Roles")
_MARKS = {HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}


@click.command
@click.option("--on", "when", metavar="DAY", help="Show what was held then (default: today).")
@database
@as_json
def command(when: str | None, db: str, as_json: bool) -> None:
    """List the people, what they hold on a day and their roles."""
    with Engine(db, create=False) as engine:
        on = day(when, engine, USUAL_ZONE)
        found = directory(engine, on)
    print_json(of_directory(found, on)) if as_json else _print(found)


def _print(found: Sequence[Entry]) -> None:
    if not found:
        say("the store has no people, so that nobody is checked: sop people add ID", err=True)
        return
    several = len({one.agency.folded for entry in found for one in (*entry.held, *entry.to_come)}) > 1
    rows = [_row(entry, several) for entry in found]
    click.echo(table([translate(heading) for heading in HEADINGS], rows))


def _row(entry: Entry, several: bool) -> list[str]:
    held = [_held(one, several) for one in entry.held]
    held += [_to_come(one, several) for one in entry.to_come]
    return [entry.person.id, entry.person.name, "; ".join(held), ", ".join(_roles(entry))]


def _to_come(one: Holding, several: bool) -> str:
    return text("{position} from {day}", position=_held(one, several), day=told_day(one.first_day))


def _held(one: Holding, several: bool) -> str:
    """With its agency where there are several."""
    position = _MARKS.get(one.kind, "") + one.position
    position += text(" (by delegation)") if one.kind is HoldingKind.DELEGATE else ""
    position += f", {one.agency.name}" if several else ""
    return position + (text(" to {day}", day=told_day(one.last_day)) if one.last_day else "")


def _roles(entry: Entry) -> Iterator[str]:
    yield from dict.fromkeys(role.value for _, role in entry.roles)
