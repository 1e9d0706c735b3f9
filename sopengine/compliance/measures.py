"""What many visits add up to, however they are told apart. All lengths are whole seconds, all times aware and UTC."""

from __future__ import annotations

from datetime import timedelta

from sopengine.compliance.rate import Rate
from sopengine.frozen import frozen


@frozen
class Counts:
    """How visits came out. But for `external`, visits of actors outside the office are in none of these."""

    done: int
    """In time, late, or not measurable."""
    on_time: int
    """Early ones included."""
    early: int
    """Under the lower end of a range; said, not blamed."""
    late: int
    """Done late, or gone on without it after its due time."""
    running: int
    """Open, and not overdue."""
    overdue: int
    """Open, past due."""
    not_measurable: int
    """Done, and nothing was due."""
    withdrawn: int
    """Ended without being done: in no rate."""
    cancelled: int
    """Ended with its cancelled run: in no rate."""
    external: int
    provisional: int
    """Whose due time rests on an estimated holiday; of those in the rate, counted above as well."""
    rework: int
    """Visits beyond the first of a step in a run, withdrawn and cancelled ones left out."""
    started: int
    """Done, with a recorded start and a standard that has a length."""
    within: int
    """Of these, done within the standard counted from the start: a figure of its own, never in the rate."""
    corrected: int
    """Done, of which what was recorded has been put right."""
    recorded_late: int
    """Done, and recorded more than a day after."""

    @property
    def measured(self) -> int:
        """What the rate is of: done with a standard that has a length, or open and overdue."""
        return self.on_time + self.late + self.overdue

    @property
    def rate(self) -> Rate | None:
        """On time of the measured, so that leaving work open is never rewarded; None where there are none."""
        return Rate(kept=self.on_time, of=self.measured) if self.measured else None

    @property
    def open(self) -> int:
        return self.running + self.overdue


@frozen
class Spread:
    """Of the lengths of `of` visits, one at least."""

    of: int
    median: timedelta
    """Mean of the middle two."""
    p90: timedelta
    """Nearest rank."""
    worst: timedelta


@frozen
class Spent:
    """Where the time of visits went: working time of their calendars, plain time of standards by the clock.

    Of visits that are done; suspensions are taken off. Time of outsiders only stands in groups of their own, by step
    and by actor.
    """

    taken: timedelta
    """From the start where one was recorded, else from the opening: what is spread and held against the standard."""
    given: timedelta
    """From the openings to the due times, of those that had one."""
    taken_of_given: timedelta
    """What these took: `share` is the two divided."""
    waiting: timedelta
    """From the opening to the start, where starts were recorded."""
    service: timedelta
    """From the start to the end, where starts were recorded."""
    unparted: timedelta
    """From the opening to the end, where none was recorded: waiting and service together."""
    rework: timedelta
    """Of `taken`, what went into visits beyond the first."""
    late: timedelta
    """Past due, of late and of overdue ones."""

    @property
    def share(self) -> float | None:
        """What was taken, of what was given; None where nothing was."""
        return self.taken_of_given / self.given if self.given else None


@frozen
class Group:
    """Figures of one combination of what was asked `by`; what is not told apart by is empty."""

    sop: str = ""
    title: str = ""
    agency: str = ""
    version: int = 0
    """Number of the version; of a step the latest one with this standard. 0 where none is meant."""
    versions: tuple[int, ...] = ()
    """All that it covers."""
    step: str = ""
    number: str = ""
    """Of the row, as printed."""
    activity: str = ""
    standard: str = ""
    """As printed. A step whose standard changed has a group for each."""
    allowed: timedelta | None = None
    """Its upper end as working time of an ordinary week, for axes and never for a verdict; None without length."""
    by_the_clock: bool = False
    """Its lengths are plain time."""
    actor: str = ""
    """Printed title; of a step that several share, all of them."""
    month: str = ""
    """Such as `2026-03`, of the completion; what was overdue at a month's end stands in each such month."""
    counts: Counts
    spent: Spent
    spread: Spread | None
    """Of what was taken by the visits that are done; None where there are none."""
    rank: int
    """Place among the groups of its combination, in the order of the form, of titles or of months; from 0."""
