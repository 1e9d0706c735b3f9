"""Widths of texts and their lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.diagram.layout.measure import clean, shortened, text_width, wrap


def test_widths_are_those_of_the_font() -> None:
    assert text_width("Selesai", 10.0) == pytest.approx(32.79, abs=0.01)
    assert text_width("Selesai", 10.0, bold=True) > text_width("Selesai", 10.0)


def test_controls_and_marks_of_direction_are_taken_out() -> None:
    assert clean("satu\u0000\u202edua\r\n\ttiga\u00a0empat\ufeff") == "satu dua tiga empat"


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("Persyaratan / Kelengkapan", 60.0, 8.0) == ("Persyaratan /", "Kelengkapan")


def test_a_long_word_is_parted_after_its_slash() -> None:
    assert wrap("Persyaratan/Kelengkapan", 60.0, 8.0) == ("Persyaratan/", "Kelengkapan")


def test_no_text_has_no_lines() -> None:
    assert wrap(" \t ", 60.0, 8.0) == ()


@given(st.text(max_size=200), st.floats(9.0, 300.0))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: float) -> None:
    lines = wrap(text, room, 8.0)
    assert all(text_width(line, 8.0) <= room + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(st.text(max_size=100), st.floats(20.0, 100.0))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert text_width(shortened(text, room, 8.0), 8.0) <= room + 1e-6


@given(st.text(max_size=100), st.floats(20.0, 100.0))
def test_a_shortened_text_is_cut_where_it_must_be_and_no_earlier(text: str, room: float) -> None:
    whole, cut = clean(text), shortened(text, room, 8.0)
    if cut != whole:
        longer = whole[: len(cut)] + "…"
        assert cut[:-1] == whole[: len(cut) - 1]
        assert text_width(longer, 8.0) > room
