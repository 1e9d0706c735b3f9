"""Working time as a table: for some years, every working span and the working time before it.

All times are microseconds since 1970 UTC, all days are proleptic ordinals (date.toordinal).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sopengine.calendar.hours import Day, OfficeHours
from sopengine.calendar.moments import SECOND

_MINUTE = 60 * SECOND
_DAY = 24 * 60 * _MINUTE
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Of whole years, `begin` to `end`; the lists are not changed once it is made."""

    first_year: int
    last_year: int
    begin: int
    end: int
    total: int
    """Working time of all its years, counted as `sums` are."""
    starts: list[int]
    """Of each working span."""
    ends: list[int]
    sums: list[int]
    """Working time before each span; negative in years before the first that was asked for."""
    days: list[int]
    """Working days."""
    closings: list[int]
    """When each of them ends."""
    uncertain: list[int]
    """Days, working or not, whose hours are not decided."""


def year_table(hours: OfficeHours, zone: ZoneInfo, year: int) -> Table:
    """Counts working time from the beginning of the year."""
    starts, ends, days, closings, uncertain = [], [], [], [], []
    known = hours.known_years[0] <= year <= hours.known_years[1]
    for number, day, spans in _days(hours, year):
        if not known or day in hours.uncertain:
            uncertain.append(number)
        if spans:
            starts += [moment(zone, number, start) for start, _ in spans]
            ends += [moment(zone, number, end) for _, end in spans]
            days.append(number)
            closings.append(ends[-1])
    sums, total = _sums(starts, ends)
    return Table(
        first_year=year,
        last_year=year,
        begin=moment(zone, date(year, 1, 1).toordinal()),
        end=moment(zone, date(year + 1, 1, 1).toordinal()),
        total=total,
        starts=starts,
        ends=ends,
        sums=sums,
        days=days,
        closings=closings,
        uncertain=uncertain,
    )


def joined(earlier: Table, later: Table, at: int) -> Table:
    """Two tables side by side; `at` is the working time where they meet, as one of them counts it already."""
    before, after = at - earlier.total, at - (later.sums[0] if later.sums else later.total)
    return Table(
        first_year=earlier.first_year,
        last_year=later.last_year,
        begin=earlier.begin,
        end=later.end,
        total=later.total + after,
        starts=earlier.starts + later.starts,
        ends=earlier.ends + later.ends,
        sums=[value + before for value in earlier.sums] + [value + after for value in later.sums],
        days=earlier.days + later.days,
        closings=earlier.closings + later.closings,
        uncertain=earlier.uncertain + later.uncertain,
    )


def moment(zone: ZoneInfo, day: int, minute: int = 0) -> int:
    """When a clock in the zone shows that minute of that day."""
    offset = zone.utcoffset(datetime.fromordinal(day) + timedelta(minutes=minute))
    return (day - _EPOCH) * _DAY + minute * _MINUTE - (offset or timedelta()) // timedelta(microseconds=1)


def _days(hours: OfficeHours, year: int) -> list[tuple[int, date, Day]]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    periods = [period for period in hours.periods if period.first <= last and first <= period.last]
    found = []
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        week = next((period.week for period in periods if period.first <= day <= period.last), hours.week)
        found.append((number, day, hours.days.get(day, week[day.weekday()])))
    return found


def _sums(starts: list[int], ends: list[int]) -> tuple[list[int], int]:
    sums, total = [], 0
    for start, end in zip(starts, ends, strict=True):
        sums.append(total)
        total += end - start
    return sums, total
