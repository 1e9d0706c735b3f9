"""What a number in a duration counts, and roughly how long that is."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What a number in a duration counts."""

    MINUTE = "minute"
    HOUR = "hour"
    CLOCK_HOUR = "clock hour"
    """Of `1 x 24 jam`: by the clock, not by the calendar's hours."""
    DAY = "day"
    """A bare `hari`: working or plain days, as the SOP says."""
    WORKING_DAY = "working day"
    CALENDAR_DAY = "calendar day"
    WEEK = "week"
    """Five working days or seven plain ones, as the SOP says."""
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


Length = tuple[tuple[float, Unit], ...]
"""Numbers and what they count, the longest unit first, added up: `2 bulan 1 minggu`."""

WORKING_MINUTES = {
    Unit.MINUTE: 1.0,
    Unit.HOUR: 60.0,
    Unit.CLOCK_HOUR: 60 * 37.5 / (7 * 24),
    Unit.DAY: 450.0,
    Unit.WORKING_DAY: 450.0,
    Unit.CALENDAR_DAY: 450 * 5 / 7,
    Unit.WEEK: 2250.0,
    Unit.MONTH: 2250 * 52 / 12,
    Unit.QUARTER: 2250 * 13.0,
    Unit.SEMESTER: 2250 * 26.0,
    Unit.YEAR: 2250 * 52.0,
}
"""In an office of 37.5 hours a week: to tell the longer of two lengths and for ratios, never for a due time."""


def working_minutes(length: Length) -> float:
    """Roughly, in an office of 37.5 hours a week."""
    return sum(number * WORKING_MINUTES[unit] for number, unit in length)
