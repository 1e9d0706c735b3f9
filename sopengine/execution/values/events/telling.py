"""Who is told of work; to whom a message then goes, and whether it arrives, is the outbox's."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen


@frozen
class Reminded(Event):
    """Its actor is told when a work item is due."""

    due_at: datetime


@frozen
class Escalated(Event):
    """Another actor is told that a work item is late."""

    due_at: datetime
    to: str
