"""The days off of Indonesian offices are those that the library `holidays` knows."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version

import pytest

from sopengine.calendar.indonesia import KNOWN_YEARS, RAMADAN, TABLE, holidays, indonesian_hours
from sopengine.calendar.office import office_calendar
from sopengine.duration.standard import Duration
from tools import days_off


def test_the_table_is_what_the_library_says() -> None:
    text = TABLE.read_text(encoding="utf-8")
    if f"holidays {version('holidays')}," not in text:
        pytest.skip("the table was made from another version of holidays: python -m tools.days_off")
    assert text == days_off.text()


def test_every_known_year_has_its_holidays_and_joint_leave() -> None:
    names = holidays()
    for year in range(KNOWN_YEARS[0], KNOWN_YEARS[1] + 1):
        of_year = [name for day, name in names.items() if day.year == year]
        assert len(of_year) >= 16
        assert any(name.startswith("Cuti Bersama") for name in of_year)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2022-04-03", "2022-05-01"),
        ("2023-03-23", "2023-04-21"),
        ("2024-03-12", "2024-04-09"),
        ("2025-03-01", "2025-03-30"),
        ("2026-02-19", "2026-03-20"),
        ("2027-02-08", "2027-03-09"),
    ],
)
def test_ramadan_ends_the_day_before_idul_fitri(first: str, last: str) -> None:
    periods = {str(period.first): period for period in indonesian_hours("Asia/Jakarta").periods}
    assert str(periods[first].last) == last
    assert periods[first].week is RAMADAN


def test_an_estimate_may_be_a_day_off_either_way() -> None:
    uncertain = indonesian_hours("Asia/Jakarta").uncertain
    idul_fitri = date(2027, 3, 10)
    assert all(idul_fitri + timedelta(days=day) in uncertain for day in (-1, 0, 1))
    assert not any(day.year in (2022, 2023, 2024, 2025, 2026) for day in uncertain)


def test_a_length_in_ordinary_weeks_counts_days_of_seven_and_a_half_hours() -> None:
    calendar = office_calendar("Asia/Jakarta")
    hours = {
        "15 menit": 0.25,
        "2 jam": 2,
        "1 hari": 7.5,
        "2 hari kerja": 15,
        "1 minggu": 37.5,
        "7 hari kalender": 37.5,
        "1 x 24 jam": 37.5 / 7,
        "1 tahun": 52 * 37.5,
        "1 hari 2 jam": 9.5,
        "Segera": 0,
    }
    for text, expected in hours.items():
        assert calendar.usual(Duration.parse(text).high, "working") / timedelta(hours=1) == pytest.approx(expected)
    assert calendar.usual(Duration.parse("7 hari").high, "calendar") == timedelta(hours=37.5)
