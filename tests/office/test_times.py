"""Times as people write them and as they are printed, in two languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.errors import MisuseError
from sopengine.errors.clock import clock_text
from sopengine.messages.speech import speech
from sopengine.office.words.times import read_time

NOW = datetime(2026, 3, 31, 2, 30, tzinfo=UTC)
"""Tuesday 09:30 in Jakarta, 11:30 in Jayapura."""
AT_FOUR = "2026-03-31T16:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-31 16:00", AT_FOUR),
        ("2026-03-31T16:00", AT_FOUR),
        ("2026-03-31 16.00", AT_FOUR),
        ("2026-3-31 16:00:30", "2026-03-31T16:00:30+07:00"),
        ("2026-03-31T16:00:30.250000+07:00", "2026-03-31T16:00:30+07:00"),
        ("2026-03-31 16:00+09:00", "2026-03-31T16:00:00+09:00"),
        ("2026-03-31T09:00Z", "2026-03-31T09:00:00+00:00"),
        ("31-03-2026 16.00", AT_FOUR),
        ("31/03/2026 16:00", AT_FOUR),
        ("31.3.2026, 16.00", AT_FOUR),
        ("31 Maret 2026 16.00", AT_FOUR),
        ("  31  maret 2026   pukul 16.00 WIB ", AT_FOUR),
        ("31 Maret 2026 jam 18:00 WIT", "2026-03-31T18:00:00+09:00"),
        ("31-Mar-2026 16:00", AT_FOUR),
        ("Selasa, 31 Maret 2026, 16.00", AT_FOUR),
        ("Sel 31 Mar 16.00", AT_FOUR),
        ("Jum'at 27 Maret 2026 16.00", "2026-03-27T16:00:00+07:00"),
        ("5 Jan 07.55", "2026-01-05T07:55:00+07:00"),
        ("16:00", AT_FOUR),
        ("16.00", AT_FOUR),
        ("pukul 7.55", "2026-03-31T07:55:00+07:00"),
        ("16.00 WITA", "2026-03-31T16:00:00+08:00"),
        ("30 Maret 2026", "2026-03-30T23:59:59.999999+07:00"),
        ("2026-03-30", "2026-03-30T23:59:59.999999+07:00"),
        ("1 April", "2026-04-01T23:59:59.999999+07:00"),
        ("2026-03-31", "2026-03-31T09:30:00+07:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, meant: str) -> None:
    assert read_time(text, NOW, "Asia/Jakarta").isoformat() == meant


def test_what_begins_on_a_day_begins_with_it() -> None:
    for text in ("2026-03-31", "31 Maret 2026"):
        assert read_time(text, NOW, "Asia/Jakarta", begins=True).isoformat() == "2026-03-31T00:00:00+07:00"


def test_a_time_without_zone_is_by_the_clock_of_the_agency() -> None:
    assert read_time("16.00", NOW, "Asia/Jayapura").isoformat() == "2026-03-31T16:00:00+09:00"
    late_in_jakarta = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)
    assert read_time("08:00", late_in_jakarta, "Asia/Jayapura").isoformat() == "2026-04-01T08:00:00+09:00"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kemarin", "cannot read the time 'kemarin': write date and time, such as 2026-07-31 08:15"),
        ("", "cannot read"),
        ("1600", "cannot read"),
        ("25:00", "cannot read"),
        ("12:60", "cannot read"),
        ("31-03-26", "cannot read"),
        ("31 Foo 2026", "cannot read"),
        ("Bla 31 Maret 2026", "cannot read"),
        ("2026-03-31 16:00 XYZ", "cannot read"),
        ("٣١-٠٣-٢٠٢٦", "cannot read"),
        ("31 Juni 2026", "there is no such day as in '31 Juni 2026'"),
        ("2026-13-01", "there is no such day"),
        ("Senin 31 Maret 2026", "is no such day: 2026-03-31 is a Tuesday"),
        ("0001-01-01 00:00", "is of no year in which offices work: 1990 to 2099"),
        ("31 Maret 9999", "is of no year"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, said: str) -> None:
    with pytest.raises(MisuseError, match=said):
        read_time(text, NOW, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("language", "year", "printed"),
    [
        ("id", 2026, "Sen 5 Jan 07.55"),
        ("id", None, "Sen 5 Jan 2026 07.55"),
        ("id", 2027, "Sen 5 Jan 2026 07.55"),
        ("en", 2026, "2026-01-05 07:55"),
    ],
)
def test_a_time_is_printed_by_the_habit_of_the_language(language: str, year: int | None, printed: str) -> None:
    at = datetime(2026, 1, 5, 7, 55, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert clock_text(at, speech(language).translate, year) == printed


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)),  # noqa: DTZ001
    st.sampled_from(["id", "en"]),
    st.booleans(),
)
def test_what_is_printed_can_be_typed_again(at: datetime, language: str, this_year: bool) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=ZoneInfo("Asia/Jakarta"))
    printed = clock_text(at, speech(language).translate, at.year if this_year else None)
    assert read_time(printed, at if this_year else NOW, "Asia/Jakarta") == at


def test_what_is_longer_than_any_time_is_refused_at_once() -> None:
    with pytest.raises(MisuseError, match=r"a{80}…"):
        read_time("a" * 10_000_000, NOW, "Asia/Jakarta")
