"""Calendars are kept as text that outlives the release which wrote it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import OfficeHours, Period, kept
from sopengine.calendar.digest import digest_of
from sopengine.calendar.hours import Day
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.kept import hours_of, text_of
from sopengine.errors import StorageError

KEPT = Path(__file__).with_name("kept")
"""A text of every format there was, and what it says in the present one."""


def day_of(minutes: list[int]) -> Day:
    return tuple((start, end) for start, end in zip(minutes[::2], minutes[1::2], strict=False))


days = st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted).map(day_of)
weeks = st.tuples(*[days] * 7)
dates = st.dates(date(1990, 1, 1), date(2099, 12, 31))
periods = st.builds(
    lambda first, last, week: Period(first=min(first, last), last=max(first, last), week=week), dates, dates, weeks
)
hours = st.builds(
    OfficeHours,
    timezone=st.sampled_from(["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin"]),
    week=weeks,
    periods=st.lists(periods, max_size=3).map(tuple),
    days=st.dictionaries(dates, days),
    uncertain=st.frozensets(dates),
    known_years=st.tuples(st.integers(1, 9999), st.integers(1, 9999)),
)


@given(hours)
def test_what_is_kept_is_read_again(hours: OfficeHours) -> None:
    assert hours_of(text_of(hours)) == hours


@given(hours)
def test_equal_hours_have_equal_texts_in_whatever_order_they_were_written(hours: OfficeHours) -> None:
    backwards = dict(reversed(list(hours.days.items())))
    assert text_of(replace(hours, days=backwards)) == text_of(hours)


@given(hours, hours)
def test_other_hours_have_another_digest(one: OfficeHours, other: OfficeHours) -> None:
    assert (digest_of(text_of(one)) == digest_of(text_of(other))) == (one == other)


@pytest.mark.parametrize("file", sorted(KEPT.glob("format-*.json")), ids=lambda file: file.stem)
def test_a_calendar_that_an_earlier_release_kept_is_read(file: Path) -> None:
    present = (KEPT / "present.txt").read_text(encoding="utf-8").strip()
    assert text_of(hours_of(file.read_text(encoding="utf-8"))) == present


def test_every_format_up_to_the_present_one_has_its_example() -> None:
    numbers = {int(file.stem.removeprefix("format-")) for file in KEPT.glob("format-*.json")}
    assert numbers == set(range(1, kept.FORMAT + 1))
    assert set(kept.UPGRADES) == numbers - {kept.FORMAT}


def test_an_earlier_format_goes_through_every_upgrade_between(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_second(plain: dict[str, Any]) -> dict[str, Any]:
        return {**plain, "format": 2, "timezone": plain["zone"]}

    def to_third(plain: dict[str, Any]) -> dict[str, Any]:
        return {**plain, "format": 3, "zone": plain["timezone"].replace("Jakarta", "Makassar")}

    text = text_of(indonesian_hours("Asia/Jakarta"))
    monkeypatch.setattr(kept, "FORMAT", 3)
    monkeypatch.setattr(kept, "UPGRADES", {1: to_second, 2: to_third})
    assert hours_of(text).timezone == "Asia/Makassar"


def test_a_later_format_is_refused_and_not_guessed_at() -> None:
    plain = json.loads(text_of(indonesian_hours("Asia/Jakarta"))) | {"format": 99}
    with pytest.raises(StorageError, match="has format 99, this release knows up to 1"):
        hours_of(json.dumps(plain))


@pytest.mark.parametrize(
    "change",
    [
        {"zone": ...},
        {"years": [2022]},
        {"weeks": [[[[1]]]]},
        {"weeks": 7},
        {"weeks": []},
        {"weeks": [[[[1, 2]]]], "periods": []},
        {"periods": [["2026-02-30", "2026-03-01", 0]]},
        {"periods": [["2026-02-28", "2026-03-01", 9]]},
        {"periods": [["2026-02-28", "2026-03-01"]]},
        {"days_off": ["kemarin"]},
        {"days": []},
        {"estimates": None},
        {"format": ...},
        {"format": [1]},
        {"format": None},
    ],
    ids=str,
)
def test_a_broken_text_is_refused(change: dict[str, Any]) -> None:
    plain = json.loads(text_of(indonesian_hours("Asia/Jakarta"))) | change
    with pytest.raises(StorageError):
        hours_of(json.dumps({key: value for key, value in plain.items() if value is not ...}))


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", '"kalender"'])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(StorageError):
        hours_of(text)
