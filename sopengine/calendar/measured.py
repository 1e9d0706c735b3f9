"""How late work is and how long it took, as people read it: whole numbers of what its standard counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sopengine.duration.standard import Unit

_MINUTE = timedelta(minutes=1)
HOURS_BEFORE_DAYS = 48
"""By the clock: as of two days, days are told."""
WORKING_DAYS_TOLD = 2
"""As of so many, working days are told and not hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Lateness for a list: begun minutes up to an hour, then whole hours, then days."""

    number: int
    unit: Unit
    """MINUTE; HOUR and WORKING_DAY of working time; CLOCK_HOUR and CALENDAR_DAY by the clock."""
    by_the_clock: bool
    """Plain time, not working time."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


def late(lateness: timedelta, working_days: int) -> Late | None:
    """Of working time; `working_days` lie on the dates after the due one. None where nothing is late."""
    if lateness <= timedelta():
        return None
    if working_days >= WORKING_DAYS_TOLD:
        return Late(number=working_days, unit=Unit.WORKING_DAY, by_the_clock=False)
    minutes = -(-lateness // _MINUTE)
    if minutes < 60:
        return Late(number=minutes, unit=Unit.MINUTE, by_the_clock=False)
    return Late(number=minutes // 60, unit=Unit.HOUR, by_the_clock=False)


def late_by_the_clock(lateness: timedelta) -> Late | None:
    if lateness <= timedelta():
        return None
    minutes = -(-lateness // _MINUTE)
    hours = minutes // 60
    if not hours:
        return Late(number=minutes, unit=Unit.MINUTE, by_the_clock=True)
    if hours < HOURS_BEFORE_DAYS:
        return Late(number=hours, unit=Unit.CLOCK_HOUR, by_the_clock=True)
    return Late(number=hours // 24, unit=Unit.CALENDAR_DAY, by_the_clock=True)
