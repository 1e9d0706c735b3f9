"""When an office works: the values of a calendar, as its head sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from sopengine.frozen import frozen

Day = tuple[tuple[int, int], ...]
"""Working spans of one day in minutes after midnight, in order and apart; empty on a day off."""

Week = tuple[Day, ...]
"""Seven days, Monday first."""

OFF: Day = ()


@frozen
class Period:
    """Days with hours of their own, such as Ramadan."""

    first: date
    last: date
    """Inclusive."""
    week: Week


@frozen
class OfficeHours:
    """The hours of one kind of office in one time zone."""

    timezone: str
    """IANA name; decides what a day is."""
    week: Week
    periods: tuple[Period, ...] = ()
    """The first that holds a day wins over `week`."""
    days: Mapping[date, Day] = field(default_factory=dict)
    """Days unlike their week: holidays, and half days."""
    uncertain: frozenset[date] = frozenset()
    """Days whose hours rest on an estimate."""
    known_years: tuple[int, int] = (1, 9999)
    """First and last year whose days off have been decided; of others every day is uncertain."""

    def on(self, day: date) -> Day:
        """The working spans of a day."""
        if day in self.days:
            return self.days[day]
        period = self.period(day)
        return (period.week if period else self.week)[day.weekday()]

    def period(self, day: date) -> Period | None:
        """Whose hours a day has, where they are not those of every week."""
        return next((one for one in self.periods if one.first <= day <= one.last), None)

    def is_decided(self, year: int) -> bool:
        """Whether the days off of a year are known; else each of its days is uncertain."""
        return self.known_years[0] <= year <= self.known_years[1]

    def is_uncertain(self, day: date) -> bool:
        """Whether its hours rest on an estimate."""
        return day in self.uncertain or not self.is_decided(day.year)

    @property
    def minutes_a_week(self) -> int:
        return sum(minutes(day) for day in self.week)

    @property
    def minutes_a_day(self) -> float:
        """Of an ordinary working day, on average."""
        return self.minutes_a_week / max(1, sum(bool(day) for day in self.week))


def minutes(day: Day) -> int:
    """Working minutes of a day."""
    return sum(end - start for start, end in day)


def span(opens: str, closes: str, pause: str = "", resumes: str = "") -> Day:
    """A day from times like `07:30`, with a break or without."""
    start, end = _minute(opens), _minute(closes)
    return ((start, _minute(pause)), (_minute(resumes), end)) if pause else ((start, end),)


def _minute(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
