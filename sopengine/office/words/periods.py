"""A period as people write it: days, a month, a quarter."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NoReturn

from sopengine.compliance.question import Period
from sopengine.errors import MisuseError
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.times import read_time

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-(?:Q|TW|T)([1-4])", re.IGNORECASE)


def read_period(
    now: datetime,
    *,
    since: str | None = None,
    until: str | None = None,
    month: str | None = None,
    quarter: str | None = None,
) -> Period:
    """Of days, or of a month such as `2026-03`, or of a quarter such as `2026-Q1`; of all time where nothing is said.

    Raises MisuseError for what cannot be read, for several at once, and for an end before the beginning.
    """
    if sum((bool(month), bool(quarter), bool(since or until))) > 1:
        raise MisuseError("give a month, a quarter, or days with --since and --until: one of these")
    if month:
        return _months(_MONTH.fullmatch(month.strip()), 1) or _refuse_month(month)
    if quarter:
        return _months(_QUARTER.fullmatch(quarter.strip()), 3) or _refuse_quarter(quarter)
    first, last = (read_time(day, now, USUAL_ZONE).date() if day else None for day in (since, until))
    if first and last and last < first:
        raise MisuseError("the period ends {last}, before it begins {first}", first=str(first), last=str(last))
    return Period(since=first, until=last)


def _months(found: re.Match[str] | None, length: int) -> Period | None:
    """None where there is no such."""
    year, last = (int(found[1]), int(found[2]) * length) if found else (0, 0)
    if not (1990 <= year <= 2099 and 1 <= last <= 12):
        return None
    return Period(since=date(year, last - length + 1, 1), until=date(year, last, monthrange(year, last)[1]))


def _refuse_month(text: str) -> NoReturn:
    raise MisuseError("cannot read the month '{text}': write it such as 2026-03", text=text)


def _refuse_quarter(text: str) -> NoReturn:
    raise MisuseError("cannot read the quarter '{text}': write it such as 2026-Q1", text=text)
