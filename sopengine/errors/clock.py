"""How a message tells a point in time: by the clock of its own zone, to the minute; and a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

_Translate = Callable[[str], str]


def clock_text(at: datetime, translate: _Translate = str, year: int | None = None) -> str:
    """Such as `2026-01-05 07:55`, in Indonesian `Sen 5 Jan 2026 07.55`, without the year where it is `year`.

    The pattern of a translation may use %a and %b for the names of day and month and %e for the day without a zero
    before it; what stands in brackets in it is left out where the reader knows which year is meant.
    """
    return _told(at, translate("%Y-%m-%d %H:%M"), at.year == year, translate)


def day_text(day: date, translate: _Translate = str) -> str:
    """Such as `2026-01-05`, in Indonesian `5 Jan 2026`."""
    return _told(datetime(day.year, day.month, day.day, tzinfo=UTC), translate("%Y-%m-%d"), False, translate)


def _told(at: datetime, pattern: str, known_year: bool, translate: _Translate) -> str:
    return _shown(pattern, known_year).format(
        Y=at.year,
        m=at.month,
        d=at.day,
        e=at.day,
        H=at.hour,
        M=at.minute,
        a=translate("Mon Tue Wed Thu Fri Sat Sun").split()[at.weekday()],
        b=translate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[at.month - 1],
    )


@lru_cache(maxsize=16)
def _shown(pattern: str, known_year: bool) -> str:
    """The pattern as a template, with or without what stands in brackets."""
    chosen = re.sub(r"\[.*?\]", "", pattern) if known_year else pattern.replace("[", "").replace("]", "")
    return re.sub("%(.)", lambda token: f"{{{token[1]}{_SHAPES.get(token[1], '')}}}", chosen)


_SHAPES = {"Y": ":04", "m": ":02", "d": ":02", "H": ":02", "M": ":02"}
