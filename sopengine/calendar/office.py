"""A calendar: working time between two moments, and due times. One function gives due times to everybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from sopengine.calendar.due import SECONDS, WORKING_DAYS, Due, Way, resolved
from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.moments import aware, micros, utc
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Duration, Length, Unit
from sopengine.duration.unit import WORKING_MINUTES
from sopengine.errors import MisuseError

_MICROSECOND = timedelta(microseconds=1)


class Calendar:
    """The working time of one kind of office; may be shared by threads. Times must be aware."""

    def __init__(self, hours: OfficeHours) -> None:
        self.hours = hours
        self._timeline = Timeline(hours)

    def due(self, standard: Duration, received: datetime, days: str, count: int = 1) -> Due | None:
        """When work received at a time is due, by the upper end of its standard; None where it has no length.

        `days` is `working` or `calendar`: what a bare `hari` and `minggu` mean.
        `count` is how many items there were, where the standard is that of one.
        """
        return self._due(standard.high, received, days, count if standard.per_item else 1)

    def earliest(self, standard: Duration, received: datetime, days: str, count: int = 1) -> Due | None:
        """When it would be due by the lower end of a range: before that is early."""
        return self._due(standard.low, received, days, count if standard.per_item else 1)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Negative where the end comes before the start."""
        worked = self._timeline.worked
        return timedelta(microseconds=worked(micros(end)) - worked(micros(start)))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which so much has been worked, in UTC; nothing added leaves the start."""
        if amount < timedelta():
            raise MisuseError("working time of {amount} cannot be added; it must not be negative", amount=amount)
        at = micros(start)
        return utc(self._timeline.after(at, amount // _MICROSECOND) if amount else at)

    def local(self, time: datetime) -> datetime:
        """As the office's clock shows it."""
        return aware(time).astimezone(self._timeline.zone)

    def is_working_day(self, day: date) -> bool:
        return self._timeline.working_day(day.toordinal(), 0) == day.toordinal()

    def usual(self, length: Length, days: str) -> timedelta:
        """A length in working time of ordinary weeks: for ratios, never for a due time."""
        a_week = self.hours.minutes_a_week / (5 * WORKING_MINUTES[Unit.DAY])
        minutes = 0.0
        for number, unit in resolved(length, days):
            factor = self.hours.minutes_a_day / WORKING_MINUTES[Unit.DAY] if unit in WORKING_DAYS else a_week
            minutes += number * WORKING_MINUTES[unit] * (1.0 if unit in SECONDS else factor)
        return timedelta(minutes=minutes)

    def _due(self, length: Length, received: datetime, days: str, count: int) -> Due | None:
        if days not in ("working", "calendar"):
            raise MisuseError("days are '{days}'; they are 'working' or 'calendar'", days=days)
        if count < 1:
            raise MisuseError("{count} items cannot have been done; count from 1", count=count)
        if not length:
            return None
        way = Way(self._timeline, received)
        way.go(length, days, count)
        return way.due()


@lru_cache(maxsize=64)
def office_calendar(timezone: str) -> Calendar:
    """Of an Indonesian government office with a five-day week; one for all who ask."""
    return Calendar(indonesian_hours(timezone))
