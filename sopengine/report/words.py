"""Measured values in words and cells, for tables that people read."""

from __future__ import annotations

from datetime import timedelta

from sopengine.compliance import Visit

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def working_text(length: timedelta | None, day: timedelta) -> str:
    """Such as `2 d 3 h 15 min`, a day being a working day; begun minutes are counted. Empty for None."""
    if length is None:
        return ""
    minutes = -(-length // timedelta(minutes=1))
    days, minutes = divmod(minutes, max(1, day // timedelta(minutes=1)))
    parts = ((days, "d"), (minutes // 60, "h"), (minutes % 60, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def verdict_text(visit: Visit, day: timedelta) -> str:
    """The verdict, how late, and whether it rests on an estimate."""
    text = str(visit.verdict)
    if visit.late_by:
        text += f" by {working_text(visit.late_by, day)}"
    elif visit.is_late:
        text += ", after hours"
    return f"{text}, provisional" if visit.provisional else text


def rate_text(rate: float | None) -> str:
    """In whole percent, and 100 % only where nothing failed; empty for None."""
    return "" if rate is None else f"{int(rate * 100)} %"


def safe_cell(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
