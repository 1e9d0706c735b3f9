"""`sop tasks`: the inbox, what is late first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import click

from sopengine.cli.terminal.instances import who
from sopengine.cli.terminal.options import as_json, asked_at, database
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import fitting_table
from sopengine.cli.terminal.times import length_text, moment, time_text
from sopengine.cli.terminal.wording import marked, say
from sopengine.engine import Engine
from sopengine.office.inbox import inbox
from sopengine.office.work import Work

WIDE = marked("Instance", "Reference", "Task", "Activity", "Actor", "Opened", "Due", "Late by")
NARROW = marked("Instance", "Name", "Task", "Actor", "Due", "Late by")
LONGEST_ACTIVITY = 60
"""Characters; the whole text is in `sop status INSTANCE`."""


@click.command
@click.option("--actor", metavar="ID", help="Only the work of this actor.")
@asked_at
@database
@as_json
def command(actor: str | None, at: str | None, db: str, as_json: bool) -> None:
    """List the open work: what is overdue first, then what is due soonest."""
    with Engine(db, create=False) as engine:
        found = inbox(engine, actor=actor, at=moment(at))
    print_json([_plain(work) for work in found]) if as_json else _print(found)


def _print(found: Sequence[Work]) -> None:
    if not found:
        say("no open work", err=True)
        return
    click.echo(fitting_table(WIDE, NARROW, [_cells(work) for work in found]))
    click.echo(err=True)
    say("to finish one: sop done INSTANCE TASK", err=True)


def _plain(work: Work) -> dict[str, Any]:
    item = work.item
    return {
        "instance": item.instance,
        "ref": work.ref,
        "sop": work.sop,
        "item": item.id,
        "task": item.task,
        "visit": item.visit,
        "activity": work.activity,
        "actor": item.actor,
        "actor_title": work.actor,
        "partners": item.partners,
        "who": who(work),
        "outcomes": item.outcomes,
        "asks": item.asks,
        "opened_at": item.opened_at,
        "due_at": item.due_at,
        "late_by": work.late,
        "timezone": work.timezone,
    }


def _cells(work: Work) -> dict[str, str]:
    item = work.item
    return {
        "Instance": str(item.instance),
        "Reference": work.ref,
        "Name": work.ref or work.sop,
        "Task": item.task,
        "Activity": textwrap.shorten(work.activity, LONGEST_ACTIVITY, placeholder=" …"),
        "Actor": who(work),
        "Opened": time_text(item.opened_at, work.timezone),
        "Due": time_text(item.due_at, work.timezone),
        "Late by": length_text(work.late),
    }
