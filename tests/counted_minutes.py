"""Working time counted minute by minute, in calendars of every kind: what faster ways are held against."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from sopengine.calendar import Calendar, OfficeHours, Period, office_calendar
from sopengine.calendar.hours import Day, span

MINUTE = timedelta(minutes=1)
FIRST, LAST = date(2026, 1, 26), date(2026, 4, 25)
"""With Ramadan, Idul Fitri, joint leave, and clocks that go forward in Europe."""

SIX_DAYS = OfficeHours(
    timezone="Asia/Makassar",
    week=(*[span("07:15", "14:05", "12:00", "12:25")] * 4, span("07:15", "11:30"), span("07:15", "12:55"), ()),
    periods=(Period(first=date(2026, 2, 19), last=date(2026, 3, 20), week=(span("08:00", "13:00"),) * 6 + ((),)),),
    days={
        date(2026, 2, 3): (),
        date(2026, 2, 4): span("07:15", "10:00"),
        date(2026, 2, 8): span("20:00", "24:00"),
        date(2026, 2, 9): ((0, 60), (61, 90), (90, 120), (480, 1440)),
    },
)
CALENDARS = {
    "Jakarta": office_calendar("Asia/Jakarta"),
    "Jayapura": office_calendar("Asia/Jayapura"),
    "six days": Calendar(SIX_DAYS),
    "day and night": Calendar(OfficeHours(timezone="Europe/Berlin", week=(span("00:00", "24:00"),) * 7)),
    "Berlin": Calendar(OfficeHours(timezone="Europe/Berlin", week=(span("01:30", "16:00", "03:20", "04:10"),) * 7)),
    "never": Calendar(OfficeHours(timezone="Asia/Jakarta", week=((),) * 7)),
}


def by_minute(hours: OfficeHours) -> tuple[datetime, list[int]]:
    """The first minute, and how many minutes were worked before each one: hours looked up minute by minute."""
    zone = ZoneInfo(hours.timezone)
    first, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (FIRST, LAST + timedelta(days=1)))
    minutes = (first + number * MINUTE for number in range((end - first) // MINUTE))
    return first, list(accumulate((is_open(hours, minute.astimezone(zone)) for minute in minutes), initial=0))


def is_open(hours: OfficeHours, local: datetime) -> bool:
    day, minute = local.date(), local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in spans(hours, day))


def spans(hours: OfficeHours, day: date) -> Day:
    if day in hours.days:
        return hours.days[day]
    for period in hours.periods:
        if period.first <= day <= period.last:
            return period.week[day.weekday()]
    return hours.week[day.weekday()]
