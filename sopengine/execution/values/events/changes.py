"""What is taken back, moved or put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen
from sopengine.people.values import Capacity


class Why(StrEnum):
    """Why a work item was withdrawn, or a due time moved."""

    UNDONE = "undone"
    RETURNED = "returned"
    ENOUGH = "enough"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    RESUMED = "resumed"
    CALENDAR = "calendar"
    COUNTED = "counted"
    IN_TIME = "in time"
    """It was done before the time-out, but recorded after it."""


@frozen
class Withdrawn(Event):
    """A work item is no longer wanted."""

    why: Why


@frozen
class Returned(Event):
    """A work item was sent back to an earlier one, which opens anew."""

    to: int
    reason: str


@frozen
class Undone(Event):
    """The completion of a work item was taken back: it is open again."""

    seq_undone: int
    """Number of the event that had completed it."""
    data: Mapping[str, str | None] = field(default_factory=dict)
    """What the fields it had filled in hold again; None: nothing."""
    note: str = ""
    """That it has again."""
    why: Why = Why.UNDONE


@frozen
class Recalled(Event):
    """What an undone completion had brought to a meeting point waits there no longer."""

    task: str
    causes: tuple[int, ...]
    """Ids of the work items; every arrival that one of them flowed into goes."""


@frozen
class Rescheduled(Event):
    """The due time of a visit of a row moved; of all its work, and of what waits to go on with it."""

    step: str
    visit: int
    due_at: datetime | None
    provisional: bool = False
    why: Why = Why.RESUMED


@frozen
class Reopened(Event):
    """The opening time of a work item moved, since what opened it was corrected; without item the instance's start."""

    opened_at: datetime


@frozen
class Corrected(Event):
    """What was recorded of a completed work item; what stays as it was is not said."""

    done_at: datetime | None = None
    done_by: str = ""
    note: str | None = None
    reason: str = ""
    confirmed_by: str = ""
    """"" where nobody has confirmed it."""
    asked_by: str = ""
    """Who asked for it; "" where that is who corrected it."""
    done_as: Capacity | None = None
    """Of another doer, or another day: as what they acted; None: as it was."""
    done_for: str = ""
