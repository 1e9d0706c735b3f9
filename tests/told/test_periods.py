"""Periods of the calendar, their names and their working days."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import office_calendar
from sopengine.engine.by_itself.periods import begins, period

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = office_calendar("Asia/Jakarta")
EVERY = ("week", "month", "quarter", "semester", "year")


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "name"),
    [
        ("week", "2026-07-01", "2026-06-29", "2026-07-05", "Minggu ke-27 2026"),
        ("week", "2027-01-01", "2026-12-28", "2027-01-03", "Minggu ke-53 2026"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31", "Desember 2026"),
        ("month", "2028-02-29", "2028-02-01", "2028-02-29", "Februari 2028"),
        ("quarter", "2026-09-30", "2026-07-01", "2026-09-30", "Triwulan III 2026"),
        ("semester", "2026-07-01", "2026-07-01", "2026-12-31", "Semester II 2026"),
        ("year", "2026-07-01", "2026-01-01", "2026-12-31", "Tahun 2026"),
    ],
)
def test_a_period_and_its_name(every: str, day: str, first: str, last: str, name: str) -> None:
    found = period(every, date.fromisoformat(day))
    assert (found.first.isoformat(), found.last.isoformat(), found.name) == (first, last, name)


@pytest.mark.parametrize(
    ("every", "day", "working_day", "opens"),
    [
        ("quarter", "2026-07-20", 5, "2026-07-07 07:30"),
        ("year", "2026-07-20", 1, "2026-01-02 07:30"),
        ("month", "2026-03-10", 1, "2026-03-02 08:00"),  # Ramadan
        ("month", "2026-03-10", 30, "2026-03-31 07:30"),  # it has 17 working days
        ("week", "2026-03-23", 2, "2026-03-26 07:30"),  # Idul Fitri and its days off: Wednesday to Friday
        ("week", "2025-04-02", 1, "2025-04-08 07:30"),  # all of it is off, and Monday after it too
    ],
)
def test_it_begins_when_the_office_opens_on_its_working_day(every: str, day: str, working_day: int, opens: str) -> None:
    found = begins(OFFICE, period(every, date.fromisoformat(day)), working_day)
    assert found.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M") == opens


_DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(day=_DAYS, every=st.sampled_from(EVERY))
def test_one_follows_the_other_without_a_gap(day: date, every: str) -> None:
    found = period(every, day)
    assert found.first <= day <= found.last
    assert found.following.first == found.last + timedelta(days=1)
    assert found.following.preceding == found
    assert found.following.name != found.name
