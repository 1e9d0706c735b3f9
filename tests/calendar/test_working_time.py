"""Working time between two moments is exact, in the zone of the office."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopengine.calendar import OfficeHours, Period, office_calendar
from sopengine.calendar.hours import minutes, span
from sopengine.calendar.indonesia import holidays
from sopengine.calendar.office import Calendar
from sopengine.errors import MisuseError

ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
CALENDAR = office_calendar("Asia/Jakarta")
MINUTE = timedelta(minutes=1)

RAMADANS = (
    (date(2022, 4, 3), date(2022, 5, 1)),
    (date(2023, 3, 23), date(2023, 4, 21)),
    (date(2024, 3, 12), date(2024, 4, 9)),
    (date(2025, 3, 1), date(2025, 3, 30)),
    (date(2026, 2, 19), date(2026, 3, 20)),
    (date(2027, 2, 8), date(2027, 3, 9)),
)
DAYS_OFF = frozenset(holidays())

moments = st.datetimes(datetime(2022, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def open_at(local: datetime) -> bool:
    """Whether an office works in the minute that begins then, by the words of the regulation."""
    day, clock = local.date(), local.time()
    if day.weekday() > 4 or day in DAYS_OFF:
        return False
    friday = day.weekday() == 4
    if any(first <= day <= last for first, last in RAMADANS):
        opens, closes = time(8), time(15, 30) if friday else time(15)
        pause, resumes = (time(11, 30), time(12, 30)) if friday else (time(12), time(12, 30))
    else:
        opens, closes = time(7, 30), time(16, 30) if friday else time(16)
        pause, resumes = (time(11, 30), time(13)) if friday else (time(12), time(13))
    return opens <= clock < closes and not pause <= clock < resumes


def counted(start: datetime, end: datetime, zone: str) -> timedelta:
    """Working minutes counted one by one."""
    local = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    total = timedelta()
    for _ in range((end - start) // MINUTE):
        total += MINUTE if open_at(local) else timedelta()
        local += MINUTE
    return total


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(0, 6 * 24 * 60), st.sampled_from(ZONES))
def test_it_is_what_counting_minutes_gives(start: datetime, length: int, zone: str) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + length * MINUTE
    assert office_calendar(zone).working_time(start, end) == counted(start, end, zone)


@given(moments, moments, moments)
def test_it_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    whole = CALENDAR.working_time(one, three)
    assert whole == CALENDAR.working_time(one, two) + CALENDAR.working_time(two, three)


@given(moments, moments)
def test_it_is_never_negative_nor_more_than_the_clock_shows(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    assert timedelta() <= CALENDAR.working_time(start, end) <= end - start
    assert CALENDAR.working_time(end, start) == -CALENDAR.working_time(start, end)


@given(moments, st.integers(0, 60_000_000).map(lambda milliseconds: timedelta(milliseconds=milliseconds)))
def test_adding_working_time_comes_to_the_first_moment_by_which_it_is_worked(start: datetime, more: timedelta) -> None:
    end = CALENDAR.add_working_time(start, more)
    assert CALENDAR.working_time(start, end) == more
    if more:
        assert CALENDAR.working_time(start, end - timedelta(microseconds=1)) == more - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2026-01-05", "2026-01-11", 37.5),  # an ordinary week
        ("2026-03-02", "2026-03-08", 32.5),  # a week of Ramadan
        ("2026-03-16", "2026-03-29", 6.5 * 2 + 7.5 * 3),  # Nyepi and Idul Fitri
        ("2026-01-10", "2026-01-11", 0),
    ],
)
def test_a_week_has_as_many_hours_as_the_regulation_says(first: str, last: str, hours: float) -> None:
    zone = ZoneInfo("Asia/Jakarta")
    start = datetime.combine(date.fromisoformat(first), time(), zone)
    end = datetime.combine(date.fromisoformat(last), time(23, 59), zone)
    assert CALENDAR.working_time(start, end) == timedelta(hours=hours)


def test_years_may_be_asked_for_in_any_order() -> None:
    fresh = [office_calendar.__wrapped__("Asia/Jakarta") for _ in range(2)]
    spans = [
        (datetime(year, 5, 1, tzinfo=UTC), datetime(year + 2, 9, 1, tzinfo=UTC)) for year in (2026, 2022, 2030, 2018)
    ]
    assert [fresh[0].working_time(*each) for each in spans] == [
        fresh[1].working_time(*each) for each in reversed(spans)
    ][::-1]


def test_an_office_that_never_opens_works_no_time() -> None:
    never = Calendar(OfficeHours(timezone="Asia/Jakarta", week=((),) * 7))
    years = [datetime(year, 6, 1, tzinfo=UTC) for year in (2026, 2024, 2028)]
    assert never.working_time(years[0], years[1]) == never.working_time(years[1], years[2]) == timedelta()


def test_hours_that_change_with_the_clocks_are_counted_as_they_pass() -> None:
    night_and_day = Calendar(OfficeHours(timezone="Europe/Berlin", week=(span("00:00", "24:00"),) * 7))
    zone = ZoneInfo("Europe/Berlin")
    for month, day, hours in ((3, 29, 23), (10, 25, 25)):
        start = datetime(2026, month, day, tzinfo=zone)
        assert night_and_day.working_time(start, start + timedelta(days=1)) == timedelta(hours=hours)


def test_a_period_has_hours_of_its_own() -> None:
    short = (span("08:00", "10:00"),) * 7
    hours = OfficeHours(
        timezone="Asia/Jakarta",
        week=(span("08:00", "16:00"),) * 7,
        periods=(Period(first=date(2026, 12, 31), last=date(2027, 1, 2), week=short),),
    )
    start = datetime(2026, 12, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert Calendar(hours).working_time(start, start + timedelta(days=5)) == timedelta(hours=8 + 3 * 2 + 8)


def test_of_periods_that_overlap_the_first_one_wins() -> None:
    first, last = date(2026, 1, 5), date(2026, 1, 9)
    periods = tuple(
        Period(first=first, last=last, week=(span("08:00", closes),) * 7) for closes in ("09:00", "12:00", "15:00")
    )
    hours = OfficeHours(timezone="Asia/Jakarta", week=(span("08:00", "16:00"),) * 7, periods=periods)
    start = datetime(2026, 1, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert Calendar(hours).working_time(start, start + timedelta(days=6)) == timedelta(hours=5 + 8)


def test_a_day_without_a_break_and_one_with() -> None:
    assert minutes(span("08:00", "12:00")) == 240
    assert minutes(span("07:30", "16:00", "12:00", "13:00")) == 450


@pytest.mark.parametrize(
    "time", [datetime(1950, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC), datetime.min.replace(tzinfo=UTC)]
)
def test_a_time_beyond_every_calendar_is_refused(time: datetime) -> None:
    with pytest.raises(MisuseError, match="beyond every calendar"):
        CALENDAR.working_time(time, datetime(2026, 1, 1, tzinfo=UTC))


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(MisuseError, match="has no zone"):
        CALENDAR.working_time(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 9))  # noqa: DTZ001


def test_negative_working_time_cannot_be_added() -> None:
    with pytest.raises(MisuseError, match="must not be negative"):
        CALENDAR.add_working_time(datetime(2026, 1, 5, tzinfo=UTC), timedelta(seconds=-1))


@pytest.mark.parametrize("zone", ["Asia/Jakrta", "", "../../etc/passwd", "Asia"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(MisuseError, match="unknown time zone"):
        office_calendar(zone)
