"""What is late, early, taken and moved: each line of `cases/` is a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cases_of import Case, at, cases, hours, told
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import Calendar, OfficeHours, office_calendar
from sopengine.calendar.due import days_touched
from sopengine.calendar.elapsed.measured import Late, Taken, late, taken
from sopengine.calendar.hours import span
from sopengine.calendar.moments import micros
from sopengine.calendar.timeline import Timeline
from sopengine.duration.standard import Duration
from sopengine.errors import MisuseError

CALENDAR = office_calendar("Asia/Jakarta")


@pytest.mark.parametrize("case", cases("due", 3), ids=str)
def test_work_is_due(case: Case) -> None:
    standard, received, expected = case.cells
    found = CALENDAR.due(Duration.parse(standard), at(received), **case.asked)
    assert (told(found.at) if found else "none") == expected
    assert found is None or found.at.tzinfo is UTC


@pytest.mark.parametrize("case", cases("early", 3), ids=str)
def test_work_is_early_before(case: Case) -> None:
    standard, received, expected = case.cells
    found = CALENDAR.earliest(Duration.parse(standard), at(received), **case.asked)
    assert (told(found) if found else "none") == expected


@pytest.mark.parametrize("case", cases("late", 5), ids=str)
def test_work_is_late_by(case: Case) -> None:
    text, received, done, lateness, listed = case.cells
    standard, external = Duration.parse(text), case.asked["external"]
    due = CALENDAR.due(standard, at(received), **case.asked)
    assert due is not None
    assert hours(CALENDAR.lateness(standard, due.at, at(done), external)) == lateness
    assert in_list(late(CALENDAR, standard, due.at, at(done), external)) == listed


@pytest.mark.parametrize("case", cases("taken", 6), ids=str)
def test_work_has_taken(case: Case) -> None:
    text, received, done, time, measure, share = case.cells
    standard = Duration.parse(text)
    due = CALENDAR.due(standard, at(received), **case.asked)
    moved = due.at if due else None
    for interruption in case.interruptions if moved else ():
        moved = CALENDAR.moved(standard, moved, interruption, **case.asked) if moved else None
    found = taken(CALENDAR, standard, at(received), at(done), **case.asked, due=moved, interruptions=case.interruptions)
    assert (hours(found.time), in_measure(found)) == (time, measure)
    assert (f"{found.share:.6f}".rstrip("0").rstrip(".") if found.share is not None else "-") == share


@pytest.mark.parametrize("case", cases("moved", 5), ids=str)
def test_a_due_time_moves_over_an_interruption(case: Case) -> None:
    text, due, stopped, resumed, expected = case.cells
    found = CALENDAR.moved(Duration.parse(text), at(due), (at(stopped), at(resumed)), **case.asked)
    assert told(found) == expected


def test_work_cannot_go_on_before_it_stopped() -> None:
    with pytest.raises(MisuseError, match="before it stopped"):
        CALENDAR.moved(
            Duration.parse("1 jam"), at("2026-01-05 10:00"), (at("2026-01-05 10:00"), at("2026-01-05 09:00")), "working"
        )


STANDARDS = [
    "5 menit",
    "3 jam",
    "1 hari",
    "0,5 hari",
    "2,5 hari",
    "4 hari kerja",
    "7 hari kalender",
    "1 bulan",
    "1 x 24 jam",
]
moments = st.datetimes(datetime(2022, 1, 1), datetime(2027, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.integers(0, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def test_a_day_that_ends_at_midnight_is_touched_until_then() -> None:
    night_and_day = Calendar(OfficeHours(timezone="Asia/Jakarta", week=(span("00:00", "24:00"),) * 7))
    day = timedelta(days=1)
    first = at("2026-01-05 00:00")
    for number in (1, 2, 9):
        assert days_touched(night_and_day.timeline, micros(first), micros(first + number * day)) == number
    due = night_and_day.due(Duration.parse("1 hari"), first, "working")
    assert due is not None
    assert told(due.at) == "2026-01-07 00:00"
    moved = night_and_day.moved(Duration.parse("1 hari"), due.at, (first, first + day), "working")
    assert told(moved) == "2026-01-08 00:00"


@given(st.sampled_from(STANDARDS), moments, lengths, st.booleans())
def test_an_interruption_takes_no_time_away_and_gives_no_more_than_it_lasted(
    text: str, received: datetime, length: timedelta, external: bool
) -> None:
    standard = Duration.parse(text)
    due = CALENDAR.due(standard, received, "working", external=external)
    assert due is not None
    moved = CALENDAR.moved(standard, due.at, (received, received + length), "working", external=external)
    assert moved >= due.at
    if not standard.high[-1][1].endswith("day") and "bulan" not in text and not external:
        lateness = CALENDAR.lateness(standard, due.at, due.at + 5 * length)
        assert CALENDAR.lateness(standard, moved, due.at + 5 * length) <= lateness


@given(moments, lengths, moments)
def test_of_working_time_exactly_what_was_interrupted_is_given_back(
    stopped: datetime, length: timedelta, due: datetime
) -> None:
    resumed = stopped + length
    moved = CALENDAR.moved(Duration.parse("3 jam"), due, (stopped, resumed), "working")
    assert CALENDAR.working_time(due, moved) == CALENDAR.working_time(stopped, resumed)


@given(moments, lengths)
def test_the_working_days_that_are_touched_are_those_with_working_time_in_them(
    stopped: datetime, length: timedelta
) -> None:
    resumed, touched = stopped + length, set()
    for minute in range(0, length // timedelta(minutes=1), 15):
        start = stopped + timedelta(minutes=minute)
        if CALENDAR.working_time(start, min(start + timedelta(minutes=15), resumed)):
            touched.add(CALENDAR.local(start).date())
            touched.add(CALENDAR.local(min(start + timedelta(minutes=15), resumed)).date())
    working = {day for day in touched if CALENDAR.is_working_day(day)}
    found = days_touched(Timeline(CALENDAR.hours), micros(stopped), micros(resumed))
    assert found == len(working)


@pytest.mark.parametrize(
    ("standard", "late_by", "number", "unit"),
    [
        ("10 menit", timedelta(microseconds=1), 1, "minute"),
        ("10 menit", timedelta(minutes=59, microseconds=1), 60, "minute"),
        ("10 menit", timedelta(hours=3, microseconds=-1), 2, "hour"),
        ("10 menit", timedelta(hours=3), 3, "hour"),
        ("1 x 24 jam", timedelta(minutes=59, seconds=59), 60, "minute"),
        ("1 x 24 jam", timedelta(hours=3, microseconds=-1), 2, "clock hour"),
    ],
)
def test_an_hour_that_is_not_full_is_no_hour(standard: str, late_by: timedelta, number: int, unit: str) -> None:
    due = datetime(2026, 1, 5, 1, tzinfo=UTC)
    listed = late(CALENDAR, Duration.parse(standard), due, due + late_by)
    assert listed is not None
    assert (listed.number, listed.unit.value) == (number, unit)


@given(moments, lengths, st.sampled_from(STANDARDS))
def test_lateness_in_lists_is_never_more_than_it_was(received: datetime, length: timedelta, text: str) -> None:
    standard = Duration.parse(text)
    due = CALENDAR.due(standard, received, "working")
    assert due is not None
    lateness = CALENDAR.lateness(standard, due.at, due.at + length)
    listed = late(CALENDAR, standard, due.at, due.at + length)
    assert (listed is None) == (lateness == timedelta())
    if listed and listed.unit in ("hour", "clock hour"):
        assert timedelta(hours=listed.number) <= lateness < timedelta(hours=listed.number + 1)


@pytest.mark.parametrize(
    ("standard", "due", "expected", "external"),
    [
        ("1 hari", "2026-01-09 16:30", "2026-01-12 07:30", False),
        ("10 menit", "2026-01-05 12:00", "2026-01-05 13:00", False),
        ("10 menit", "2026-01-05 10:00", "2026-01-05 10:00", False),
        ("1 x 24 jam", "2026-01-10 15:00", "2026-01-10 15:00", False),
        ("1 hari kerja", "2026-01-09 16:30", "2026-01-09 16:30", True),
    ],
)
def test_work_is_late_only_when_the_office_works_again(standard: str, due: str, expected: str, external: bool) -> None:
    duration = Duration.parse(standard)
    found = CALENDAR.late_after(duration, at(due), external)
    assert told(found) == expected
    assert CALENDAR.lateness(duration, at(due), found, external) == timedelta()
    moment = timedelta(microseconds=1)
    assert CALENDAR.lateness(duration, at(due), found + moment, external) == moment


def in_list(found: Late | None) -> str:
    return f"{found.number} {found.unit}{' by the clock' if found.by_the_clock else ''}" if found else "-"


def in_measure(found: Taken) -> str:
    day = "" if found.day is None else f" {found.day}"
    return f"{found.unit}{day}" + ("" if found.of is None else f" of {found.of:g}")
