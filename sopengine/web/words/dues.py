"""Due times as somebody says them: how late, how long still, until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sopengine.calendar.elapsed.words import late_text
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.web.words.moments import near

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Group(StrEnum):
    """Where work stands in the list of somebody."""

    LATE = "late"
    TODAY = "today"
    NEXT = "next"


@frozen
class Due:
    """When work is due, as a badge and a line below it."""

    group: Group
    badge: str
    """Empty where nothing presses: then `line` says it all."""
    line: str
    rest: str
    """Since when, or how long it still is."""
    provisional: bool


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
