"""A misspelt name finds the one that was meant, and a strange one finds none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.errors import nearest as nearest_module
from sopengine.errors.nearest import did_you_mean, nearest, proposal, slips

KNOWN = ("actor", "activity", "sekretaris", "tim-sakip", "Ya")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("aktor", "actor"),
        ("actro", "actor"),
        ("Sekretaris", "sekretaris"),
        ("sekertaris", "sekretaris"),
        ("tim_sakip", "tim-sakip"),
        ("bendahara", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_the_nearest_known_name(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("menit", "menit", 0), ("menti", "menit", 1), ("mnit", "menit", 1), ("menitt", "menit", 1), ("jam", "hari", 3)],
)
def test_slips_are_letters_added_dropped_changed_or_swapped(left: str, right: str, count: int) -> None:
    assert slips(left, right) == slips(right, left) == count


def test_one_module_spells_the_question_and_all_others_ask_it() -> None:
    package = Path(nearest_module.__file__).parent.parent
    spelling = [module for module in package.rglob("*.py") if "did you mean" in module.read_text(encoding="utf-8")]
    assert spelling == [Path(nearest_module.__file__)]


def test_the_question_is_asked_only_where_a_name_is_near() -> None:
    assert did_you_mean("arsip", "declared: {known}") == "did you mean '{nearest}'?"
    assert did_you_mean("", "declared: {known}") == "declared: {known}"
    assert proposal("arsip").text() == "did you mean 'arsip'?"
