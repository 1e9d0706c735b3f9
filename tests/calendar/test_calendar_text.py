"""A calendar as text, as the store keeps it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.text import from_text, to_text


def test_a_calendar_comes_back_from_its_text_whole() -> None:
    hours = indonesian_hours("Asia/Jakarta")
    assert from_text(to_text(hours), "Asia/Jakarta") == hours


def test_the_time_zone_is_the_agencys() -> None:
    text = to_text(indonesian_hours("Asia/Jakarta"))
    assert text == to_text(indonesian_hours("Asia/Jayapura"))
    assert from_text(text, "Asia/Jayapura").timezone == "Asia/Jayapura"


def test_equal_hours_give_equal_texts_however_they_were_put_together() -> None:
    hours = indonesian_hours("Asia/Jakarta")
    other = replace(hours, days=dict(reversed(list(hours.days.items()))))
    assert to_text(other) == to_text(hours)


def test_a_text_of_a_later_release_is_refused() -> None:
    later = json.dumps(json.loads(to_text(indonesian_hours("Asia/Jakarta"))) | {"format": 2})
    with pytest.raises(ValueError, match="format 2, here 1"):
        from_text(later, "Asia/Jakarta")
