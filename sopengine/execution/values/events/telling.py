"""Who is told of work; to whom a message then goes, and whether it arrives, is the outbox's."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen


@frozen
class Reminded(Event):
    """Whose a work item is are told of it: by itself before it is due, or since somebody asks for it."""

    due_at: datetime
    """That is told of; by hand the moment itself, since what is asked for is asked for now."""
    by_hand: bool = False
    note: str = ""
    """Of who asks for it."""


@frozen
class Escalated(Event):
    """Another actor is told that a work item is late."""

    due_at: datetime
    to: str
