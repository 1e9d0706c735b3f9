"""What all events have, and how work items are numbered by them."""

from __future__ import annotations

from datetime import datetime

from sopengine.frozen import frozen

EVENTS_AT_MOST = 999_999
"""Of one instance: the number of the event that opens a work item is part of that item's id."""


@frozen
class Event:
    """One fact. Times are aware and UTC."""

    instance: int
    seq: int
    """Number in its instance, counted from 1 without a gap."""
    version: int
    """Of the instance after the command that made it; the events of one command share it."""
    at: datetime
    """When it happened, as said by whoever recorded it."""
    recorded_at: datetime
    """Never before `at`."""
    by: str
    item: int | None = None
    """The work item it is about."""
    key: str | None = None
    """Idempotency key; on the first event of its command only."""
    asked: str = ""
    """Fingerprint of the command that had the key; "" where it had none."""

    @property
    def kind(self) -> str:
        """The word that is kept."""
        return kind_of(type(self))


def kind_of(event: type[Event]) -> str:
    """The word that is kept of a class of events."""
    return event.__name__.lower()


def item_id(instance: int, seq: int) -> int:
    """Id of the work item that the event with this number opens."""
    return instance * (EVENTS_AT_MOST + 1) + seq


def instance_of(item: int) -> int:
    """Id of the instance that a work item belongs to, by the item's id."""
    return item // (EVENTS_AT_MOST + 1)


def items_of(instance: int) -> tuple[int, int]:
    """First and last id that a work item of an instance can have."""
    return item_id(instance, 0), item_id(instance, EVENTS_AT_MOST)


def item_of(event: Event) -> int:
    """Id of the work item that an event is about."""
    if event.item is None:
        raise ValueError(f"event {event.instance}/{event.seq} names no work item")
    return event.item
