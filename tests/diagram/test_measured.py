"""The form tinted by how its steps did: figures at every symbol, over nothing, and to be told apart on grey paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn_faults import faults
from drawn_page import read
from made_sops import Row, graph

from sopengine.diagram import draw, draw_measured
from sopengine.diagram.drawing import Symbol, Text
from sopengine.diagram.views.measured import Measured, Tint
from sopengine.rules import load

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *sorted((ROOT / "definitions").glob("*.yaml")),
    *sorted((ROOT / "tests" / "definitions" / "real").glob("*.yaml")),
]
MEANINGS = {Tint.GOOD: "90 % ke atas", Tint.FAIR: "80 sampai 90 %", Tint.POOR: "di bawah 80 %"}
PARTS = ("n 60", "50 %", "median 2 j / 120 mnt")
ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a0", {"": ["s2.0"]}), ("a1", {"": ["s2.0"]})]),
    ("Menyimpan", [("a1", {"": ["end"]})]),
]


def told(texts: tuple[Text, ...]) -> str:
    return " ".join(text.content for text in texts if not text.cell)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_figures_of_every_task_of_a_real_form_find_a_place_and_cover_nothing(file: Path) -> None:
    made = load(file)
    measures = {
        task: Measured(tint=[*MEANINGS][place % 3], parts=(f"n {place}", *PARTS[1:]))
        for place, task in enumerate(made.tasks)
    }
    pages = draw_measured(made, measures, MEANINGS, "Triwulan III 2026")
    assert faults([read(page.svg) for page in pages]) == []
    words = " ".join(told(page.sheet.texts) for page in pages)
    assert all(f"n {place} " in words for place in range(len(made.tasks)))
    assert words.count(PARTS[2]) == len(made.tasks)


@pytest.mark.parametrize("file", FILES[:4], ids=lambda file: file.stem)
def test_the_form_itself_stays_as_it_is_published(file: Path) -> None:
    made = load(file)
    plain = [page.sheet for page in draw(made) if page.sheet.number]
    shown = [page.sheet for page in draw_measured(made, {}, MEANINGS)]
    assert [sheet.arrows for sheet in shown] == [sheet.arrows for sheet in plain]
    assert [sheet.symbols for sheet in shown] == [sheet.symbols for sheet in plain]


def test_what_is_told_of_a_step_tints_all_its_symbols_and_stands_once() -> None:
    (page,) = draw_measured(graph(ROWS, 2), {"s1": Measured(tint=Tint.POOR, parts=PARTS)}, MEANINGS)
    tinted = {symbol.name for symbol in page.sheet.symbols if symbol.edge}
    assert tinted == {"s1.0", "s1.1"}
    assert told(page.sheet.texts).count("n 60") == 1


def test_what_is_told_of_a_task_goes_before_what_is_told_of_its_step() -> None:
    measures = {"s1": Measured(tint=Tint.POOR, parts=("n 1",)), "s1.0": Measured(tint=Tint.GOOD, parts=("n 2",))}
    (page,) = draw_measured(graph(ROWS, 2), measures, MEANINGS)
    assert {symbol.name for symbol in page.sheet.symbols if symbol.edge} == {"s1.1"}
    assert "n 1" in told(page.sheet.texts)
    assert "n 2" in told(page.sheet.texts)


def test_every_tint_differs_without_its_colour() -> None:
    measures = {f"s{place}.0": Measured(tint=tint) for place, tint in enumerate(Tint)}
    rows: list[Row] = [
        (f"Mencatat {place}", [("a0", {"": [f"s{place + 1}.0" if place < 3 else "end"]})]) for place in range(4)
    ]
    (page,) = draw_measured(graph(rows, 1), measures, MEANINGS)
    assert len({_looks(symbol) for symbol in page.sheet.symbols}) == len(Tint)


def _looks(symbol: Symbol) -> tuple[bool, bool, bool]:
    """Heavy border, stripes, dashes."""
    return bool(symbol.edge), bool(symbol.hatch), symbol.dashed


def test_the_legend_names_the_tints_and_what_was_measured() -> None:
    (page,) = draw_measured(graph(ROWS, 2), {}, MEANINGS, "Triwulan III 2026, 6 dari 9 selesai")
    words = told(page.sheet.texts)
    assert all(meaning in words for meaning in MEANINGS.values())
    assert "Triwulan III 2026" in words


def test_figures_without_a_place_stay_in_what_a_pointer_is_told() -> None:
    long = ("kata yang sangat panjang " * 8,)
    (page,) = draw_measured(graph(ROWS, 2), {"s0.0": Measured(tint=Tint.GOOD, parts=long)}, MEANINGS)
    assert long[0].strip() not in told(page.sheet.texts)
    assert long[0].strip() in next(symbol.told for symbol in page.sheet.symbols if symbol.name == "s0.0")
