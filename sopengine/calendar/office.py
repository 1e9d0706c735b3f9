"""A calendar: working time between two moments, and due times. One function gives due times to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from sopengine.calendar import due as ways
from sopengine.calendar.due import Due
from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.moments import MICROSECOND, micros, utc
from sopengine.calendar.terms import WORKING_DAYS, WORKING_TIME, by_the_clock, resolved, terms
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Duration, Length, Unit
from sopengine.duration.unit import WORKING_MINUTES
from sopengine.errors import MisuseError

Interruption = tuple[datetime, datetime]
"""When an instance was suspended, and when it went on."""


class Calendar:
    """The working time of one kind of office; may be shared by threads. Times must be aware.

    `days` is `working` or `calendar`: what a bare `hari` and `minggu` of the SOP mean. `count` is how many items
    there are, where the standard is that of one. Work of `external` actors runs by the clock.
    """

    def __init__(self, hours: OfficeHours) -> None:
        self.hours = hours
        self.timeline = Timeline(hours)
        """The same calendar in whole numbers."""
        self._latest: tuple[object, object, object, Due | None] = (None, None, None, None)
        """Receipt, standard and terms of the due time that was asked for last: much is received at once."""

    def due(
        self, standard: Duration, received: datetime, days: str, count: int | None = None, external: bool = False
    ) -> Due | None:
        """When work received at a time is due, by the upper end of its standard.

        None where that has no length, or is the standard of one item and their number is not known yet.
        """
        known = self._latest
        if known[0] is received and known[1] is standard and known[2] == (days, count, external):
            return known[3]
        agreed = terms(standard, days, count, external)
        found = None
        if agreed is not None:
            at, provisional = ways.due(self.timeline, agreed.high, self._at(received))
            found = Due(at=utc(self.timeline.checked(at)), provisional=provisional)
        self._latest = received, standard, (days, count, external), found
        return found

    def earliest(
        self, standard: Duration, received: datetime, days: str, count: int | None = None, external: bool = False
    ) -> datetime | None:
        """By the lower end of a range: what is done before it was done early. None where there is no range."""
        agreed = terms(standard, days, count, external)
        if agreed is None or agreed.low is None:
            return None
        at = ways.earliest(self.timeline, agreed.low, self._at(received))
        return utc(self.timeline.checked(at))

    def ahead(self, amount: Duration, due: datetime, days: str, external: bool = False) -> datetime | None:
        """So much time before something is due; None where that has no length.

        Hours: when just so much working time is left. Days: when the office opens, so many days before the due day.
        """
        agreed = terms(amount, days, 1, external)
        if agreed is None:
            return None
        return utc(self.timeline.checked(ways.ahead(self.timeline, agreed.high, self._at(due))))

    def lateness(self, standard: Duration, due: datetime, done: datetime, external: bool = False) -> timedelta:
        """Working time past due, or plain time of what runs by the clock; zero where it was on time.

        So what is done in the lunch break or in the evening of the due day is on time.
        """
        return max(self.time_between(standard, due, done, external), timedelta())

    def late_after(self, standard: Duration, due: datetime, external: bool = False) -> datetime:
        """The last moment that is on time: what is due at closing is late once the office works again."""
        at = self._at(due)
        plain = by_the_clock(standard, external)
        return utc(at if plain else self.timeline.checked(self.timeline.after(at, 1) - 1))

    def moved(
        self,
        standard: Duration,
        due: datetime,
        interruption: Interruption,
        days: str,
        count: int | None = None,
        external: bool = False,
    ) -> datetime:
        """A due time after an interruption: by the working time it lasted, of days by the working days it touched.

        Calendar days and what runs by the clock move by its plain length. The end of a day stays the end of a day.
        """
        stopped, resumed = (self._at(time) for time in interruption)
        if resumed < stopped:
            raise MisuseError("work cannot go on at {resumed}, before it stopped at {stopped}", **_times(interruption))
        agreed = terms(standard, days, count, external)
        if agreed is None:
            return due
        return utc(self.timeline.checked(ways.moved(self.timeline, agreed, self._at(due), stopped, resumed)))

    def earliest_moved(
        self, standard: Duration, earliest: datetime, interruption: Interruption, days: str, count: int | None = None
    ) -> datetime:
        """The lower end of a range after an interruption, as `moved` has the upper one."""
        stopped, resumed = (self._at(time) for time in interruption)
        agreed = terms(replace(standard, high=standard.low), days, count, False)
        if agreed is None:
            return earliest
        at = ways.earliest_moved(self.timeline, agreed, self._at(earliest), stopped, resumed)
        return utc(self.timeline.checked(at))

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Negative where the end comes before the start."""
        worked = self.timeline.worked
        return timedelta(microseconds=worked(micros(end)) - worked(micros(start)))

    def time_between(self, standard: Duration, start: datetime, end: datetime, external: bool = False) -> timedelta:
        """Working time, or plain time where the standard is one by the clock or the actor is external."""
        if not by_the_clock(standard, external):
            return self.working_time(start, end)
        return timedelta(microseconds=self._at(end) - self._at(start))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which so much has been worked, in UTC; nothing added leaves the start."""
        if amount < timedelta():
            raise MisuseError("working time of {amount} cannot be added; it must not be negative", amount=amount)
        at = self._at(start)
        return utc(self.timeline.after(at, amount // MICROSECOND) if amount else at)

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many working days lie on the dates after that of the start, up to that of the end."""
        timeline = self.timeline
        return timeline.working_days(timeline.day(micros(start)), timeline.day(micros(end)))

    def local(self, time: datetime) -> datetime:
        """As the office's clock shows it."""
        self._at(time)
        return time.astimezone(self.timeline.zone)

    def is_working_day(self, day: date) -> bool:
        return self.timeline.working_day(day.toordinal(), 0) == day.toordinal()

    def usual(self, length: Length, days: str) -> timedelta:
        """A length in working time of ordinary weeks: to add standards up, never for a due time."""
        a_week = self.hours.minutes_a_week / (5 * WORKING_MINUTES[Unit.DAY])
        minutes = 0.0
        for number, unit in resolved(length, days):
            factor = self.hours.minutes_a_day / WORKING_MINUTES[Unit.DAY] if unit in WORKING_DAYS else a_week
            minutes += number * WORKING_MINUTES[unit] * (1.0 if unit in WORKING_TIME else factor)
        return timedelta(minutes=minutes)

    def _at(self, time: datetime) -> int:
        return self.timeline.checked(micros(time))


@lru_cache(maxsize=64)
def office_calendar(timezone: str) -> Calendar:
    """Of an Indonesian government office with a five-day week; one for all who ask."""
    return Calendar(indonesian_hours(timezone))


def _times(interruption: Interruption) -> dict[str, str]:
    return {"stopped": interruption[0].isoformat(), "resumed": interruption[1].isoformat()}
