"""Dates as identity pages print them."""

from __future__ import annotations

from datetime import date

import pytest

from sopengine.language.shape.dates import parse_date
from sopengine.messages.months import MONTHS


@pytest.mark.parametrize(
    "text", ["2024-02-01", "2024-2-1", "1 Februari 2024", "01 februari 2024", "1 Feb. 2024", " 1  PEBRUARI  2024 "]
)
def test_printed_dates_are_read(text: str) -> None:
    assert parse_date(text) == date(2024, 2, 1)


@pytest.mark.parametrize("month", range(12))
def test_every_month_is_known_by_all_its_words(month: int) -> None:
    assert {parse_date(f"7 {word.title()} 2025") for word in MONTHS[month]} == {date(2025, month + 1, 7)}


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-13-45", "30 Februari 2024", "1 Foo 2024", "01-02-2024", "1/2/2024", "0 Mei 2024", "١ Mei 2024"],
)
def test_what_is_no_day_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)
