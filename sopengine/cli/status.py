"""`sop status`: where instances are, the path they took, what is late."""

from __future__ import annotations

from datetime import timedelta

import click

from sopengine.cli.instances import described, print_json
from sopengine.cli.options import as_json, asked_at, database
from sopengine.cli.table import fitting_table
from sopengine.cli.times import length_text, read_time, time_text
from sopengine.engine import Engine
from sopengine.execution.instance import Instance, WorkItem
from sopengine.model.compiled import Compiled

LIST = ("Instance", "SOP", "Reference", "State", "Now at", "Since", "Late by")
LIST_NARROW = ("Instance", "Reference", "State", "Now at", "Late by")
PATH = ("No", "Task", "Visit", "Actor", "Opened", "Done", "By", "Outcome", "Due", "Late by")
PATH_NARROW = ("No", "Task", "Visit", "Done", "By", "Outcome", "Late by")


@click.command
@click.argument("instance", required=False)
@asked_at
@database
@as_json
def command(instance: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Tell where all instances are, or the path of one: INSTANCE is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        if instance is None:
            found = engine.instances()
            print_json(found) if as_json else _print_list(engine, found, at)
            return
        one = engine.instance(instance)
        path = engine.visits(one.id)
        print_json({"instance": one, "path": path}) if as_json else _print_one(engine, one, path, at)


def _print_list(engine: Engine, instances: tuple[Instance, ...], at: str | None) -> None:
    rows = [_summary(engine, instance, at) for instance in instances]
    if rows:
        click.echo(fitting_table(LIST, LIST_NARROW, rows))
    else:
        click.echo("no instance yet: sop start ID", err=True)


def _summary(engine: Engine, instance: Instance, at: str | None) -> dict[str, str]:
    compiled = engine.compiled(instance.digest)
    now_at = ", ".join(item.task for item in instance.open_items)
    since = instance.ended_at or min((item.opened_at for item in instance.open_items), default=None)
    late = [late for item in instance.open_items if (late := _late(engine, item, compiled, at))]
    return {
        "Instance": str(instance.id),
        "SOP": instance.sop,
        "Reference": instance.ref,
        "State": instance.state,
        "Now at": now_at,
        "Since": time_text(since, compiled.timezone),
        "Late by": length_text(max(late, default=None)),
    }


def _print_one(engine: Engine, instance: Instance, path: tuple[WorkItem, ...], at: str | None) -> None:
    compiled = engine.compiled(instance.digest)
    click.echo(f"instance {instance.id} of {instance.sop}{f': {instance.ref}' if instance.ref else ''}")
    click.echo(f"started {time_text(instance.started_at, compiled.timezone)} by {instance.started_by}", nl=False)
    click.echo(f", completed {time_text(instance.ended_at, compiled.timezone)}" if instance.ended_at else "")
    for item in instance.open_items:
        click.echo(f"now at {described(item, compiled)}")
    click.echo()
    click.echo(fitting_table(PATH, PATH_NARROW, [_visit(engine, item, compiled, at) for item in path]))


def _visit(engine: Engine, item: WorkItem, compiled: Compiled, at: str | None) -> dict[str, str]:
    return {
        "No": compiled.steps[item.step].number,
        "Task": item.task,
        "Visit": str(item.visit),
        "Actor": compiled.actors[item.actor],
        "Opened": time_text(item.opened_at, compiled.timezone),
        "Done": time_text(item.done_at, compiled.timezone),
        "By": item.done_by,
        "Outcome": item.outcome,
        "Due": time_text(item.due_at, compiled.timezone),
        "Late by": length_text(_late(engine, item, compiled, at)),
    }


def _late(engine: Engine, item: WorkItem, compiled: Compiled, at: str | None) -> timedelta | None:
    return engine.late_by(item, compiled, read_time(at, compiled.timezone) if at else None)
