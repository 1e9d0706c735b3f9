"""A visit of a row of the form, measured against its standard."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sopengine.calendar.elapsed.measured import Late, Taken
from sopengine.frozen import frozen


class Verdict(StrEnum):
    """What a visit is, measured against its standard."""

    ON_TIME = "on time"
    LATE = "late"
    EARLY = "early"
    """Done under the lower end of a range; said, not blamed."""
    RUNNING = "running"
    OVERDUE = "overdue"
    """Still open, past due."""
    NOT_MEASURABLE = "not measurable"
    """Done, and nothing was due: its standard has no length, or the number of items was never told."""
    WITHDRAWN = "withdrawn"
    """Ended without being done: sent back, no longer wanted, or gone on without it before it was due."""
    CANCELLED = "cancelled"
    """Ended with its cancelled run."""


class Basis(StrEnum):
    """Which time is held against the standard."""

    SERVICE = "service"
    """From started to done: a start was recorded."""
    SOJOURN = "sojourn"
    """From opened to done: none was."""


@frozen
class Spent:
    """Time between two moments."""

    clock: timedelta
    working: timedelta
    """By the calendar of the office."""


@frozen
class Visit:
    """From the opening of a row's first task to the completion of its last; what is open is measured up to now."""

    sop: str
    instance: int
    timezone: str
    """Of the agency."""
    step: str
    number: str
    """As printed."""
    activity: str
    actors: tuple[str, ...]
    """Printed titles, in the order of the work."""
    visit: int
    """Counted from 1; what comes after is rework."""
    opened_at: datetime
    """This and all other times are aware and UTC."""
    started_at: datetime | None
    done_at: datetime | None
    """None where it is open, and where it ended without being done."""
    waiting: Spent | None
    """Opened to started; None where no start was recorded."""
    service: Spent | None
    """Started to done; None where no start was recorded."""
    sojourn: Spent
    """Opened to done."""
    basis: Basis
    standard: str
    """As printed."""
    allowed: timedelta | None
    """The standard's upper end as working time of an ordinary week, for ratios; None where it has no length."""
    due_at: datetime | None
    """As it was recorded; None where nothing was."""
    provisional: bool
    """The due time rests on an estimated holiday."""
    verdict: Verdict
    late_by: timedelta | None
    """Working time past due, or plain time of a standard by the clock; None where it is not late or overdue."""
    late: Late | None
    """The same in whole numbers, for lists."""
    taken: Taken
    """From its opening until it was done, or until now, in the measure of its standard."""
    given: timedelta | None
    """From its opening until it is due, as `taken.time` is counted; None where nothing is due."""
    ref: str = ""
    """Of its run."""
    recorded_at: datetime | None = None
    """When its end was recorded."""
    done_by: str = ""
    outcome: str = ""
    """The label that was chosen, or several, a line each."""
    corrected: bool = False
    """What was recorded of it has been put right."""
    external: bool = False
    """Of an actor outside the office: by the clock, and in no rate."""
    within: bool | None = None
    """Done within the standard counted from its recorded start: a figure of its own, never part of the verdict.

    None where no start was recorded, where it is open, or where there is no standard to hold it against.
    """

    @property
    def is_late(self) -> bool:
        """Late or overdue."""
        return self.late_by is not None

    @property
    def measured(self) -> Spent:
        """What is held against the standard."""
        return self.service if self.basis is Basis.SERVICE and self.service else self.sojourn
