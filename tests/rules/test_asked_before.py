"""Data that a condition looks at must have been filled in, whatever way the work has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.graph import Graph
from sopengine.language import parse, read
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


CALLED = HEAD.replace("uji", "sub").replace("data: {nilai: {type: number}}", "data: {nilai: {type: TYPE}}")
CALLS = "id: panggil, call: sub"


def handed_back(
    folder: Path, *steps: str, sub: tuple[str, ...] = (), type: str = "number", called: str = CALLED
) -> list[str]:
    """What is told of an SOP that calls another, each with steps of its own."""
    text = HEAD + "".join(f"  - {{activity: Bekerja, actor: staf, {step}}}\n" for step in steps)
    below = called.replace("TYPE", type) + "".join(f"  - {{activity: Bekerja, actor: staf, {step}}}\n" for step in sub)
    for name, lines in (("uji", text), ("sub", below)):
        (folder / f"{name}.yaml").write_text(lines, encoding="utf-8")
    definition = read(folder / "uji.yaml").definition
    assert definition is not None
    return [problem.message.format_map(problem.values) for problem in never_asked(Graph(definition))]


def test_what_a_called_sop_fills_in_on_every_way_is_handed_back(tmp_path: Path) -> None:
    sub = ("id: mulai", "id: isi, asks: [nilai]")
    assert handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=sub) == []
    assert handed_back(tmp_path, f"{CALLS}, {DECIDES}", sub=sub) == []


def test_what_it_fills_in_on_some_ways_may_be_lacking(tmp_path: Path) -> None:
    sub = ("id: mulai, decision: {Ya: isi, Tidak: end}", "id: isi, asks: [nilai]")
    (told,) = handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=sub)
    assert told == "'nilai' may not have been filled in by then: 'sub' hands it back on some of its ways only"


def test_a_field_of_another_type_is_not_handed_back(tmp_path: Path) -> None:
    sub = ("id: isi, asks: [nilai]",)
    told = handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=sub, type="text")
    assert told == ["nobody fills in 'nilai'"]


def test_it_is_handed_back_through_two_calls_and_a_circle_of_calls_ends(tmp_path: Path) -> None:
    deeper = CALLED.replace("id: sub", "id: dalam").replace("TYPE", "number")
    (tmp_path / "dalam.yaml").write_text(
        deeper + "  - {activity: Bekerja, actor: staf, id: isi, asks: [nilai]}\n", encoding="utf-8"
    )
    assert handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=("id: turun, call: dalam",)) == []
    told = handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=("id: naik, call: uji",))
    assert told == ["nobody fills in 'nilai'"]


def test_what_it_only_looks_at_is_filled_in_by_nobody(tmp_path: Path) -> None:
    assert handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", sub=("id: baca",)) == ["nobody fills in 'nilai'"]


@pytest.mark.parametrize("called", ["", "sop: 1\nid: sub\n", "%%%", "[1, 2]"])
def test_a_called_sop_that_cannot_be_read_hands_nothing_back(tmp_path: Path, called: str) -> None:
    assert handed_back(tmp_path, CALLS, f"id: pilih, {CHOICE}", called=called) == ["nobody fills in 'nilai'"]
