"""A misspelt name finds the one that was meant, and a strange one finds none."""

from __future__ import annotations

import pytest

from sopengine.errors.nearest import nearest, slips

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
