"""What can be asked of an instance. Every command says who asks, since when it holds, and under which key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sopengine.execution.event import Event, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Begin an instance."""

    by: str
    at: datetime | None = None
    """Aware and UTC; None is now."""
    ref: str = ""
    """What the office calls the instance."""
    key: str | None = None
    """Idempotency key: a command whose key is known is answered as before and does nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Complete a work item."""

    item: int
    by: str
    outcome: str | None = None
    """Label of a decision; None where nothing is decided."""
    at: datetime | None = None
    """Aware and UTC; None is now."""
    key: str | None = None


def same_start(event: Event, sop: str, command: Start) -> bool:
    """Whether the command that wrote this event was this one."""
    asked = (EventKind.STARTED, command.by, sop, command.ref)
    return asked == (event.kind, event.by, event.data.get("sop"), event.data.get("ref"))


def same_done(event: Event, command: Done) -> bool:
    """Whether the command that wrote this event was this one."""
    asked = (EventKind.DONE, command.by, command.item, command.outcome or "")
    return asked == (event.kind, event.by, event.item, event.data.get("outcome"))
