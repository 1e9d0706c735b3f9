"""Up to when work is early, and how long it may take from its recorded start, as rows that a database joins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sopengine.calendar import Calendar, due
from sopengine.calendar.terms import Terms, Way, terms
from sopengine.compliance.setting.places import Place
from sopengine.frozen import frozen

EDGE = 10_000_000
"""Rows of one way lie so far from those of the one before; two numbers a day."""


@frozen
class Limit:
    """Of a place: a length, or what is added to twice a day for the row that has it; None where there is none."""

    ranged: int | None = None
    held: int | None = None
    low: int | None = None
    high: int | None = None


@frozen
class _Days:
    """A standard in which days have a say, by one calendar."""

    calendar: Calendar
    agreed: Terms


class Limits:
    """Of all places of a setting; what is asked of it decides which rows there are."""

    def __init__(self, first: date, last: date) -> None:
        self._days = range(first.toordinal(), last.toordinal() + 1)
        self._kept: dict[tuple[object, ...], tuple[int, _Days]] = {}

    def of(self, place: Place, name: tuple[str, str], calendar: Calendar) -> Limit:
        """Nothing of outsiders, who are in no figure of these."""
        standard = place.standard
        agreed = terms(standard, place.days, 1 if standard.per_item else None, False)
        if agreed is None or place.external:
            return Limit()
        low, high = agreed.low, agreed.high
        base = 0
        if (_by_day(low) or _by_day(high)) and not standard.per_item:
            key = (name, standard, place.days)
            number, _ = self._kept.setdefault(key, (len(self._kept) + 1, _Days(calendar=calendar, agreed=agreed)))
            base = number * EDGE
        return Limit(
            ranged=base + _is_part(low) if base and low and _by_day(low) else None,
            held=base + _is_part(high) if base and _by_day(high) else None,
            low=_length(low) if low else None,
            high=_length(high),
        )

    def rows(self) -> Iterator[tuple[int | None, ...]]:
        """`id`, `low_at`, `low_length`, `high_worked`, `high_at`, `high_length`, by the day of opening or beginning."""
        for number, days in self._kept.values():
            timeline, low, high = days.calendar.timeline, days.agreed.low, days.agreed.high
            begin = timeline.worked(timeline.midnight(self._days[0]))
            for day in self._days:
                id, at = number * EDGE + 2 * day, timeline.midnight(day)
                if high.in_days or (low and low.in_days):
                    early = due.earliest(timeline, low, at) if low and low.in_days else None
                    until = due.due(timeline, high, at)[0] if high.in_days else None
                    worked = None if until is None else timeline.worked(until) - begin
                    yield id, early, None, worked, until, None
                if _is_part(high) or (low and _is_part(low)):
                    length = timeline.worked(timeline.midnight(day + 1)) - timeline.worked(at)
                    yield id + 1, None, _part(low, length), None, None, _part(high, length)


def _length(way: Way) -> int | None:
    """Of one in which neither a day nor its length has a say, in working or in plain time; None of others."""
    if way.in_days or way.part_of_a_day or (way.working and way.by_the_clock):
        return None
    return way.working or way.by_the_clock


def _by_day(way: Way | None) -> bool:
    return way is not None and (way.in_days or bool(_is_part(way)))


def _is_part(way: Way) -> int:
    """1 where it is a part of the working day on which the work goes on, which tells such rows from the others."""
    return int(bool(way.part_of_a_day) and not way.in_days and not way.by_the_clock)


def _part(way: Way | None, length: int) -> int | None:
    """Of a day of that length."""
    return max(1, round(way.part_of_a_day * length)) + way.working if way and _is_part(way) else None
