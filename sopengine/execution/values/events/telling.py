"""Who is told of work; to whom a message then goes, and whether it arrives, is the outbox's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.execution.values.lean import lean


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """Its actor is told when a work item is due."""

    due_at: datetime


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """Another actor is told that a work item is late."""

    due_at: datetime
    to: str
