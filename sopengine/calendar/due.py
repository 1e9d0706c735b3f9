"""The way from the receipt of work to its due time, by the rules that printed durations follow.

Moments are microseconds since 1970 UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime

from sopengine.calendar.terms import Way
from sopengine.calendar.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
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


def _in_time(timeline: Timeline, way: Way, received: int) -> tuple[int, bool]:
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
