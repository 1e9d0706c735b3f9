"""Weeks, months, quarters, semesters and years, as what is done once in each of them is called."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sopengine.calendar.moments import utc
from sopengine.calendar.office import Calendar
from sopengine.frozen import frozen
from sopengine.messages.months import MONTHS

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
_ROMAN = ("I", "II", "III", "IV")
_WEEK = timedelta(days=7)


@frozen
class Period:
    """One of them."""

    every: str
    """`week`, `month`, `quarter`, `semester` or `year`."""
    first: date
    last: date

    @property
    def name(self) -> str:
        """As offices call it."""
        match self.every:
            case "week":
                year, week, _ = self.first.isocalendar()
                return f"Minggu ke-{week} {year}"
            case "month":
                return f"{MONTHS[self.first.month - 1][0].title()} {self.first.year}"
            case "quarter":
                return f"Triwulan {_ROMAN[self.first.month // 3]} {self.first.year}"
            case "semester":
                return f"Semester {_ROMAN[self.first.month // 6]} {self.first.year}"
        return f"Tahun {self.first.year}"

    @property
    def following(self) -> Period:
        return period(self.every, self.last + timedelta(days=1))

    @property
    def preceding(self) -> Period:
        return period(self.every, self.first - timedelta(days=1))


def period(every: str, day: date) -> Period:
    """The one that a day lies in."""
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(every=every, first=monday, last=monday + _WEEK - timedelta(days=1))
    months = _MONTHS[every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    beyond = date(first.year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1)
    return Period(every=every, first=first, last=beyond - timedelta(days=1))


def begins(calendar: Calendar, period: Period, working_day: int) -> datetime:
    """When the office opens on the so manyth working day of a period, in UTC.

    The last one of a period that has fewer; of one that has none the next one after it.
    """
    timeline = calendar.timeline
    before, last = period.first.toordinal() - 1, period.last.toordinal()
    days = max(1, min(working_day, timeline.working_days(before, last)))
    midnight = timeline.midnight(timeline.working_day(before, days))
    return utc(timeline.after(midnight, 1) - 1)
