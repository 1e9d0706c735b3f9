"""Due times follow the rules that printed durations have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import office_calendar
from sopengine.calendar.hours import OfficeHours, span
from sopengine.calendar.office import Calendar
from sopengine.duration.standard import Duration
from sopengine.errors import MisuseError

JAKARTA = ZoneInfo("Asia/Jakarta")
CALENDAR = office_calendar("Asia/Jakarta")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def due(standard: str, received: str, days: str = "working", count: int = 1) -> str:
    found = CALENDAR.due(Duration.parse(standard), at(received), days, count)
    assert found is not None
    assert found.at.tzinfo is UTC
    return f"{found.at.astimezone(JAKARTA):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("standard", "received", "expected"),
    [
        # Mondays: 2026-01-05, and 2026-03-02 in Ramadan
        ("10 menit", "2026-01-05 09:00", "2026-01-05 09:10"),
        ("10 menit", "2026-01-05 11:55", "2026-01-05 13:05"),
        ("10 menit", "2026-01-05 12:30", "2026-01-05 13:10"),
        ("10 menit", "2026-01-05 15:50", "2026-01-05 16:00"),
        ("11 menit", "2026-01-05 15:50", "2026-01-06 07:31"),
        ("10 menit", "2026-01-05 19:00", "2026-01-06 07:40"),
        ("10 menit", "2026-01-05 04:00", "2026-01-05 07:40"),
        ("10 menit", "2026-01-09 16:25", "2026-01-12 07:35"),
        ("30 menit", "2026-01-09 11:15", "2026-01-09 13:15"),
        ("30 menit", "2026-03-02 11:45", "2026-03-02 12:45"),
        ("1 jam", "2026-03-02 14:30", "2026-03-03 08:30"),
        ("7,5 jam", "2026-01-05 07:30", "2026-01-05 16:00"),
        ("24 jam", "2026-01-05 07:30", "2026-01-08 09:00"),
        ("1 x 24 jam", "2026-01-09 15:00", "2026-01-10 15:00"),
        ("2 x 24 jam", "2026-01-09 15:00", "2026-01-11 15:00"),
        ("1 hari kerja", "2026-01-05 09:00", "2026-01-06 16:00"),
        ("1 hari kerja", "2026-01-05 23:00", "2026-01-06 16:00"),
        ("1 hari kerja", "2026-01-09 09:00", "2026-01-12 16:00"),
        ("1 hari kerja", "2026-01-10 09:00", "2026-01-12 16:00"),
        ("4 hari kerja", "2026-01-05 09:00", "2026-01-09 16:30"),
        ("3 hari", "2026-01-05 09:00", "2026-01-08 16:00"),
        ("1 minggu", "2026-01-05 09:00", "2026-01-12 16:00"),
        ("1 hari kerja", "2026-03-13 09:00", "2026-03-16 15:00"),
        ("1 hari kerja", "2026-03-17 09:00", "2026-03-25 16:00"),
        ("5 hari kerja", "2026-03-13 09:00", "2026-03-27 16:30"),
        ("1 hari kalender", "2026-01-05 09:00", "2026-01-06 16:00"),
        ("5 hari kalender", "2026-01-05 09:00", "2026-01-12 16:00"),
        ("2 hari kalender", "2026-03-16 09:00", "2026-03-25 16:00"),
        ("1 bulan", "2026-01-05 09:00", "2026-02-05 16:00"),
        ("1 bulan", "2026-01-31 09:00", "2026-03-02 15:00"),
        ("1 bulan", "2024-01-31 09:00", "2024-02-29 16:00"),
        ("1 triwulan", "2026-01-05 09:00", "2026-04-06 16:00"),
        ("1 semester", "2026-01-05 09:00", "2026-07-06 16:00"),
        ("1 tahun", "2024-02-29 09:00", "2025-02-28 16:30"),
        ("1 tahun", "2025-01-06 09:00", "2026-01-06 16:00"),
        ("2 bulan 1 minggu", "2026-01-05 09:00", "2026-03-12 15:00"),
        ("1 hari 2 jam", "2026-01-05 09:00", "2026-01-07 09:30"),
        ("1 jam 30 menit", "2026-01-05 09:00", "2026-01-05 10:30"),
        ("5-10 menit", "2026-01-05 09:00", "2026-01-05 09:10"),
        ("1 – 20 Hari Kerja", "2026-01-05 09:00", "2026-02-03 16:00"),
        ("120 menit / 3 hari", "2026-01-05 09:00", "2026-01-08 16:00"),
        ("setengah hari", "2026-01-05 09:00", "2026-01-06 11:15"),
        ("1,5 hari", "2026-01-05 09:00", "2026-01-07 11:15"),
        ("0,5 hari", "2026-01-10 09:00", "2026-01-12 11:15"),
        ("1,5 bulan", "2026-01-05 09:00", "2026-02-20 15:30"),
    ],
)
def test_work_is_due(standard: str, received: str, expected: str) -> None:
    assert due(standard, received) == expected


@pytest.mark.parametrize(
    ("standard", "received", "expected"),
    [
        ("3 hari", "2026-01-08 09:00", "2026-01-12 16:00"),
        ("1 minggu", "2026-01-05 09:00", "2026-01-12 16:00"),
        ("1 minggu", "2026-03-11 09:00", "2026-03-25 16:00"),
        ("0,5 hari", "2026-01-05 09:00", "2026-01-06 16:00"),
        ("3 hari kerja", "2026-01-08 09:00", "2026-01-13 16:00"),
    ],
)
def test_bare_days_and_weeks_are_plain_ones_where_the_sop_says_so(standard: str, received: str, expected: str) -> None:
    assert due(standard, received, days="calendar") == expected


def test_working_days_from_16_to_27_march_2026() -> None:
    days = [date(2026, 3, 16) + timedelta(days=day) for day in range(12)]
    assert [day.day for day in days if CALENDAR.is_working_day(day)] == [16, 17, 25, 26, 27]


def test_the_standard_of_an_item_counts_as_often_as_there_were_items() -> None:
    assert due("2 menit/berkas", "2026-01-05 09:00", count=30) == "2026-01-05 10:00"
    assert due("2 menit", "2026-01-05 09:00", count=30) == "2026-01-05 09:02"
    assert due("0,5 hari/berkas", "2026-01-05 09:00", count=4) == "2026-01-07 16:00"


@pytest.mark.parametrize("text", ["Segera", "-", "", "Tahunan", "1O menit"])
def test_what_has_no_length_is_never_due(text: str) -> None:
    assert CALENDAR.due(Duration.parse(text), at("2026-01-05 09:00"), "working") is None


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Jakarta", 9), ("Asia/Pontianak", 9), ("Asia/Makassar", 8), ("Asia/Jayapura", 7)],
)
def test_the_day_ends_by_the_clock_of_the_agency(zone: str, expected: int) -> None:
    found = office_calendar(zone).due(Duration.parse("1 hari"), datetime(2026, 1, 5, 3, tzinfo=UTC), "working")
    assert found is not None
    assert found.at == datetime(2026, 1, 6, expected, tzinfo=UTC)


def test_the_day_of_receipt_is_that_of_the_agency() -> None:
    late_sunday = datetime(2026, 1, 4, 16, 30, tzinfo=UTC)
    ends = [
        office_calendar(zone).due(Duration.parse("1 hari kalender"), late_sunday, "working")
        for zone in ("Asia/Jakarta", "Asia/Jayapura")
    ]
    assert [end.at.day for end in ends if end] == [5, 6]


@pytest.mark.parametrize(
    ("standard", "received", "provisional"),
    [
        ("1 hari kerja", "2027-03-05 09:00", True),  # over Idul Fitri, which is an estimate
        ("3 hari kerja", "2026-03-17 09:00", False),  # over Idul Fitri, which is not
        ("10 menit", "2027-03-05 09:00", False),
        ("1 bulan", "2027-02-17 09:00", False),  # passes over nothing that moves it
        ("1 bulan", "2027-02-10 09:00", True),  # falls on it
        ("1 x 24 jam", "2027-03-09 09:00", False),  # by the clock, whatever the day
        ("10 menit", "2027-02-08 09:00", True),  # Ramadan may begin a day later
        ("10 menit", "2027-02-10 09:00", False),
        ("10 menit", "2028-02-10 09:00", True),  # nothing is decided yet
        ("2 hari", "2027-12-30 09:00", True),
        ("1 hari", "2021-06-10 09:00", True),
    ],
)
def test_a_due_time_that_rests_on_an_estimate_is_provisional(standard: str, received: str, provisional: bool) -> None:
    found = CALENDAR.due(Duration.parse(standard), at(received), "working")
    assert found is not None
    assert found.provisional == provisional


def test_the_lower_end_of_a_range_has_a_due_time_of_its_own() -> None:
    standard = Duration.parse("5-10 menit")
    earliest = CALENDAR.earliest(standard, at("2026-01-05 09:00"), "working")
    assert earliest is not None
    assert earliest.at == at("2026-01-05 09:05")


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(MisuseError, match="has no zone"):
        CALENDAR.due(Duration.parse("1 jam"), datetime(2026, 1, 5, 9), "working")  # noqa: DTZ001


def test_days_are_working_or_calendar() -> None:
    with pytest.raises(MisuseError, match="'plain'"):
        CALENDAR.due(Duration.parse("1 hari"), at("2026-01-05 09:00"), "plain")


def test_nothing_done_cannot_be_counted() -> None:
    with pytest.raises(MisuseError, match="0 items"):
        CALENDAR.due(Duration.parse("1 menit/berkas"), at("2026-01-05 09:00"), "working", 0)


@pytest.mark.parametrize("standard", ["1 jam/berkas", "1 hari/berkas", "1 hari kalender/berkas", "1 tahun/berkas"])
def test_what_would_be_due_in_another_century_is_refused(standard: str) -> None:
    with pytest.raises(MisuseError, match="beyond every calendar"):
        CALENDAR.due(Duration.parse(standard), at("2026-01-05 09:00"), "working", 10**7)


def test_an_office_that_never_opens_gives_no_due_time() -> None:
    never = Calendar(OfficeHours(timezone="Asia/Jakarta", week=((),) * 7))
    for standard in ("1 menit", "1 hari", "1 bulan"):
        with pytest.raises(MisuseError, match="beyond every calendar"):
            never.due(Duration.parse(standard), at("2026-01-05 09:00"), "working")


def test_half_days_and_saturdays_count_as_the_calendar_says() -> None:
    half = span("08:00", "11:00")
    hours = OfficeHours(
        timezone="Asia/Jakarta",
        week=(*[span("08:00", "14:00")] * 5, half, ()),
        days={date(2026, 1, 7): half, date(2026, 1, 8): ()},
    )
    office = Calendar(hours)
    friday = office.due(Duration.parse("3 hari"), at("2026-01-05 09:00"), "working")
    saturday = office.due(Duration.parse("1 hari"), at("2026-01-09 09:00"), "working")
    assert friday is not None
    assert saturday is not None
    assert (friday.at, saturday.at) == (at("2026-01-09 14:00"), at("2026-01-10 11:00"))
    assert not friday.provisional


STANDARDS = (
    "5 menit",
    "3 jam",
    "1 hari",
    "4 hari kerja",
    "0,5 hari",
    "2,5 hari",
    "1 hari kalender",
    "2 minggu",
    "1 bulan",
    "1 triwulan",
    "1 bulan 1 minggu",
    "1 hari 2 jam",
)
moments = st.datetimes(datetime(2022, 1, 1), datetime(2027, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments, moments)
def test_what_is_received_later_is_not_due_earlier(standard: str, days: str, one: datetime, other: datetime) -> None:
    duration = Duration.parse(standard)
    first, second = (CALENDAR.due(duration, time, days) for time in sorted((one, other)))
    assert first is not None
    assert second is not None
    assert first.at <= second.at


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments)
def test_work_is_due_after_its_receipt_and_within_working_hours(standard: str, days: str, received: datetime) -> None:
    found = CALENDAR.due(Duration.parse(standard), received, days)
    assert found is not None
    assert found.at > received
    minute = timedelta(minutes=1)
    assert CALENDAR.working_time(found.at - minute, found.at) == minute
