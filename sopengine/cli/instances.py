"""How the commands on instances print work and values."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from sopengine.cli.times import time_text
from sopengine.engine import Engine
from sopengine.execution.instance import Instance, InstanceState, WorkItem
from sopengine.model.compiled import Compiled


def print_json(value: object) -> None:
    """Values as plain data; a point in time as ISO 8601, a length in seconds."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def print_next(engine: Engine, instance: Instance, items: Sequence[WorkItem]) -> None:
    """What is to be done now, and by whom; or that the instance is completed."""
    compiled = engine.compiled(instance.digest)
    for item in items:
        click.echo(f"next: {described(item, compiled)}")
    if instance.state is InstanceState.COMPLETED:
        click.echo(f"instance {instance.id} is completed")


def described(item: WorkItem, compiled: Compiled) -> str:
    """A work item in one line."""
    visit = f", visit {item.visit}" if item.visit > 1 else ""
    due = f", due {time_text(item.due_at, compiled.timezone)}" if item.due_at else ""
    choice = f", outcome {' or '.join(item.outcomes)}" if item.outcomes else ""
    activity, actor = compiled.steps[item.step].activity, compiled.actors[item.actor]
    return f"{item.task} ({activity}), {actor}{visit}{due}{choice}"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    fields = dataclasses.fields(value)  # type: ignore[arg-type]
    return {field.name: getattr(value, field.name) for field in fields if field.compare}
