"""The hours of an office as text that outlives the release which wrote it: JSON, the same for the same hours.

`format` 1: `zone`; `years`, the first and last that are decided; `weeks`, of seven days each the spans in minutes
after midnight, the ordinary one first; `periods`, each its first and last day and the number of its week;
`days_off`; `days` with hours of their own; `estimates`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sopengine.calendar.hours import OFF, Day, OfficeHours, Period, Week
from sopengine.errors import StorageError

FORMAT = 1

Plain = dict[str, Any]

UPGRADES: dict[int, Callable[[Plain], Plain]] = {}
"""From each earlier format to the next."""


def text_of(hours: OfficeHours) -> str:
    """In one order, so that equal hours have equal texts."""
    weeks = list(dict.fromkeys([hours.week, *(period.week for period in hours.periods)]))
    plain = {
        "format": FORMAT,
        "zone": hours.timezone,
        "years": hours.known_years,
        "weeks": weeks,
        "periods": [_of_period(period, weeks) for period in hours.periods],
        "days_off": _sorted(day for day, spans in hours.days.items() if not spans),
        "days": {day.isoformat(): hours.days[day] for day in sorted(hours.days) if hours.days[day]},
        "estimates": _sorted(hours.uncertain),
    }
    return json.dumps(plain, separators=(",", ":"))


def hours_of(text: str) -> OfficeHours:
    """Raises StorageError where the text is broken, or was written by a later release."""
    try:
        return _hours(_in_this_format(json.loads(text)))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise StorageError(
            "a kept calendar cannot be read ({why}): restore the store from its backup", why=why
        ) from None


def _in_this_format(plain: Plain) -> Plain:
    while plain["format"] != FORMAT:
        if plain["format"] not in UPGRADES:
            raise StorageError(
                "a kept calendar has format {format}, this release knows up to {known}: install the later release",
                format=plain["format"],
                known=FORMAT,
            )
        plain = UPGRADES[plain["format"]](plain)
    return plain


def _hours(plain: Plain) -> OfficeHours:
    known = tuple(plain["years"])
    weeks = [_week(week) for week in plain["weeks"]]
    days: dict[date, Day] = dict.fromkeys(map(date.fromisoformat, plain["days_off"]), OFF)
    return OfficeHours(
        timezone=plain["zone"],
        week=weeks[0],
        periods=tuple(_period(first, last, weeks[number]) for first, last, number in plain["periods"]),
        days=days | {date.fromisoformat(day): _day(spans) for day, spans in plain["days"].items()},
        uncertain=frozenset(map(date.fromisoformat, plain["estimates"])),
        known_years=(known[0], known[1]),
    )


def _of_period(period: Period, weeks: list[Week]) -> tuple[str, str, int]:
    return period.first.isoformat(), period.last.isoformat(), weeks.index(period.week)


def _period(first: str, last: str, week: Week) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), week=week)


def _week(plain: list[list[list[int]]]) -> Week:
    if len(plain) != 7:
        raise ValueError(f"a week of {len(plain)} days")
    return tuple(map(_day, plain))


def _day(plain: list[list[int]]) -> Day:
    return tuple((start, end) for start, end in plain)


def _sorted(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
