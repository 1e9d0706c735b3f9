"""So much time before something is due."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import office_calendar
from sopengine.duration.standard import Duration

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = office_calendar("Asia/Jakarta")


def local(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=JAKARTA)


def ahead(amount: str, due: str, days: str = "working", external: bool = False) -> str:
    found = OFFICE.ahead(Duration.parse(amount), local(due), days, external)
    assert found
    return found.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("amount", "due", "at"),
    [
        ("1 hari", "2026-07-02 16:00", "2026-07-01 07:30"),  # Thursday: Wednesday when the office opens
        ("1 hari kerja", "2026-07-06 16:00", "2026-07-03 07:30"),  # Monday: Friday
        ("3 hari", "2026-03-25 15:00", "2026-03-13 08:00"),  # over Nyepi, Idul Fitri and its days off, in Ramadan
        ("1 minggu", "2026-07-09 16:00", "2026-07-02 07:30"),
        ("1 bulan", "2026-03-31 16:00", "2026-02-27 08:00"),  # 28 February is a Saturday, and Ramadan
        ("2 jam", "2026-07-02 16:00", "2026-07-02 14:00"),
        ("2 jam", "2026-07-02 08:30", "2026-07-01 15:00"),
        ("2 jam", "2026-07-02 13:00", "2026-07-02 10:00"),  # due at the end of the break
        ("30 menit", "2026-07-02 08:00", "2026-07-02 07:30"),  # not at closing of the day before
        ("30 menit", "2026-07-06 08:00", "2026-07-06 07:30"),
        ("0,5 hari", "2026-07-02 16:00", "2026-07-02 11:15"),
        ("1 hari kalender", "2026-07-06 16:00", "2026-07-03 07:30"),  # Sunday is off: Friday
        ("1 x 24 jam", "2026-07-05 10:00", "2026-07-04 10:00"),
        ("1 tahun", "2026-07-02 16:00", "2025-07-02 07:30"),
        ("1 hari", "2026-01-02 16:30", "2025-12-31 07:30"),
    ],
)
def test_so_much_time_is_left_from_then_on(amount: str, due: str, at: str) -> None:
    assert ahead(amount, due) == at


def test_of_an_outside_party_it_runs_by_the_clock() -> None:
    assert ahead("1 hari", "2026-07-06 10:00", external=True) == "2026-07-05 10:00"
    assert ahead("2 jam", "2026-07-06 08:00", external=True) == "2026-07-06 06:00"


def test_what_has_no_length_leads_nowhere() -> None:
    assert OFFICE.ahead(Duration.parse("Segera"), local("2026-07-06 16:00"), "working") is None


_TIMES = st.integers(1_704_070_800, 1_830_000_000).map(lambda at: datetime.fromtimestamp(at - at % 60 + 1, JAKARTA))
"""From 2024 to 2027, never at midnight."""


@given(due=_TIMES, minutes=st.integers(1, 20_000))
def test_just_so_much_working_time_lies_between(due: datetime, minutes: int) -> None:
    amount = Duration.parse(f"{minutes} menit")
    at = OFFICE.ahead(amount, due, "working")
    assert at
    assert OFFICE.working_time(at, due).total_seconds() == minutes * 60
    assert OFFICE.working_time(at, due) > OFFICE.working_time(at.fromtimestamp(at.timestamp() + 1, JAKARTA), due)


@given(due=_TIMES, days=st.integers(1, 300))
def test_days_before_it_the_office_opens(due: datetime, days: int) -> None:
    at = OFFICE.ahead(Duration.parse(f"{days} hari kerja"), due, "working")
    assert at
    off = not OFFICE.is_working_day(due.date())
    assert OFFICE.working_days(at, due) == days - off
    assert OFFICE.is_working_day(at.astimezone(JAKARTA).date())
