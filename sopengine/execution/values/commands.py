"""What can be asked of an instance. Every command says who asks, since when it holds, and under which key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events import Event, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Begin an instance."""

    by: str
    at: datetime | None = None
    """Aware and UTC; None is now."""
    ref: str = ""
    """What the office calls the instance."""
    entry: str | None = None
    """The task, or the step it is the first of, to start at; None is the SOP's default."""
    key: str | None = None
    """Idempotency key: a command whose key is known is answered as before and does nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Complete a work item."""

    item: int
    by: str
    outcomes: tuple[str, ...] = ()
    """Labels of a decision; none where nothing is decided."""
    data: Mapping[str, str] = field(default_factory=dict)
    """What is filled in, by field."""
    at: datetime | None = None
    """Aware and UTC; None is now."""
    key: str | None = None


def same_start(event: Event, compiled: Compiled, command: Start) -> bool:
    """Whether the command that wrote this event was this one."""
    asked = (EventKind.STARTED, command.by, compiled.sop, command.ref, entry(compiled, command))
    return asked == (event.kind, event.by, event.data.get("sop"), event.data.get("ref"), event.data.get("entry"))


def same_done(event: Event, command: Done) -> bool:
    """Whether the command that wrote this event was this one."""
    asked = (EventKind.DONE, command.by, command.item, command.data)
    return asked == (event.kind, event.by, event.item, event.data.get("data", {})) and _same_labels(event, command)


def entry(compiled: Compiled, command: Start) -> str | None:
    """The entry that a start means; None where there is none of that name."""
    if command.entry is None:
        return compiled.entries[0]
    name = compiled.rows.get(command.entry, (command.entry,))[0]
    return name if name in compiled.entries else None


def _same_labels(event: Event, command: Done) -> bool:
    recorded = "" if event.data.get("by_data") else str(event.data.get("outcome", ""))
    return recorded in command.outcomes or set(recorded.splitlines()) == set(command.outcomes)
