"""Questions to a calendar in whole numbers; years are added to its table when they are asked for.

Times are microseconds since 1970 UTC, days are ordinals. Working time is counted from some fixed
moment: only differences mean something.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime
from threading import Lock
from zoneinfo import ZoneInfo

from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.moments import SECOND, aware
from sopengine.calendar.table import Table, joined, year_table
from sopengine.errors import MisuseError

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Beyond them no office keeps hours, and a slip of the pen would cost seconds."""

_YEAR = 31_556_952 * SECOND
"""On average; to guess a year, never to count with."""


class Timeline:
    """May be shared by threads: a table is replaced as a whole."""

    def __init__(self, hours: OfficeHours) -> None:
        self.hours = hours
        self.zone = _zone(hours.timezone)
        self._table: Table | None = None
        self._growing = Lock()

    def worked(self, at: int) -> int:
        """Working time up to a moment."""
        table = self.around(at)
        index = bisect_right(table.starts, at) - 1
        if index < 0:
            return table.sums[0] if table.sums else table.total
        start, end = table.starts[index], table.ends[index]
        return table.sums[index] + (at if at < end else end) - start

    def after(self, at: int, amount: int) -> int:
        """The first moment by which so much more has been worked; `amount` is more than 0."""
        worked = self.worked(at) + amount
        table = self.around(at)
        while worked > table.total:
            table = self._with_year(table.last_year + 1)
        index = bisect_left(table.sums, worked) - 1
        return table.starts[index] + worked - table.sums[index]

    def worked_off(self, at: int, amount: int) -> tuple[int, bool]:
        """The same, and whether estimates had a say in it."""
        table = self.around(at)
        index = bisect_right(table.starts, at) - 1
        if index >= 0:
            start, end = table.starts[index], table.ends[index]
            worked = table.sums[index] + (at if at < end else end) - start + amount
            if worked <= table.total:
                index = bisect_left(table.sums, worked) - 1
                end = table.starts[index] + worked - table.sums[index]
                return end, _is_uncertain(table, at, end)
        end = self.after(at, amount)
        return end, self.is_uncertain(at, end)

    def before(self, at: int, amount: int) -> int:
        """The last moment from which on so much is worked up to another; `amount` is more than 0."""
        worked = self.worked(at) - amount
        table = self.around(at)
        while not table.sums or worked < table.sums[0]:
            table = self._with_year(table.first_year - 1)
        index = bisect_right(table.sums, worked) - 1
        return table.starts[index] + worked - table.sums[index]

    def day(self, at: int) -> int:
        """Which day it is then in the office's zone."""
        table = self.around(at)
        return table.first_day + bisect_right(table.midnights, at) - 1

    def midnight(self, day: int) -> int:
        """When a day begins."""
        table = self._with_day(day)
        return table.midnights[day - table.first_day]

    def working_days(self, first: int, last: int) -> int:
        """How many there are after the first day up to the last; negative where that comes before."""
        self._with_day(first)
        table = self._with_day(last)
        return table.days_before[last + 1 - table.first_day] - table.days_before[first + 1 - table.first_day]

    def working_day(self, day: int, number: int) -> int:
        """The so manyth working day after a day; with 0 the day itself or, if it is off, the next one."""
        after = day if number else day - 1
        table = self._with_day(after)
        more = max(number, 1) - 1
        while (index := table.days_before[after + 1 - table.first_day] + more) >= len(table.days):
            table = self._with_year(table.last_year + 1)
        return table.days[index]

    def working_day_before(self, day: int, number: int) -> int:
        """The so manyth working day before a day; with 0 the day itself or, if it is off, the one before it."""
        until = day if number else day + 1
        table = self._with_day(until)
        while (index := table.days_before[until - table.first_day] - max(number, 1)) < 0:
            table = self._with_year(table.first_year - 1)
        return table.days[index]

    def closing(self, working_day: int) -> int:
        """When the office closes on a working day."""
        table = self._with_day(working_day)
        return table.closings[bisect_left(table.days, working_day)]

    def closing_after(self, at: int, number: int) -> tuple[int, bool]:
        """When the so manyth working day after the day of a moment ends, and whether estimates had a say in it."""
        table = self.around(at)
        day = bisect_right(table.midnights, at)
        while (index := table.days_before[day] + number - 1) >= len(table.closings):
            table = self._with_year(table.last_year + 1)
            day = bisect_right(table.midnights, at)
        closing = table.closings[index]
        return closing, _is_uncertain(table, table.midnights[day], closing)

    def spans(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Beginning and end of the working spans between two moments, in order; what lies outside is cut off."""
        self.around(begin)
        table = self.around(end - 1)
        inside = slice(bisect_right(table.ends, begin), bisect_left(table.starts, end))
        for opens, closes in zip(table.starts[inside], table.ends[inside], strict=True):
            yield max(opens, begin), min(closes, end)

    def is_uncertain(self, first: int, last: int) -> bool:
        """Whether hours between two moments rest on an estimate; the second one is not in it."""
        self.around(first)
        return _is_uncertain(self.around(last), first, last)

    def checked(self, at: int) -> int:
        """The moment itself; one beyond every calendar is refused."""
        year = 1970 + at // _YEAR
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _beyond(year)
        return at

    def around(self, at: int) -> Table:
        """A table with this moment in it."""
        table = self._table
        if table is not None and table.midnights[0] <= at < table.midnights[-1]:
            return table
        table = self._with_year(1970 + at // _YEAR)
        while at < table.begin:
            table = self._with_year(table.first_year - 1)
        while at >= table.end:
            table = self._with_year(table.last_year + 1)
        return table

    def _with_day(self, day: int) -> Table:
        return self._with_year(date.fromordinal(max(1, min(day, date.max.toordinal()))).year)

    def _with_year(self, year: int) -> Table:
        table = self._table
        if table is not None and table.first_year <= year <= table.last_year:
            return table
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _beyond(year)
        with self._growing:
            return self._grown(year)

    def _grown(self, year: int) -> Table:
        table = self._table or year_table(self.hours, self.zone, year)
        while year < table.first_year:
            table = joined(year_table(self.hours, self.zone, table.first_year - 1), table, _opening(table))
        while year > table.last_year:
            table = joined(table, year_table(self.hours, self.zone, table.last_year + 1), table.total)
        self._table = table
        return table


def _is_uncertain(table: Table, first: int, last: int) -> bool:
    index = bisect_right(table.estimates, first)
    return index % 2 == 1 or (index < len(table.estimates) and table.estimates[index] < last)


def in_reach(time: datetime) -> datetime:
    """The time itself; refused without a zone, before all calendars, and where another zone may have no such year."""
    if not FIRST_YEAR <= aware(time).year < MAXYEAR:
        raise _beyond(time.year)
    return time


def _beyond(year: int) -> MisuseError:
    return MisuseError(
        "the year {year} is beyond every calendar; times lie between {first} and {last}",
        year=year,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )


def _opening(table: Table) -> int:
    return table.sums[0] if table.sums else table.total


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise MisuseError("unknown time zone '{zone}'; take one such as Asia/Jakarta", zone=name) from None
