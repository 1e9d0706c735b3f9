"""The hours of an office as JSON text, which the store keeps: without the time zone, which is the agency's."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sopengine.calendar.hours import Day, OfficeHours, Period, Week

FORMAT = 1
"""Of the text that is written here."""


def to_text(hours: OfficeHours) -> str:
    """Equal hours give equal texts."""
    plain = {
        "format": FORMAT,
        "week": hours.week,
        "periods": [[str(one.first), str(one.last), one.week] for one in hours.periods],
        "days": {str(day): spans for day, spans in sorted(hours.days.items())},
        "uncertain": sorted(map(str, hours.uncertain)),
        "known_years": hours.known_years,
    }
    return json.dumps(plain, separators=(",", ":"))


def from_text(text: str, timezone: str) -> OfficeHours:
    """Raises ValueError where the text was written by a later release."""
    plain: dict[str, Any] = json.loads(text)
    if plain["format"] != FORMAT:
        raise ValueError(f"calendar of format {plain['format']}, here {FORMAT}")
    first, last = plain["known_years"]
    return OfficeHours(
        timezone=timezone,
        week=_week(plain["week"]),
        periods=tuple(_period(*one) for one in plain["periods"]),
        days={date.fromisoformat(day): _day(spans) for day, spans in plain["days"].items()},
        uncertain=frozenset(map(date.fromisoformat, plain["uncertain"])),
        known_years=(first, last),
    )


def _period(first: str, last: str, week: list[list[list[int]]]) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), week=_week(week))


def _week(days: list[list[list[int]]]) -> Week:
    return tuple(map(_day, days))


def _day(spans: list[list[int]]) -> Day:
    return tuple((start, end) for start, end in spans)
