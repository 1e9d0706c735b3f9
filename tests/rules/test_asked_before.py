"""Data that a condition looks at must have been filled in, whatever way the work has come."""

from __future__ import annotations

import pytest

from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.rules.lint.flow.asked import never_asked

HEAD = """sop: 1
id: uji
title: Uji
agency: {name: Dinas}
actors: {staf: Staf}
data: {nilai: {type: number}}
steps:
"""
CHOICE = "work: false, decision: {A: {next: end, when: nilai > 5}, B: {next: isi, otherwise: true}}"
DECIDES = "decision: {A: {next: end, when: nilai > 5}, B: {next: end, otherwise: true}}"


def unasked(*steps: str) -> list[str]:
    text = HEAD + "".join(f"  - {{activity: Bekerja, actor: staf, {step}}}\n" for step in steps)
    reading = parse(text.encode(), "uji.yaml")
    assert reading.definition is not None
    return [problem.message.format_map(problem.values) for problem in never_asked(Graph(reading.definition))]


@pytest.mark.parametrize(
    "steps",
    [
        ("id: isi, asks: [nilai]", f"id: pilih, {CHOICE}"),
        (f"id: isi, asks: [nilai], {DECIDES}",),
        ("id: mulai, next: [isi, lain]", "id: isi, asks: [nilai], next: pilih", "id: lain", f"id: pilih, {CHOICE}"),
        ("id: mulai, next: [lain, isi]", "id: lain, next: pilih", "id: isi, asks: [nilai]", f"id: pilih, {CHOICE}"),
        (
            "id: mulai, decision: {Ya: isi, Tidak: isi-lain}",
            "id: isi, asks: [nilai], next: pilih",
            "id: isi-lain, asks: [nilai]",
            f"id: pilih, {CHOICE}",
        ),
        ("id: isi, asks: [nilai]", "id: lain, decision: {Ulang: isi, Terus: pilih}", f"id: pilih, {CHOICE}"),
    ],
    ids=["before", "in the same task", "on one branch", "on the other branch", "on both ways", "in a loop"],
)
def test_a_field_that_every_way_fills_in_may_be_looked_at(steps: tuple[str, ...]) -> None:
    assert unasked(*steps) == []


@pytest.mark.parametrize(
    "steps",
    [
        ("id: mulai, decision: {Ya: isi, Tidak: pilih}", "id: isi, asks: [nilai]", f"id: pilih, {CHOICE}"),
        ("id: mulai, overdue: {after: 2 hari, next: pilih}", "id: isi, asks: [nilai]", f"id: pilih, {CHOICE}"),
        ("id: isi, asks: [nilai], overdue: {after: 2 hari, next: pilih}", f"id: pilih, {CHOICE}"),
        (
            "id: mulai, next: [lain, isi]",
            f"id: lain, {CHOICE}",
            "id: isi, asks: [nilai]",
        ),
        ("id: isi, asks: [nilai]", "id: surel, symbol: start, next: pilih", f"id: pilih, {CHOICE}"),
    ],
    ids=["not on one way", "not when nobody acts", "not when he who fills in is late", "beside it", "another entry"],
)
def test_a_field_that_some_way_leaves_out_is_told(steps: tuple[str, ...]) -> None:
    (told,) = unasked(*steps)
    assert told.startswith("'nilai' may not have been filled in by then")


def test_a_field_that_nobody_fills_in_is_told_so() -> None:
    assert unasked("id: isi", f"id: pilih, {CHOICE}") == ["nobody fills in 'nilai'"]
