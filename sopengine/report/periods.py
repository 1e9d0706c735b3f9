"""Periods as a reader names them: quarters, months, years, else from day to day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sopengine.compliance.question import Period
from sopengine.messages.speech import Speech
from sopengine.report.when import long_day, month_word

_KEY = re.compile(r"(\d{4})-([QS])([1-4])")
_MONTHS = {"Q": 3, "S": 6}
_ROMAN = ("I", "II", "III", "IV")


def period_key(period: Period) -> str:
    """`2026-Q3` of a quarter, `2026-S2` of half a year: what reports are kept by; empty for other periods."""
    since, until = period.since, period.until
    if since is None or until is None:
        return ""
    for letter, months in _MONTHS.items():
        key = f"{since.year:04}-{letter}{(since.month - 1) // months + 1}"
        if keyed_period(key) == period:
            return key
    return ""


def keyed_period(key: str) -> Period | None:
    """The same backwards; None for what is no such key."""
    found = _KEY.fullmatch(key)
    if found is None or not 1900 <= int(found[1]) <= 9000:
        return None
    year, months, number = int(found[1]), _MONTHS[found[2]], int(found[3])
    last = months * number
    if last > 12:
        return None
    return Period(since=date(year, last - months + 1, 1), until=date(year, last, monthrange(year, last)[1]))


def period_name(period: Period, speech: Speech) -> str:
    """Such as `Triwulan III 2026`; a period without an end on both sides is all that was recorded."""
    since, until = period.since, period.until
    if since is None and until is None:
        return speech.translate("All that was recorded")
    if since is None or until is None:
        return period_days(period, speech)
    return _round(since, until, speech) or period_days(period, speech)


def period_days(period: Period, speech: Speech) -> str:
    """Such as `1 Juli – 30 September 2026`."""
    since, until = period.since, period.until
    if since is None and until is None:
        return speech.translate("without a limit")
    if since is None or until is None:
        day = long_day(since or until or date.min, speech)
        return speech.text("from {day}", day=day) if since else speech.text("until {day}", day=day)
    first = long_day(since, speech)
    if since.year == until.year:
        first = first.removesuffix(f" {since.year}")
    return f"{first} – {long_day(until, speech)}"


def _round(since: date, until: date, speech: Speech) -> str:
    """The name of whole months that make a unit of the calendar; empty where they make none."""
    whole = since.day == 1 and until.day == monthrange(until.year, until.month)[1] and since.year == until.year
    if not whole:
        return ""
    length, year = until.month - since.month + 1, since.year
    begins = (since.month - 1) % length == 0
    if length == 1:
        return f"{month_word(since.month, speech)} {year}"
    if length == 3 and begins:
        return speech.text("Quarter {number} {year}", number=_ROMAN[since.month // 3], year=year)
    if length == 6 and begins:
        return speech.text("Semester {number} {year}", number=_ROMAN[since.month // 6], year=year)
    return speech.text("Year {year}", year=year) if length == 12 else ""
