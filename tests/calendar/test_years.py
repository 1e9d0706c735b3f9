"""A calendar learns its years when they are asked for, and loses no time at their borders."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from sopengine.calendar.hours import OfficeHours, span
from sopengine.calendar.office import Calendar, office_calendar

ROUND_THE_CLOCK = (span("00:00", "24:00"),) * 7


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura", "UTC", "America/Anchorage", "Pacific/Kiritimati"])
@pytest.mark.parametrize("year", [1991, 2024, 2025, 2026, 2098])
def test_nothing_is_lost_or_counted_twice_at_new_year(zone: str, year: int) -> None:
    hours = OfficeHours(timezone=zone, week=ROUND_THE_CLOCK)
    new_year = datetime(year, 1, 1, tzinfo=UTC)
    for before in range(-24, 24, 5):
        start = new_year + timedelta(hours=before)
        for length in (timedelta(hours=1), timedelta(hours=30), timedelta(days=400)):
            assert Calendar(hours).working_time(start, start + length) == length
            assert Calendar(hours).add_working_time(start, length) == start + length


def test_threads_may_ask_for_different_years_at_once() -> None:
    calendar = office_calendar.__wrapped__("Asia/Jakarta")
    years = [2026, 2022, 2030, 2018, 2027, 2016, 2035] * 20
    spans = [(datetime(year, 3, 1, tzinfo=UTC), datetime(year + 1, 3, 1, tzinfo=UTC)) for year in years]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda each: calendar.working_time(*each), spans))
    alone = office_calendar.__wrapped__("Asia/Jakarta")
    assert found == [alone.working_time(*each) for each in spans]
