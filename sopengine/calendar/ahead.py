"""So much time before something is due: when somebody is reminded. Moments are microseconds since 1970 UTC."""

from __future__ import annotations

from datetime import date

from sopengine.calendar.moments import SECOND
from sopengine.calendar.terms import Way
from sopengine.calendar.timeline import Timeline

_DAY = 24 * 3600 * SECOND


def ahead(timeline: Timeline, way: Way, due: int) -> int:
    """Hours: when just so much working time is left. Days: when the office opens so many days before the due day."""
    if way.at_the_same_time:
        return due - (way.months * 30 + way.plain_days) * _DAY - way.by_the_clock
    if not way.in_days:
        return _earlier(timeline, way, due) - way.by_the_clock
    day = timeline.day(due - 1) - way.plain_days
    day = timeline.working_day_before(_months_earlier(day, way.months), way.working_days)
    opening = timeline.after(timeline.midnight(day), 1) - 1
    return _earlier(timeline, way, opening) - way.by_the_clock


def _earlier(timeline: Timeline, way: Way, at: int) -> int:
    amount = way.working
    if way.part_of_a_day:
        day = timeline.working_day_before(timeline.day(at - 1), 0)
        length = timeline.worked(timeline.midnight(day + 1)) - timeline.worked(timeline.midnight(day))
        amount += round(way.part_of_a_day * length)
    return timeline.before(at, amount) if amount else at


def _months_earlier(day: int, months: int) -> int:
    """The same date of an earlier month, or its last day."""
    if not months:
        return day
    start = date.fromordinal(day)
    month = start.year * 12 + start.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1).toordinal()
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
    return min(first + start.day, after) - 1
