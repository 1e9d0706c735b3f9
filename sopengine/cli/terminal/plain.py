"""Values as JSON on standard output, for programs."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime, timedelta

import click

from sopengine.execution.values.events.event import Event


def print_json(value: object) -> None:
    """Values as plain data; a point in time as ISO 8601, a length in seconds."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    fields = dataclasses.fields(value)  # type: ignore[arg-type]
    kind = {"kind": value.kind} if isinstance(value, Event) else {}
    return kind | {field.name: getattr(value, field.name) for field in fields if field.compare}
