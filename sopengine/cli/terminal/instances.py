"""How the commands on instances print work and values."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from sopengine.cli.terminal.json_text import json_text
from sopengine.cli.terminal.times import time_text
from sopengine.cli.terminal.wording import say, text
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance, InstanceState, WorkItem


def print_json(value: object) -> None:
    """Values as plain data; a point in time as ISO 8601, a length in seconds."""
    click.echo(json_text(value, _plain))


def print_next(engine: Engine, instance: Instance, items: Sequence[WorkItem]) -> None:
    """What is to be done now, and by whom; or that the instance is completed."""
    compiled = engine.compiled(instance.digest)
    for item in items:
        say("next: {item}", item=described(item, compiled))
    if instance.state is InstanceState.COMPLETED:
        say("instance {number} is completed", number=instance.id)


def described(item: WorkItem, compiled: Compiled) -> str:
    """A work item in one line."""
    visit = text(", visit {number}", number=item.visit) if item.visit > 1 else ""
    due = text(", due {time}", time=time_text(item.due_at, compiled.timezone)) if item.due_at else ""
    choice = text(", outcome {labels}", labels=text(" or ").join(item.outcomes)) if item.outcomes else ""
    asks = text(", asks for {fields}", fields=", ".join(item.asks)) if item.asks else ""
    activity = compiled.steps[item.step].activity
    return f"{item.task} ({activity}), {who(item, compiled)}{visit}{due}{choice}{asks}"


def who(item: WorkItem, compiled: Compiled) -> str:
    """Who leads, and who works along."""
    lead, partners = compiled.actors[item.actor], ", ".join(compiled.actors[partner] for partner in item.partners)
    return text("{lead} with {partners}", lead=lead, partners=partners) if partners else lead


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    fields = dataclasses.fields(value)  # type: ignore[arg-type]
    return {field.name: getattr(value, field.name) for field in fields if field.compare}
