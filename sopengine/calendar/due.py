"""The way from the receipt of work to its due time, on from there over interruptions, and back to a reminder.

Moments are microseconds since 1970 UTC.
"""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime

from sopengine.calendar.moments import SECOND
from sopengine.calendar.terms import Terms, Way
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Unit
from sopengine.frozen import frozen

_DAY = 24 * 3600 * SECOND


@frozen
class Due:
    """When something is due."""

    at: datetime
    """Aware, UTC; still on time at this very moment."""
    provisional: bool
    """It rests on a day whose hours are an estimate."""


def due(timeline: Timeline, way: Way, received: int) -> tuple[int, bool]:
    """Where the way leads, and whether it rests on an estimate; nearly all standards go one of two straight ways."""
    if not way.in_days:
        return _in_time(timeline, way, received)
    if way.at_the_same_time:
        return _outside(timeline, way, received), False
    if way.whole_days and not (way.months or way.plain_days):
        return timeline.closing_after(received, way.working_days)
    counted_from = _plain_day(timeline, way, received)
    first = timeline.midnight(counted_from + 1 if way.working_days else counted_from)
    day = timeline.working_day(counted_from, way.working_days)
    at = _worked_on(timeline, way, timeline.closing(day))
    return at + way.by_the_clock, timeline.is_uncertain(first, at)


def earliest(timeline: Timeline, way: Way, received: int) -> int:
    """What is done before is early: the moment that was come to, and of days the beginning; no day off is skipped."""
    if not way.in_days:
        return _in_time(timeline, way, received)[0]
    if way.at_the_same_time:
        return _outside(timeline, way, received)
    day = day_reached(timeline, way, received)
    if way.whole_days:
        return timeline.midnight(day)
    return _worked_on(timeline, way, timeline.midnight(day + 1)) + way.by_the_clock


def day_reached(timeline: Timeline, way: Way, received: int) -> int:
    """Be it off or not."""
    day = _plain_day(timeline, way, received)
    return timeline.working_day(day, way.working_days) if way.working_days else day


def moved(timeline: Timeline, terms: Terms, due: int, stopped: int, resumed: int) -> int:
    """A due time after the time in which its instance was suspended, by the measure of its standard."""
    if terms.unit is Unit.CLOCK_HOUR:
        return due + resumed - stopped
    if terms.unit is Unit.WORKING_DAY:
        touched = days_touched(timeline, stopped, resumed)
        return _days_later(timeline, terms, due, touched) if touched else due
    if terms.unit is Unit.CALENDAR_DAY:
        return _plainly_later(timeline, terms, due, resumed - stopped)
    worked = timeline.worked(resumed) - timeline.worked(stopped)
    return timeline.after(due, worked) if worked else due


def earliest_moved(timeline: Timeline, terms: Terms, at: int, stopped: int, resumed: int) -> int:
    """The same of what is early, by the terms of the lower end alone: the beginning of a day stays one."""
    if not terms.high.whole_days or terms.unit is Unit.CLOCK_HOUR:
        return moved(timeline, terms, at, stopped, resumed)
    if terms.unit is Unit.CALENDAR_DAY:
        return timeline.midnight(timeline.day(at + resumed - stopped))
    touched = days_touched(timeline, stopped, resumed)
    return timeline.midnight(timeline.working_day(timeline.day(at), touched)) if touched else at


def days_touched(timeline: Timeline, first: int, last: int) -> int:
    """Working days of which some working time lies between two moments."""
    if timeline.worked(first) == timeline.worked(last):
        return 0
    opens = timeline.after(first, 1) - 1
    closes = timeline.after(first, timeline.worked(last) - timeline.worked(first))
    return 1 + timeline.working_days(timeline.day(opens), timeline.day(closes - 1))


def _in_time(timeline: Timeline, way: Way, received: int) -> tuple[int, bool]:
    if way.working and not (way.part_of_a_day or way.by_the_clock):
        return timeline.worked_off(received, way.working)
    if not (way.working or way.part_of_a_day):
        return received + way.by_the_clock, False
    at = _worked_on(timeline, way, received)
    return at + way.by_the_clock, timeline.is_uncertain(received, at)


def _plain_day(timeline: Timeline, way: Way, received: int) -> int:
    """From which working days are counted."""
    day = timeline.day(received)
    return (_months_later(day, way.months) if way.months else day) + way.plain_days


def _worked_on(timeline: Timeline, way: Way, at: int) -> int:
    """A part of a day is one of the working day in which it begins."""
    if way.part_of_a_day:
        begins = timeline.day(timeline.after(at, 1) - 1)
        length = timeline.worked(timeline.midnight(begins + 1)) - timeline.worked(timeline.midnight(begins))
        at = timeline.after(at, max(1, round(way.part_of_a_day * length)))
    return timeline.after(at, way.working) if way.working else at


def _outside(timeline: Timeline, way: Way, received: int) -> int:
    """Outsiders keep no hours: the same time of a later day."""
    since_midnight = received - timeline.midnight(timeline.day(received))
    return timeline.midnight(_plain_day(timeline, way, received)) + since_midnight + way.by_the_clock


def _months_later(day: int, months: int) -> int:
    """The same date of a later month, or its last day."""
    start = date.fromordinal(day)
    first = _first_of_month(start.year, start.month + months)
    return first + min(start.day, _first_of_month(start.year, start.month + months + 1) - first) - 1


def _first_of_month(year: int, month: int) -> int:
    """Months are counted on beyond December."""
    return date(min(year + (month - 1) // 12, MAXYEAR), (month - 1) % 12 + 1, 1).toordinal()


def _days_later(timeline: Timeline, terms: Terms, due: int, number: int) -> int:
    """The end of a day stays one; a part of a day stays that part, be the day shorter or longer."""
    day = timeline.day(due - 1)
    later = timeline.working_day(day, number)
    if terms.high.whole_days:
        return timeline.closing(later)
    midnight, since = timeline.midnight(later), _worked_in_day(timeline, day, due)
    if terms.high.part_of_a_day:
        since = round(since * _length(timeline, later) / _length(timeline, day))
    return timeline.after(midnight, max(1, since))


def _plainly_later(timeline: Timeline, terms: Terms, due: int, length: int) -> int:
    """By the length as the clock shows it, and the end of a day stays one: that of the day, or the next working day."""
    at = due + length
    if not length or not terms.high.whole_days:
        return at
    return timeline.closing(timeline.working_day(timeline.day(at), 0))


def _worked_in_day(timeline: Timeline, day: int, at: int) -> int:
    return timeline.worked(at) - timeline.worked(timeline.midnight(day))


def _length(timeline: Timeline, day: int) -> int:
    return _worked_in_day(timeline, day, timeline.midnight(day + 1))


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
