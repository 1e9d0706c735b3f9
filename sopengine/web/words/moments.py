"""Moments as somebody says them: `hari ini 15.20`, `besok 10.30`, `Jum 9 Okt 14.05`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sopengine.errors.clock import clock_text
from sopengine.messages.speech import Speech


def long_day(at: datetime, zone: str, speech: Speech) -> str:
    """Such as `Senin 12 Oktober 2026, 15.20 WIB`."""
    local = at.astimezone(ZoneInfo(zone))
    days = speech.translate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
    return speech.text(
        "{weekday} {day} {month} {year}, {clock} {zone}",
        weekday=days[local.weekday()],
        day=local.day,
        month=_month(local, speech),
        year=local.year,
        clock=_clock(local, speech),
        zone=local.tzname(),
    )


def day(at: date | None, speech: Speech) -> str:
    """Such as `12 Oktober 2026`; empty for none."""
    return f"{at.day} {_month(at, speech)} {at.year}" if at else ""


def month_name(at: date, speech: Speech) -> str:
    """Such as `Oktober 2026`."""
    return f"{_month(at, speech)} {at.year}"


def clock(at: datetime, zone: str, speech: Speech) -> str:
    """Such as `15.20`, where the day is known."""
    return _clock(at.astimezone(ZoneInfo(zone)), speech)


def near(at: datetime, now: datetime, zone: str, speech: Speech) -> str:
    """By the day where it is yesterday, today or tomorrow; else with weekday and date."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    days = (local.date() - today).days
    time = _clock(local, speech)
    if days == 0:
        return speech.text("today {time}", time=time)
    if days == 1:
        return speech.text("tomorrow {time}", time=time)
    if days == -1:
        return speech.text("yesterday {time}", time=time)
    return clock_text(local, speech.translate, today.year)


def _month(at: date, speech: Speech) -> str:
    months = speech.translate("January February March April May June July August September October November December")
    return months.split()[at.month - 1]


def _clock(local: datetime, speech: Speech) -> str:
    return f"{local.hour:02}{speech.translate('15:20')[2]}{local.minute:02}"
