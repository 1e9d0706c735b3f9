"""Moments and due times as somebody says them: `hari ini 15.20`, `besok 10.30`, `Jum 9 Okt 14.05`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sopengine.errors.clock import clock_text
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.report.words import late_text

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Group(StrEnum):
    """Where work stands in the list of somebody."""

    LATE = "late"
    TODAY = "today"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When work is due, as a badge and a line below it."""

    group: Group
    badge: str
    """Empty where nothing presses: then `line` says it all."""
    line: str
    rest: str
    """Since when, or how long it still is."""
    provisional: bool


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


def due(work: Work, now: datetime, speech: Speech) -> Due:
    """Of open work."""
    item, zone = work.item, work.timezone
    if item.due_at is None:
        since = speech.text("since {time}", time=near(item.opened_at, now, zone, speech))
        return Due(group=Group.NEXT, badge="", line=speech.text("No due time"), rest=since, provisional=False)
    when = near(item.due_at, now, zone, speech)
    if work.late is not None:
        badge = speech.text("Late by {length}", length=late_text(work.late_told, speech))
        since = speech.text("since {time}", time=when)
        return Due(group=Group.LATE, badge=badge, line=when, rest=since, provisional=item.provisional)
    if _is_today(item.due_at, now, zone):
        left = remaining(item.due_at - now, speech)
        return Due(group=Group.TODAY, badge=_capital(when), line=when, rest=left, provisional=item.provisional)
    standard = speech.text("standard time {time}", time=work.standard)
    return Due(group=Group.NEXT, badge="", line=_capital(when), rest=standard, provisional=item.provisional)


def remaining(time: timedelta, speech: Speech) -> str:
    """What is left until something is due; past it, that its day is not over yet."""
    if time < timedelta():
        return speech.text("in the rest of today's working time")
    if time < _HOUR:
        return speech.several("{count} minute left", "{count} minutes left", time // _MINUTE)
    return speech.several("{count} hour left", "{count} hours left", time // _HOUR)


def _is_today(at: datetime, now: datetime, zone: str) -> bool:
    """Or past, where nothing counts as late yet: an evening is no working time."""
    return at.astimezone(ZoneInfo(zone)).date() <= now.astimezone(ZoneInfo(zone)).date()


def _month(at: date, speech: Speech) -> str:
    months = speech.translate("January February March April May June July August September October November December")
    return months.split()[at.month - 1]


def _clock(local: datetime, speech: Speech) -> str:
    return f"{local.hour:02}{speech.translate('15:20')[2]}{local.minute:02}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
