"""A standard time as the form prints it, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A standard; `low` and `high` are equal but for a range, and empty where nothing can be measured."""

    text: str
    """As printed."""
    low: tuple[tuple[float, Unit], ...] = ()
    high: tuple[tuple[float, Unit], ...] = ()
    per_item: bool = False
    nearest: str = ""
    """The nearest reading of a text that has a digit or a unit in it and still cannot be read."""

    @property
    def measurable(self) -> bool:
        return bool(self.high)

    @classmethod
    def parse(cls, text: str) -> Duration:
        found = re.fullmatch(r"\s*(\d+)\s*(menit|jam|hari kerja|hari)\s*", text, re.IGNORECASE)
        if not found:
            return cls(text=text)
        units = {"menit": Unit.MINUTE, "jam": Unit.HOUR, "hari": Unit.DAY, "hari kerja": Unit.WORKING_DAY}
        length = ((float(found[1]), units[found[2].lower()]),)
        return cls(text=text, low=length, high=length)
