"""Hours of Indonesian government offices (Perpres 21/2023) and their days off.

The days off stand in `indonesia.csv` beside this module, made by `python -m tools.days_off`;
importing the library they come from would cost every command a third of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sopengine.calendar.hours import OFF, OfficeHours, Period, Week, span

ORDINARY: Week = (*[span("07:30", "16:00", "12:00", "13:00")] * 4, span("07:30", "16:30", "11:30", "13:00"), OFF, OFF)
RAMADAN: Week = (*[span("08:00", "15:00", "12:00", "12:30")] * 4, span("08:00", "15:30", "11:30", "12:30"), OFF, OFF)

KNOWN_YEARS = (2022, 2027)
"""Whose holidays and joint leave the three ministers have decided."""

ESTIMATE = "(perkiraan)"
"""What the name of a holiday ends with while the moon has not been seen."""

TABLE = Path(__file__).with_name("indonesia.csv")

_RAMADAN_BEGINS = {
    2022: date(2022, 4, 3),
    2023: date(2023, 3, 23),
    2024: date(2024, 3, 12),
    2025: date(2025, 3, 1),
    2026: date(2026, 2, 19),
}
"""As announced; of other years thirty days before Idul Fitri, as an estimate."""
_DAY = timedelta(days=1)


def indonesian_hours(timezone: str) -> OfficeHours:
    """The five-day week with national holidays and joint leave."""
    names = holidays()
    ramadans = list(_ramadans(names))
    return OfficeHours(
        timezone=timezone,
        week=ORDINARY,
        periods=tuple(Period(first=first, last=last, week=RAMADAN) for first, last in ramadans),
        days=dict.fromkeys(names, OFF),
        uncertain=frozenset(_uncertain(names, ramadans)),
        known_years=KNOWN_YEARS,
    )


def holidays() -> dict[date, str]:
    """Names of the days off, by day."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split(",", 1) for line in lines if line[0].isdigit())
    return {date.fromisoformat(day): name for day, name in rows}


def _ramadans(names: dict[date, str]) -> Iterator[tuple[date, date]]:
    for day, name in names.items():
        if name.startswith("Hari Raya Idul Fitri"):
            yield _RAMADAN_BEGINS.get(day.year, day - 30 * _DAY), day - _DAY


def _uncertain(names: dict[date, str], ramadans: list[tuple[date, date]]) -> Iterator[date]:
    """An estimate may be a day off either way."""
    for day, name in names.items():
        if name.endswith(ESTIMATE):
            yield from (day - _DAY, day, day + _DAY)
    for first, _ in ramadans:
        if first != _RAMADAN_BEGINS.get(first.year):
            yield from (first - _DAY, first)
