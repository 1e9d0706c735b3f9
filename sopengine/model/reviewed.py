"""When an SOP has to be looked at again: monitoring every six months, evaluation once a year (Permenpan-RB 35/2012)."""

from __future__ import annotations

from datetime import MAXYEAR, date

MONITORING_MONTHS = 6
EVALUATION_MONTHS = 12


def look_due(last: date, since: date | None, months: int) -> date:
    """Up to which day the next look is in time.

    `last`: the latest look; `since`: from when the SOP is in force as it stands, which is looked at anew.
    """
    return _months_later(max(last, since) if since else last, months)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; where that month is shorter, the first of the next one."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 2, 1)
