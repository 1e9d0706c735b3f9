"""Working time as a table: for some years, every working span and the working time before it.

All times are microseconds since 1970 UTC, all days are proleptic ordinals (date.toordinal).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from sopengine.calendar.hours import Day, OfficeHours, Period
from sopengine.calendar.moments import MICROSECOND, SECOND
from sopengine.frozen import frozen

_MINUTE = 60 * SECOND
_DAY = 24 * 60 * _MINUTE
_EPOCH = date(1970, 1, 1).toordinal()


@frozen
class Table:
    """Of whole years; the lists are not changed once it is made."""

    first_year: int
    last_year: int
    first_day: int
    midnights: list[int]
    """When each day begins, and the day after the last; moments from the first to before the last are in the table."""
    days_before: list[int]
    """Working days before each of these days."""
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
    estimates: list[int]
    """When hours that rest on an estimate begin and end, in turn."""

    @property
    def begin(self) -> int:
        return self.midnights[0]

    @property
    def end(self) -> int:
        return self.midnights[-1]


def year_table(hours: OfficeHours, zone: ZoneInfo, year: int) -> Table:
    """Counts working time from the beginning of the year."""
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    midnights = [moment(zone, day) for day in range(first, after + 1)]
    spans = _days(hours, year)
    working = [index for index, day in enumerate(spans) if day]
    starts, ends, closings = _moments(zone, first, midnights, ((index, spans[index]) for index in working))
    sums = list(accumulate((end - start for start, end in zip(starts, ends, strict=True)), initial=0))
    return Table(
        first_year=year,
        last_year=year,
        first_day=first,
        midnights=midnights,
        days_before=list(accumulate(map(bool, spans), initial=0)),
        total=sums.pop(),
        starts=starts,
        ends=ends,
        sums=sums,
        days=[first + index for index in working],
        closings=closings,
        estimates=[at for index in _uncertain(hours, year) for at in midnights[index : index + 2]],
    )


def joined(earlier: Table, later: Table, at: int) -> Table:
    """Two tables side by side; `at` is the working time where they meet, as one of them counts it already."""
    before, after = at - earlier.total, at - (later.sums[0] if later.sums else later.total)
    days = earlier.days_before[-1]
    return Table(
        first_year=earlier.first_year,
        last_year=later.last_year,
        first_day=earlier.first_day,
        midnights=earlier.midnights[:-1] + later.midnights,
        days_before=earlier.days_before[:-1] + [days + value for value in later.days_before],
        total=later.total + after,
        starts=earlier.starts + later.starts,
        ends=earlier.ends + later.ends,
        sums=[value + before for value in earlier.sums] + [value + after for value in later.sums],
        days=earlier.days + later.days,
        closings=earlier.closings + later.closings,
        estimates=earlier.estimates + later.estimates,
    )


def moment(zone: ZoneInfo, day: int, minute: int = 0) -> int:
    """When a clock in the zone shows that minute of that day."""
    offset = zone.utcoffset(datetime.fromordinal(day) + timedelta(minutes=minute))
    return (day - _EPOCH) * _DAY + minute * _MINUTE - (offset or timedelta()) // MICROSECOND


def _days(hours: OfficeHours, year: int) -> list[Day]:
    """Of each day of the year its hours: those of the day itself, else of a period, else of the week."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    start, weekday = first.toordinal(), first.weekday()
    found = [hours.week[(weekday + index) % 7] for index in range(last.toordinal() - start + 1)]
    for period in reversed(hours.periods):
        for index in _within(period, first, last):
            found[index] = period.week[(weekday + index) % 7]
    for day, spans in hours.days.items():
        if day.year == year:
            found[day.toordinal() - start] = spans
    return found


def _within(period: Period, first: date, last: date) -> range:
    """Days of the year, counted from 0, that the period holds."""
    start = first.toordinal()
    return range(max(period.first, first).toordinal() - start, min(period.last, last).toordinal() - start + 1)


def _uncertain(hours: OfficeHours, year: int) -> Iterable[int]:
    """Days of the year, counted from 0."""
    start = date(year, 1, 1).toordinal()
    if not hours.known_years[0] <= year <= hours.known_years[1]:
        return range(date(year + 1, 1, 1).toordinal() - start)
    return sorted(day.toordinal() - start for day in hours.uncertain if day.year == year)


def _moments(
    zone: ZoneInfo, first: int, midnights: list[int], days: Iterator[tuple[int, Day]]
) -> tuple[list[int], list[int], list[int]]:
    """Beginnings and ends of the spans, and ends of the days, which are counted from the day `first`."""
    starts: list[int] = []
    ends: list[int] = []
    closings: list[int] = []
    for index, spans in days:
        midnight = midnights[index]
        even = midnights[index + 1] - midnight == _DAY
        for start, end in spans:
            starts.append(midnight + start * _MINUTE if even else moment(zone, first + index, start))
            ends.append(midnight + end * _MINUTE if even else moment(zone, first + index, end))
        closings.append(ends[-1])
    return starts, ends, closings
