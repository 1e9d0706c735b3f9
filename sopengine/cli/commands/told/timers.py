"""`sop timers`: what is to happen by itself."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import fitting_table, tied
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import marked, say, translate
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.execution.values.work import TimerKind
from sopengine.office.told.listing import Waiting, waiting_timers
from sopengine.office.words.answers_on_time import of_timers
from sopengine.office.words.telling import Telling

WIDE = marked("Instance", "Reference", "SOP", "Task", "What happens", "When", "Tries")
NARROW = marked("Instance", "Name", "Task", "What happens", "When")
WHAT = dict(zip(TimerKind, marked("the wait is over", "the time is up", "reminder", "escalation"), strict=True))


@click.command
@database
@as_json
def command(db: str, as_json: bool) -> None:
    """List what is to happen by itself, the next one first: waits, time-outs, reminders, what is told when late.

    'sop worker' lets it happen; without one it happens with the next command on its instance, or with 'sop tasks'.
    """
    with Engine(db, create=False) as engine:
        found, told = waiting_timers(engine), telling(engine)
    print_json(of_timers(found)) if as_json else _print(found, told)


def _print(found: Sequence[Waiting], told: Telling) -> None:
    if not found:
        say("nothing is to happen by itself", err=True)
        return
    click.echo(fitting_table(WIDE, NARROW, [_cells(one, told) for one in found]))


def _cells(one: Waiting, told: Telling) -> dict[str, str]:
    return {
        "Instance": str(one.instance),
        "Reference": one.reference,
        "Name": one.reference or one.sop,
        "SOP": one.sop,
        "Task": one.task,
        "What happens": translate(WHAT[one.timer.kind]),
        "When": tied(told.time(one.timer.fires_at, one.timezone)),
        "Tries": str(one.failures) if one.failures else "",
    }
