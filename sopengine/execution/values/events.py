"""What happened in an instance, as it is kept: append-only, numbered, enough to make the state again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

EVENTS_AT_MOST = 999_999
"""Of one instance: the number of the event that opens a work item is part of that item's id."""


class EventKind(StrEnum):
    """What can happen, and the keys of its data."""

    STARTED = "started"
    """`sop`, `digest`, `ref`, `entry`."""
    ARRIVED = "arrived"
    """At a meeting point: `task`, `from` (a work item, or None), `back`; `visit`, `due` and `provisional` as below,
    `visit` 0 where it goes on with none."""
    OPENED = "opened"
    """`task`, `visit`, `due` (ISO 8601, UTC, or None), `provisional`, `from` (a work item, or None). Takes all that
    has arrived at the task."""
    PASSED = "passed"
    """By a task without work: `task`, `outcome`, `from`. Takes all that has arrived at the task."""
    DONE = "done"
    """`outcome` ("" where nothing is decided; several a line each), `by_data` (where nobody was asked for it),
    `data` (where something was filled in)."""
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact. Times are aware and UTC."""

    instance: int
    seq: int
    """Number in its instance, counted from 1 without a gap."""
    version: int
    """Of the instance after the command that made it; the events of one command share it."""
    kind: EventKind
    at: datetime
    """When it happened, as said by whoever recorded it."""
    recorded_at: datetime
    by: str
    item: int | None = None
    """The work item it is about."""
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    """Idempotency key; on the first event of its command only."""


def item_id(instance: int, seq: int) -> int:
    """Id of the work item that the event with this number opens."""
    return instance * (EVENTS_AT_MOST + 1) + seq


def instance_of(item: int) -> int:
    """Id of the instance that a work item belongs to, by the item's id."""
    return item // (EVENTS_AT_MOST + 1)
