"""The way from the receipt of work to its due time, by the rules that printed durations follow."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from math import ceil

from sopengine.calendar.moments import SECOND, aware, micros, utc
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Length, Unit

SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600}
"""Units of working time."""
WORKING_DAYS = {Unit.WORKING_DAY: 1, Unit.DAY: 1, Unit.WEEK: 5}
_PLAIN_DAYS = {Unit.CALENDAR_DAY: 1, Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}
_DAYS_A_MONTH = 30
"""Of a fraction of a month only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due."""

    at: datetime
    """Aware, UTC; still on time at this very moment."""
    provisional: bool
    """It rests on a day whose hours are an estimate."""


class Way:
    """From the receipt to the due time: whole days first, then hours, then hours by the clock."""

    def __init__(self, timeline: Timeline, received: datetime) -> None:
        self.timeline = timeline
        self.received = micros(received)
        self.day = aware(received).astimezone(timeline.zone).toordinal()
        self.counted_from: int | None = None
        """The first day whose hours matter to the due time."""
        self.in_days = False
        self.part_of_a_day = 0.0
        self.working = 0
        self.by_the_clock = 0

    def go(self, length: Length, days: str, count: int) -> None:
        for number, unit in resolved(length, days):
            self.go_on(number * count, unit)

    def go_on(self, number: float, unit: Unit) -> None:
        if unit in SECONDS:
            self.working += round(number * SECONDS[unit] * SECOND)
        elif unit is Unit.CLOCK_HOUR:
            self.by_the_clock += round(number * 3600 * SECOND)
        elif unit is Unit.WORKING_DAY:
            self.working_days(number)
        elif unit is Unit.CALENDAR_DAY:
            self.plain_days(ceil(number))
        else:
            self.months(number * _MONTHS[unit])

    def working_days(self, number: float) -> None:
        self.in_days = True
        self.counted_from = self.day if self.counted_from is None else self.counted_from
        if number >= 1:
            self.day = self.timeline.working_day(self.day, int(number))
        self.part_of_a_day = number % 1

    def plain_days(self, number: int) -> None:
        self.in_days = True
        self.day += number

    def months(self, number: float) -> None:
        self.in_days = True
        self.day = _months_later(self.day, int(number)) + round(number % 1 * _DAYS_A_MONTH)

    def due(self) -> Due:
        """Where the way has come to."""
        first = self.day if self.counted_from is None else self.counted_from
        at = self.end_of_days() if self.in_days else self.received
        if self.working:
            at = self.timeline.after(at, self.working)
        uses_hours = self.in_days or self.working > 0
        last = utc(at).astimezone(self.timeline.zone).toordinal()
        return Due(
            at=utc(at + self.by_the_clock),
            provisional=uses_hours and self.timeline.is_uncertain(first, last),
        )

    def end_of_days(self) -> int:
        """A day off moves to the next working day; of a part of a day that much is worked in the day after."""
        if not self.part_of_a_day:
            return self.timeline.closing(self.timeline.working_day(self.day, 0))
        return self.timeline.partway(self.timeline.working_day(self.day, 1), self.part_of_a_day)


def resolved(length: Length, days: str) -> Iterable[tuple[float, Unit]]:
    """With `hari` and `minggu` as working or as plain days."""
    one = Unit.WORKING_DAY if days == "working" else Unit.CALENDAR_DAY
    sizes = WORKING_DAYS if days == "working" else _PLAIN_DAYS
    return ((number * sizes[unit], one) if unit in (Unit.DAY, Unit.WEEK) else (number, unit) for number, unit in length)


def _months_later(day: int, months: int) -> int:
    """The same date of a later month, or its last day."""
    start = date.fromordinal(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = min(start.year + years, MAXYEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()
