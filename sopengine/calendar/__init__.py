"""Working time: when an office works, how much between two moments, and when work is due."""

from __future__ import annotations

from sopengine.calendar.due import Due
from sopengine.calendar.hours import OfficeHours, Period
from sopengine.calendar.office import Calendar, Interruption, office_calendar
from sopengine.calendar.timeline import in_reach

__all__ = ["Calendar", "Due", "Interruption", "OfficeHours", "Period", "in_reach", "office_calendar"]
