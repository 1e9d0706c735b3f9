"""What a standard asks, in whole numbers: so many months, days, working microseconds, microseconds by the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sopengine.calendar.moments import SECOND
from sopengine.duration.standard import Duration, Length, Unit
from sopengine.errors import MisuseError
from sopengine.frozen import frozen

WORKING_TIME = {Unit.MINUTE: 60, Unit.HOUR: 3600}
"""Units of working time, in seconds."""
WORKING_DAYS = {Unit.WORKING_DAY: 1, Unit.DAY: 1, Unit.WEEK: 5}
_PLAIN_DAYS = {Unit.CALENDAR_DAY: 1, Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}
_DAYS_A_MONTH = 30
"""Of a fraction of a month only."""
_DIGITS = 9
"""Decimal places of a number that mean something: 30 x 0.1 days are 3."""


@frozen
class Way:
    """From the receipt of work to where its time is up, in this order."""

    months: int = 0
    plain_days: int = 0
    working_days: int = 0
    part_of_a_day: float = 0.0
    working: int = 0
    """Microseconds of working time."""
    by_the_clock: int = 0
    """Microseconds."""
    at_the_same_time: bool = False
    """Days and months come to the time of day of the receipt, not to the end of working hours."""

    @property
    def in_days(self) -> bool:
        """It comes to a day, not to a moment that is counted from the receipt."""
        return bool(self.months or self.plain_days or self.working_days)

    @property
    def whole_days(self) -> bool:
        return self.in_days and not (self.part_of_a_day or self.working or self.by_the_clock)


@frozen
class Terms:
    """A standard as it is held against work: in the days of its SOP, for so many items, of this kind of actor."""

    high: Way
    low: Way | None
    """Of a range; None where there is no lower end."""
    unit: Unit
    """What it is measured in: HOUR (working time), WORKING_DAY, CALENDAR_DAY or CLOCK_HOUR."""
    by_the_clock: bool
    """Lateness is plain time."""
    days: float | None = None
    """How many of its days, where it is a number of days and nothing more."""


def by_the_clock(standard: Duration, external: bool) -> bool:
    """Whether lateness is plain time: `1 x 24 jam`, and all that outsiders do."""
    return external or any(unit is Unit.CLOCK_HOUR for _, unit in standard.high)


@lru_cache(maxsize=4096)
def terms(standard: Duration, days: str, count: int | None, external: bool) -> Terms | None:
    """None where there is no length, or where it is that of one item and nobody knows how many there are."""
    if days not in ("working", "calendar"):
        raise MisuseError("days are '{days}'; they are 'working' or 'calendar'", days=days)
    if count is not None and count < 1:
        raise MisuseError("{count} items cannot have been done; count from 1", count=count)
    if not standard.measurable or (standard.per_item and count is None):
        return None
    items = count if standard.per_item and count else 1
    high = _way(standard.high, days, items, external)
    ranges = standard.low != standard.high
    unit = _unit(high, by_the_clock(standard, external))
    return Terms(
        high=high,
        low=_way(standard.low, days, items, external) if ranges else None,
        unit=unit,
        by_the_clock=by_the_clock(standard, external),
        days=_number_of_days(standard.high, days, items, unit),
    )


def resolved(length: Length, days: str) -> Iterable[tuple[float, Unit]]:
    """With `hari` and `minggu` as working or as plain days."""
    one = Unit.WORKING_DAY if days == "working" else Unit.CALENDAR_DAY
    sizes = WORKING_DAYS if days == "working" else _PLAIN_DAYS
    return ((number * sizes[unit], one) if unit in (Unit.DAY, Unit.WEEK) else (number, unit) for number, unit in length)


def _way(length: Length, days: str, items: int, external: bool) -> Way:
    amounts: defaultdict[Unit, float] = defaultdict(float)
    for number, unit in resolved(length, "calendar" if external else days):
        amounts[unit] += round(number * items, _DIGITS)
    months = sum(amounts[unit] * size for unit, size in _MONTHS.items())
    working_days, plain_days = amounts[Unit.WORKING_DAY], amounts[Unit.CALENDAR_DAY]
    working = sum(round(amounts[unit] * seconds * SECOND) for unit, seconds in WORKING_TIME.items())
    plain = round(amounts[Unit.CLOCK_HOUR] * 3600 * SECOND)
    if external:
        plain += working + round(plain_days * 24 * 3600 * SECOND)
        working = plain_days = 0
    return Way(
        months=int(months),
        plain_days=int(plain_days) + round(months % 1 * _DAYS_A_MONTH),
        working_days=int(working_days),
        part_of_a_day=round(working_days % 1 + plain_days % 1, _DIGITS),
        working=working,
        by_the_clock=plain,
        at_the_same_time=external and not working_days,
    )


def _unit(way: Way, by_the_clock: bool) -> Unit:
    if way.working_days and not (way.months or way.plain_days):
        return Unit.WORKING_DAY
    if by_the_clock:
        return Unit.CLOCK_HOUR
    return Unit.CALENDAR_DAY if way.in_days else Unit.HOUR


def _number_of_days(length: Length, days: str, items: int, unit: Unit) -> float | None:
    """`1 minggu` is 5 working days; `1 bulan` and `1 hari 2 jam` are no number of days."""
    amounts = list(resolved(length, days))
    if any(each is not unit for _, each in amounts) or unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        return None
    return round(sum(number for number, _ in amounts) * items, _DIGITS)
