"""`sop status`: where instances are, the path they took, what is late."""

from __future__ import annotations

from datetime import timedelta

import click

from sopengine.cli.terminal.instances import described, print_json, who
from sopengine.cli.terminal.options import as_json, asked_at, database
from sopengine.cli.terminal.table import fitting_table
from sopengine.cli.terminal.times import length_text, read_time, time_text
from sopengine.cli.terminal.wording import marked, say, text, word
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance, WorkItem

LIST = marked("Instance", "SOP", "Reference", "State", "Now at", "Since", "Late by")
LIST_NARROW = marked("Instance", "Name", "State", "Now at", "Late by")
PATH = marked("No", "Task", "Visit", "Actor", "Opened", "Done", "By", "Outcome", "Due", "Late by")
PATH_NARROW = marked("No", "Task", "Visit", "Done", "By", "Outcome", "Late by")


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
        say("no instance yet: sop start ID", err=True)


def _summary(engine: Engine, instance: Instance, at: str | None) -> dict[str, str]:
    compiled = engine.compiled(instance.digest)
    now_at = ", ".join(item.task for item in instance.open_items)
    since = instance.ended_at or min((item.opened_at for item in instance.open_items), default=None)
    late = [late for item in instance.open_items if (late := _late(engine, item, compiled, at))]
    return {
        "Instance": str(instance.id),
        "SOP": instance.sop,
        "Reference": instance.ref,
        "Name": instance.ref or instance.sop,
        "State": word(instance.state),
        "Now at": now_at,
        "Since": time_text(since, compiled.timezone),
        "Late by": length_text(max(late, default=None)),
    }


def _print_one(engine: Engine, instance: Instance, path: tuple[WorkItem, ...], at: str | None) -> None:
    compiled = engine.compiled(instance.digest)
    named = text("instance {number} of {sop}", number=instance.id, sop=instance.sop)
    click.echo(f"{named}: {instance.ref}" if instance.ref else named)
    started, ended = (time_text(at, compiled.timezone) for at in (instance.started_at, instance.ended_at))
    begun = text("started {time} by {person}", time=started, person=instance.started_by)
    click.echo(begun + text(", completed {time}", time=ended) if ended else begun)
    for item in instance.open_items:
        say("now at {item}", item=described(item, compiled))
    for point in instance.arrivals:
        awaited = [item.task for item in instance.open_items if item.task in compiled.awaited[point]]
        say("waiting before {task} for {awaited}", task=point, awaited=", ".join(awaited))
    click.echo()
    click.echo(fitting_table(PATH, PATH_NARROW, [_visit(engine, item, compiled, at) for item in path]))


def _visit(engine: Engine, item: WorkItem, compiled: Compiled, at: str | None) -> dict[str, str]:
    return {
        "No": compiled.steps[item.step].number,
        "Task": item.task,
        "Visit": str(item.visit),
        "Actor": who(item, compiled),
        "Opened": time_text(item.opened_at, compiled.timezone),
        "Done": time_text(item.done_at, compiled.timezone),
        "By": item.done_by,
        "Outcome": ", ".join(item.outcome.splitlines()),
        "Due": time_text(item.due_at, compiled.timezone),
        "Late by": length_text(_late(engine, item, compiled, at)),
    }


def _late(engine: Engine, item: WorkItem, compiled: Compiled, at: str | None) -> timedelta | None:
    return engine.late_by(item, compiled, read_time(at, compiled.timezone) if at else None)
