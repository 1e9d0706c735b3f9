"""Due times move over the time in which an instance was suspended. Moments are microseconds since 1970 UTC."""

from __future__ import annotations

from sopengine.calendar.terms import Terms
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Unit


def moved(timeline: Timeline, terms: Terms, due: int, stopped: int, resumed: int) -> int:
    """A due time after an interruption, by the measure of its standard."""
    if terms.unit is Unit.CLOCK_HOUR:
        return due + resumed - stopped
    if terms.unit is Unit.WORKING_DAY:
        touched = days_touched(timeline, stopped, resumed)
        return _days_later(timeline, terms, due, touched) if touched else due
    if terms.unit is Unit.CALENDAR_DAY:
        return _plainly_later(timeline, terms, due, resumed - stopped)
    worked = timeline.worked(resumed) - timeline.worked(stopped)
    return timeline.after(due, worked) if worked else due


def days_touched(timeline: Timeline, first: int, last: int) -> int:
    """Working days of which some working time lies between two moments."""
    if timeline.worked(first) == timeline.worked(last):
        return 0
    opens = timeline.after(first, 1) - 1
    closes = timeline.after(first, timeline.worked(last) - timeline.worked(first))
    return 1 + timeline.working_days(timeline.day(opens), timeline.day(closes - 1))


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
