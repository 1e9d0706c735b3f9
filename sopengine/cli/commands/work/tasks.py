"""`sop tasks`: the inbox, what is late first."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from typing import Any

import click

from sopengine.cli.terminal.instances import print_json, who
from sopengine.cli.terminal.options import as_json, asked_at, database
from sopengine.cli.terminal.table import fitting_table
from sopengine.cli.terminal.times import length_text, read_time, time_text
from sopengine.cli.terminal.wording import marked, say
from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.errors.nearest import nearest
from sopengine.execution.values.instance import WorkItem

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
        items = sorted(engine.work_items(actor=actor), key=_urgency)
        if actor and not items:
            _check_actor(engine, actor)
        rows = _rows(engine, items, at)
    if as_json:
        print_json(rows)
    elif rows:
        click.echo(fitting_table(WIDE, NARROW, [_cells(row) for row in rows]))
        click.echo(err=True)
        say("to finish one: sop done INSTANCE TASK", err=True)
    else:
        say("no open work", err=True)


def _urgency(item: WorkItem) -> tuple[datetime, int]:
    return item.due_at or datetime.max.replace(tzinfo=UTC), item.id


def _check_actor(engine: Engine, actor: str) -> None:
    """An actor without work is one of some SOP's, or a slip of the pen."""
    digests = {instance.digest for instance in engine.instances()}
    known = {id for digest in digests for id in engine.compiled(digest).actors}
    if actor in known:
        return
    close = nearest(actor, known)
    if close:
        raise NotFoundError(
            "no SOP in the store has an actor '{actor}': did you mean '{close}'?", actor=actor, close=close
        )
    raise NotFoundError(
        "no SOP in the store has an actor '{actor}'; known: {known}", actor=actor, known=", ".join(sorted(known))
    )


def _rows(engine: Engine, items: list[WorkItem], at: str | None) -> list[dict[str, Any]]:
    instances = {instance.id: instance for instance in engine.instances()}
    rows = []
    for item in items:
        instance = instances[item.instance]
        compiled = engine.compiled(instance.digest)
        moment = read_time(at, compiled.timezone) if at else None
        rows.append(
            {
                "instance": instance.id,
                "ref": instance.ref,
                "sop": instance.sop,
                "item": item.id,
                "task": item.task,
                "visit": item.visit,
                "activity": compiled.steps[item.step].activity,
                "actor": item.actor,
                "actor_title": compiled.actors[item.actor],
                "partners": item.partners,
                "who": who(item, compiled),
                "outcomes": item.outcomes,
                "asks": item.asks,
                "opened_at": item.opened_at,
                "due_at": item.due_at,
                "late_by": engine.late_by(item, compiled, moment),
                "timezone": compiled.timezone,
            }
        )
    return rows


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {
        "Instance": str(row["instance"]),
        "Reference": row["ref"],
        "Name": row["ref"] or row["sop"],
        "Task": row["task"],
        "Activity": textwrap.shorten(row["activity"], LONGEST_ACTIVITY, placeholder=" …"),
        "Actor": row["who"],
        "Opened": time_text(row["opened_at"], row["timezone"]),
        "Due": time_text(row["due_at"], row["timezone"]),
        "Late by": length_text(row["late_by"]),
    }
