"""Values as JSON on standard output, for programs."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime, timedelta

import click

from sopengine.errors.unfit import unfit
from sopengine.execution.values.events.event import Event


def print_json(value: object) -> None:
    """Values as plain data; a point in time as ISO 8601, a length in seconds."""
    click.echo(escaped(json.dumps(value, ensure_ascii=False, indent=2, default=_plain)))


def escaped(json_text: str) -> str:
    """The same, with signs escaped that would not pass to a terminal: programs read them as they were."""
    return unfit().sub(lambda sign: json.dumps(sign[0])[1:-1], json_text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    fields = dataclasses.fields(value)  # type: ignore[arg-type]
    kind = {"kind": value.kind} if isinstance(value, Event) else {}
    return kind | {field.name: getattr(value, field.name) for field in fields if field.compare}
