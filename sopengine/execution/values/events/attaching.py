"""Files that belong to work: events say which; what they hold lies beside the store, by its digest."""

from __future__ import annotations

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen


@frozen
class Attached(Event):
    """A file was added to a work item."""

    name: str
    """As people call it; never a path."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of what it holds, hexadecimal."""
