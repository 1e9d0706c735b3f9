"""What is listed one by one beside the figures. All lengths are whole seconds, all times aware and UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sopengine.calendar.elapsed.measured import Late
from sopengine.frozen import frozen


@frozen
class LateVisit:
    """Done late, or still open past due."""

    store: int
    """Place of its store among those that were asked."""
    instance: int
    ref: str
    sop: str
    agency: str
    timezone: str
    step: str
    number: str
    activity: str
    actor: str
    """Printed titles."""
    visit: int
    received_at: datetime
    due_at: datetime
    done_at: datetime | None
    """None where it is open, or was gone on without."""
    recorded_at: datetime | None
    done_by: str
    done_for: str
    """Whom they stood in for; empty where they acted for themselves."""
    outcome: str
    late_by: timedelta
    late: Late | None
    """The same in whole numbers, for lists."""
    provisional: bool
    recorded_late: bool
    """More than a day after it was done."""
    corrected: bool

    @property
    def open(self) -> bool:
        return self.done_at is None


class Kind(StrEnum):
    """How time was lost."""

    WAITING = "waiting"
    """Before a recorded start."""
    LATE = "late"
    """Past due."""
    REWORK = "rework"
    """In visits beyond the first."""


@frozen
class Loss:
    """Time that went into one kind of loss at one step; of one agency, its versions together."""

    sop: str
    agency: str
    step: str
    number: str
    activity: str
    actor: str
    kind: Kind
    visits: int
    amount: timedelta
    """Working time, or plain time of a standard by the clock."""


@frozen
class OpenAge:
    """Open work of one agency and step, by how old it is, in working days of its calendar."""

    sop: str
    agency: str
    step: str
    number: str
    activity: str
    actor: str
    days: int
    """After that of the receipt, which is 0, whether it was overdue on them or not."""
    visits: int
    overdue: int
    """Of these."""


@frozen
class Return:
    """Work that came to a step once more, by what it came from."""

    sop: str
    agency: str
    from_step: str
    from_number: str
    from_activity: str
    to_step: str
    to_number: str
    to_activity: str
    visits: int
    taken: timedelta
    """By those that are done."""


@frozen
class Passage:
    """How often the end of one step opened another, for the map of the process."""

    sop: str
    agency: str
    from_step: str
    """"" for the start of a run."""
    to_step: str
    visits: int


@frozen
class OddStandard:
    """A standard that what was taken does not bear out: always under a quarter of it, or always over twice."""

    sop: str
    agency: str
    version: int
    step: str
    number: str
    activity: str
    standard: str
    visits: int
    least: float
    """Of the time from opening to due; so is the next."""
    most: float

    @property
    def too_long(self) -> bool:
        return self.most < 1
