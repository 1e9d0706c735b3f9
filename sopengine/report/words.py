"""Measured values in words and cells, for tables that people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sopengine.compliance import Visit

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

_Translate = Callable[[str], str]
"""An English template to the same in the language of the reader."""


def working_text(length: timedelta | None, day: timedelta, translate: _Translate = str) -> str:
    """Such as `2 d 3 h 15 min`, a day being a working day; begun minutes are counted. Empty for None."""
    if length is None:
        return ""
    minutes = -(-length // timedelta(minutes=1))
    days, minutes = divmod(minutes, max(1, day // timedelta(minutes=1)))
    days_text, hours_text, minutes_text = translate("{count} d"), translate("{count} h"), translate("{count} min")
    parts = ((days, days_text), (minutes // 60, hours_text), (minutes % 60, minutes_text))
    return " ".join(part.format(count=count) for count, part in parts if count) or minutes_text.format(count=0)


def verdict_text(visit: Visit, day: timedelta, translate: _Translate = str) -> str:
    """The verdict, how late, and whether it rests on an estimate."""
    text = translate(str(visit.verdict))
    if visit.late_by:
        length = working_text(visit.late_by, day, translate)
        text = translate("{verdict} by {length}").format(verdict=text, length=length)
    return translate("{verdict}, provisional").format(verdict=text) if visit.provisional else text


def rate_text(rate: float | None) -> str:
    """In whole percent, and 100 % only where nothing failed; empty for None."""
    return "" if rate is None else f"{int(rate * 100)} %"


def safe_cell(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
