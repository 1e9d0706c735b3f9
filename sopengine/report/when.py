"""Days as a reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sopengine.messages.months import ENGLISH, MONTHS
from sopengine.messages.speech import Speech


def short_day(day: date, speech: Speech, *, year: bool = False) -> str:
    """Such as `5 Okt`; with the year `Okt 2026`."""
    month = month_word(day.month, speech, short=True)
    return f"{month} {day.year}" if year else f"{day.day} {month}"


def short_date(day: date, speech: Speech) -> str:
    """Such as `5 Okt 2026`; no line ends in it."""
    return f"{short_day(day, speech)} {day.year}".replace(" ", "\u00a0")


def short_time(at: datetime, zone: str, speech: Speech) -> str:
    """Such as `5/10/26 08.15`, in the least room; no line ends in it."""
    there = at.astimezone(ZoneInfo(zone))
    day = f"{there.day}/{there.month}/{there:%y}" if speech.language == "id" else f"{there:%Y-%m-%d}"
    return f"{day}\u00a0{clock(there, speech)}"


def day_words(at: datetime, zone: str, speech: Speech) -> str:
    """Such as `5 Okt 2026 08.15`, by the clock of that zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{short_day(local.date(), speech)} {local.year} {clock(local, speech)}"


def long_day(day: date, speech: Speech) -> str:
    """Such as `5 Oktober 2026`."""
    return f"{day.day} {month_word(day.month, speech)} {day.year}"


def month_word(month: int, speech: Speech, *, short: bool = False) -> str:
    """From 1."""
    word = (MONTHS[month - 1][0] if speech.language == "id" else ENGLISH[month - 1]).capitalize()
    return word[:3] if short else word


def clock(local: datetime, speech: Speech) -> str:
    return f"{local:%H.%M}" if speech.language == "id" else f"{local:%H:%M}"


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))
