"""`sop calendar`: the calendars that the store keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table, tied
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import marked, say, several, spoken, translate
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.messages.lengths import hours_text
from sopengine.office.keeping.calendars import KeptCalendar, Moved, Renewal, kept_calendars, renew
from sopengine.office.words.answers import of_calendars, of_renewals
from sopengine.office.words.telling import Telling

KEPT = marked("Calendar", "Working week", "Version", "Used by")
MOVED = marked("Instance", "Name", "Task", "Was due", "Is due")
DIGITS = 7
"""Of a digest, shown."""


@click.command
@click.argument("action", required=False, type=click.Choice(["update"]), metavar="update")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@person
@database
@as_json
def command(action: str | None, files: tuple[Path, ...], by: str | None, db: str, as_json: bool) -> None:
    """List the calendars that the store keeps; with 'update', bring them up to date from their FILES.

    Without FILES from definitions/calendars/NAME.yaml, all that the store keeps. What is open and works by a calendar
    that changed is due anew, and is listed.
    """
    with Engine(db, create=False) as engine:
        if action:
            renewals = renew(engine, DEFINITIONS, files, acting(by))
            print_json(of_renewals(renewals)) if as_json else _print_renewals(renewals, telling(engine))
            return
        kept = kept_calendars(engine)
    print_json(of_calendars(kept)) if as_json else _print(kept)


def _print(kept: Sequence[KeptCalendar]) -> None:
    if not kept:
        say("the store keeps no calendar: every SOP in it works by that of government offices", err=True)
        return
    rows = [[one.name, _week(one), one.digest[:DIGITS], ", ".join(one.sops)] for one in kept]
    click.echo(table([translate(heading) for heading in KEPT], rows))


def _week(one: KeptCalendar) -> str:
    return tied(hours_text(timedelta(minutes=one.hours.minutes_a_week), spoken()))


def _print_renewals(renewals: Sequence[Renewal], told: Telling) -> None:
    if not renewals:
        raise MisuseError("the store keeps no calendar that could be renewed")
    for one in renewals:
        if one.changed:
            moved = several("{count} due time moved", "{count} due times moved", len(one.moved))
            say("calendar '{name}' is renewed: {moved}", name=one.name, moved=moved)
        else:
            say("calendar '{name}' is up to date", name=one.name)
    rows = [_row(moved, told) for one in renewals for moved in one.moved]
    if rows:
        click.echo()
        click.echo(table([translate(heading) for heading in MOVED], rows))


def _row(moved: Moved, told: Telling) -> list[str]:
    work = moved.work
    before, now = (told.time(at, work.timezone) for at in (moved.due_before, work.item.due_at))
    return [str(work.item.instance), work.ref or work.sop, work.item.task, tied(before), tied(now)]
