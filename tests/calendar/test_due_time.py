"""Due times follow the rules that printed durations have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopengine.calendar import office_calendar
from sopengine.calendar.elapsed.measured import late, taken
from sopengine.calendar.hours import OfficeHours, span
from sopengine.calendar.office import Calendar
from sopengine.duration.standard import Duration
from sopengine.errors import MisuseError

JAKARTA = ZoneInfo("Asia/Jakarta")
CALENDAR = office_calendar("Asia/Jakarta")
WITHOUT_ESTIMATES = Calendar(
    replace(
        CALENDAR.hours,
        days={day: spans for day, spans in CALENDAR.hours.days.items() if day not in CALENDAR.hours.uncertain},
        uncertain=frozenset(),
    )
)
"""As if the days that are estimates were worked."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def test_working_days_from_16_to_27_march_2026() -> None:
    days = [date(2026, 3, 16) + timedelta(days=day) for day in range(12)]
    assert [day.day for day in days if CALENDAR.is_working_day(day)] == [16, 17, 25, 26, 27]


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
        ("1 hari", "2027-02-08 09:00", False),  # the hours of the day of receipt do not matter
        ("1,5 hari", "2027-02-08 09:00", False),
        ("1,5 hari", "2027-02-05 09:00", True),
        ("0,5 hari", "2027-02-08 09:00", True),  # from its opening they do
        ("10 menit", "2028-02-10 09:00", True),  # nothing is decided yet
        ("2 hari", "2027-12-30 09:00", True),
        ("1 hari", "2021-06-10 09:00", True),
    ],
)
def test_a_due_time_that_rests_on_an_estimate_is_provisional(standard: str, received: str, provisional: bool) -> None:
    found = CALENDAR.due(Duration.parse(standard), at(received), "working")
    assert found is not None
    assert found.provisional == provisional


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(MisuseError, match="has no zone"):
        CALENDAR.due(Duration.parse("1 jam"), datetime(2026, 1, 5, 9), "working")  # noqa: DTZ001


def test_days_are_working_or_calendar() -> None:
    with pytest.raises(MisuseError, match="'plain'"):
        CALENDAR.due(Duration.parse("1 hari"), at("2026-01-05 09:00"), "plain")


def test_nothing_done_cannot_be_counted() -> None:
    with pytest.raises(MisuseError, match="0 items"):
        CALENDAR.due(Duration.parse("1 menit/berkas"), at("2026-01-05 09:00"), "working", 0)


@pytest.mark.parametrize(
    "standard", ["1 jam/berkas", "1 hari/berkas", "1 hari kalender/berkas", "1 tahun/berkas", "1 x 24 jam/berkas"]
)
@pytest.mark.parametrize("external", [False, True])
def test_what_would_be_due_in_another_century_is_refused(standard: str, external: bool) -> None:
    with pytest.raises(MisuseError, match="beyond every calendar"):
        CALENDAR.due(Duration.parse(standard), at("2026-01-05 09:00"), "working", 10**7, external)


BEYOND = [
    time.replace(tzinfo=zone)
    for time in (datetime(1, 1, 1), datetime(1989, 6, 1), datetime(2100, 6, 1), datetime(9999, 12, 31, 23, 59))  # noqa: DTZ001
    for zone in (UTC, JAKARTA, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/Anchorage"))
]
KNOWN = at("2026-01-05 09:00")
QUESTIONS: dict[str, Callable[[Duration, datetime], object]] = {
    "due": lambda standard, time: CALENDAR.due(standard, time, "working"),
    "due outside": lambda standard, time: CALENDAR.due(standard, time, "calendar", external=True),
    "earliest": lambda standard, time: CALENDAR.earliest(standard, time, "working"),
    "lateness": lambda standard, time: CALENDAR.lateness(standard, KNOWN, time),
    "late": lambda standard, time: late(CALENDAR, standard, time, KNOWN),
    "late outside": lambda standard, time: late(CALENDAR, standard, time, KNOWN, external=True),
    "taken": lambda standard, time: taken(CALENDAR, standard, KNOWN, time, "working"),
    "due moved": lambda standard, time: CALENDAR.moved(standard, time, (KNOWN, KNOWN), "working"),
    "moved over": lambda standard, time: CALENDAR.moved(standard, KNOWN, (time, time), "working"),
    "add": lambda standard, time: CALENDAR.add_working_time(time, timedelta(hours=1)),
    "local": lambda standard, time: CALENDAR.local(time),
    "working days": lambda standard, time: CALENDAR.working_days(KNOWN, time),
    "working day": lambda standard, time: CALENDAR.is_working_day(time.date()),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("low", ["1 menit", "1 hari", "1 hari kalender", "1 bulan", "0,5 hari", "1 x 24 jam"])
@pytest.mark.parametrize("high", ["2 tahun", "1000 x 24 jam"])
def test_times_that_no_calendar_knows_are_refused_by_every_question(question: str, low: str, high: str) -> None:
    standard = Duration.parse(f"{low} - {high}")
    assert standard.measurable
    for time in BEYOND:
        with pytest.raises(MisuseError, match="beyond every calendar"):
            QUESTIONS[question](standard, time)


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


LONGEST_PART = timedelta(minutes=30)
"""Half a day is so much shorter in Ramadan."""

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


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments, moments, st.booleans())
def test_what_is_received_later_is_not_due_earlier(
    standard: str, days: str, one: datetime, other: datetime, external: bool
) -> None:
    """But for a part of a day, which is shorter where it begins on a shorter day."""
    duration = Duration.parse(standard)
    first, second = (CALENDAR.due(duration, time, days, external=external) for time in sorted((one, other)))
    assert first is not None
    assert second is not None
    if not standard.startswith(("0,5", "2,5")):
        assert first.at <= second.at
    assert CALENDAR.working_time(second.at, first.at) <= LONGEST_PART


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments)
@example("5 menit", "working", datetime(2022, 1, 3, 4, 55, 0, 1, tzinfo=UTC))
def test_work_is_due_after_its_receipt_and_within_working_hours(standard: str, days: str, received: datetime) -> None:
    found = CALENDAR.due(Duration.parse(standard), received, days)
    assert found is not None
    assert found.at > received
    # A minute would be too much: what is received a moment after a full minute may be due a moment after the break.
    moment = timedelta(microseconds=1)
    assert CALENDAR.working_time(found.at - moment, found.at) == moment


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments, st.booleans())
def test_a_range_is_early_before_it_is_due(lower: str, days: str, received: datetime, external: bool) -> None:
    duration = Duration.parse(f"{lower} - 1 tahun")
    due = CALENDAR.due(duration, received, days, external=external)
    early = CALENDAR.earliest(duration, received, days, external=external)
    assert due is not None
    assert early is not None
    assert received - timedelta(days=1) < early < due.at


@given(st.sampled_from(STANDARDS), st.sampled_from(["working", "calendar"]), moments)
def test_a_due_time_rests_on_an_estimate_where_it_would_be_another_one_without(
    standard: str, days: str, received: datetime
) -> None:
    duration = Duration.parse(standard)
    found = CALENDAR.due(duration, received, days)
    other = WITHOUT_ESTIMATES.due(duration, received, days)
    assert found is not None
    assert other is not None
    assert found.at == other.at or found.provisional
    assert not other.provisional or received.year >= 2027
