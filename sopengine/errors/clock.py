"""How a message tells a point in time: by the clock of its own zone, to the minute."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

_Translate = Callable[[str], str]


def clock_text(at: datetime, translate: _Translate = str, year: int | None = None) -> str:
    """Such as `2026-01-05 07:55`, in Indonesian `Sen 5 Jan 2026 07.55`, without the year where it is `year`.

    The pattern of a translation may use %a and %b for the names of day and month and %e for the day without a zero
    before it; what stands in brackets in it is left out where the reader knows which year is meant.
    """
    pattern = translate("%Y-%m-%d %H:%M")
    shown = re.sub(r"\[.*?\]", "", pattern) if at.year == year else pattern.replace("[", "").replace("]", "")
    return re.sub("%(.)", lambda token: _part(at, token[1], translate), shown)


def _part(at: datetime, token: str, translate: _Translate) -> str:
    match token:
        case "a":
            return translate("Mon Tue Wed Thu Fri Sat Sun").split()[at.weekday()]
        case "b":
            return translate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[at.month - 1]
        case "e":
            return str(at.day)
        case _:
            return at.strftime(f"%{token}")
