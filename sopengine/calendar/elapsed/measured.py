"""How late work is and how long it took, as people read it: whole numbers of what its standard counts.

Only what lists and reports need: commands that record work do not import it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sopengine.calendar.due import day_reached, days_touched
from sopengine.calendar.moments import micros
from sopengine.calendar.office import Calendar, Interruption
from sopengine.calendar.terms import Terms, by_the_clock, terms
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Duration, Unit
from sopengine.frozen import frozen

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
HOURS_BEFORE_DAYS = 48
"""By the clock: as of two days, days are told."""
WORKING_DAYS_TOLD = 2
"""As of so many, working days are told and not hours."""


@frozen
class Late:
    """Lateness for a list: begun minutes up to an hour, then whole hours, then days."""

    number: int
    unit: Unit
    """MINUTE; HOUR and WORKING_DAY of working time; CLOCK_HOUR and CALENDAR_DAY by the clock."""
    by_the_clock: bool
    """Plain time, not working time."""


@frozen
class Taken:
    """What was taken from the receipt of work to its completion, in the measure of its standard."""

    time: timedelta
    """Working time, or plain time of what runs by the clock; interruptions left out."""
    unit: Unit
    """What the standard counts: HOUR (working time), CLOCK_HOUR, WORKING_DAY or CALENDAR_DAY."""
    day: int | None
    """`hari kerja ke-2`: the so manyth day after that of the receipt, which is 0; None where hours are counted."""
    of: float | None
    """`dari 3`; None where the standard is no number of days."""
    share: float | None
    """Of the time from receipt to due; None where nothing was due or no such time lies between."""


def late(calendar: Calendar, standard: Duration, due: datetime, done: datetime, external: bool = False) -> Late | None:
    """None where it was on time."""
    lateness = calendar.lateness(standard, due, done, external)
    if not lateness:
        return None
    if by_the_clock(standard, external):
        return _late_by_the_clock(lateness)
    days = calendar.working_days(due, done)
    if days >= WORKING_DAYS_TOLD:
        return Late(number=days, unit=Unit.WORKING_DAY, by_the_clock=False)
    if lateness < _HOUR:
        return Late(number=_begun_minutes(lateness), unit=Unit.MINUTE, by_the_clock=False)
    return Late(number=lateness // _HOUR, unit=Unit.HOUR, by_the_clock=False)


def taken(
    calendar: Calendar,
    standard: Duration,
    received: datetime,
    done: datetime,
    days: str,
    count: int | None = None,
    external: bool = False,
    due: datetime | None = None,
    interruptions: Iterable[Interruption] = (),
) -> Taken:
    """From receipt to completion; `due` is what was recorded, to compare with."""
    agreed = terms(standard, days, count, external)
    pauses = [pause for pause in interruptions if received <= pause[0] < done]
    paused = sum((calendar.time_between(standard, *pause, external) for pause in pauses), timedelta())
    time = max(calendar.time_between(standard, received, done, external) - paused, timedelta())
    given = calendar.time_between(standard, received, due, external) - paused if due else timedelta()
    return Taken(
        time=time,
        unit=agreed.unit if agreed else Unit.CLOCK_HOUR if by_the_clock(standard, external) else Unit.HOUR,
        day=_day(calendar, agreed.unit, received, done, pauses) if agreed else None,
        of=_days_given(calendar.timeline, agreed, micros(received)) if agreed else None,
        share=time / given if given > timedelta() else None,
    )


def _begun_minutes(lateness: timedelta) -> int:
    return -(-lateness // _MINUTE)


def _late_by_the_clock(lateness: timedelta) -> Late:
    hours = lateness // _HOUR
    if not hours:
        return Late(number=_begun_minutes(lateness), unit=Unit.MINUTE, by_the_clock=True)
    if hours < HOURS_BEFORE_DAYS:
        return Late(number=hours, unit=Unit.CLOCK_HOUR, by_the_clock=True)
    return Late(number=hours // 24, unit=Unit.CALENDAR_DAY, by_the_clock=True)


def _day(
    calendar: Calendar, unit: Unit, received: datetime, done: datetime, pauses: Iterable[Interruption]
) -> int | None:
    """The so manyth day after that of the receipt."""
    if unit is Unit.WORKING_DAY:
        touched = sum(days_touched(calendar.timeline, micros(stop), micros(go)) for stop, go in pauses)
        return max(0, calendar.working_days(received, done) - touched)
    if unit is not Unit.CALENDAR_DAY:
        return None
    paused = sum((go - stop for stop, go in pauses), timedelta())
    return max(0, (calendar.local(done).date() - calendar.local(received).date() - paused).days)


def _days_given(timeline: Timeline, agreed: Terms, received: int) -> float | None:
    """Of months the days from date to date."""
    if agreed.days is not None or agreed.unit is not Unit.CALENDAR_DAY or not agreed.high.whole_days:
        return agreed.days
    return float(day_reached(timeline, agreed.high, received) - timeline.day(received))
