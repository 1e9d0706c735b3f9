"""Days and months by the clock of a zone. Moments are microseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sopengine.calendar.moments import micros, utc
from sopengine.compliance.question import Question
from sopengine.frozen import frozen

_DAY = timedelta(days=1)


@frozen
class Bounds:
    """Of what is asked by the clock of one zone, in microseconds since 1970."""

    since: int
    until: int


def bounds(question: Question, zone: str) -> Bounds:
    """A period ends with its last day, or before at the moment that is asked about."""
    calendar_day = question.period
    at = micros(question.at(zone))
    since = midnight(calendar_day.since, zone) if calendar_day.since else 0
    if calendar_day.until:
        at = min(at, midnight(calendar_day.until + _DAY, zone) - 1)
    return Bounds(since=since, until=at)


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def months(first: date, last: date) -> Iterator[tuple[int, date]]:
    """Number of each month, and the day after its last one."""
    for month in range(month_number(first), month_number(last) + 1):
        yield month, date((month + 1) // 12, (month + 1) % 12 + 1, 1)


def day_of(at: int, zone: str) -> date:
    return utc(at).astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> int:
    """When a day begins by the clock of a zone."""
    return micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
