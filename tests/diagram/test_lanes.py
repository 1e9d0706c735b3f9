"""The lanes without the table, by the router of the form."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import read
from made_sops import Row, graph

from sopengine.diagram import draw, draw_lanes
from sopengine.errors import RefusedError
from sopengine.rules import load

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *sorted((ROOT / "definitions").glob("*.yaml")),
    *sorted((ROOT / "tests" / "definitions" / "real").glob("*.yaml")),
]
LONG = "memeriksa kelengkapan berkas permohonan beserta seluruh lampirannya dan mencatatnya " * 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_lanes_of_a_real_sop_are_drawn_without_fault_and_with_the_flows_of_the_form(file: Path) -> None:
    made = load(file)
    page = draw_lanes(made)
    assert faults([read(page.svg)]) == []
    assert drawn_flows([read(page.svg)]) == drawn_flows([read(one.svg) for one in draw(made) if one.sheet.number])
    assert not page.sheet.cramped


def test_every_actor_has_a_lane_with_a_heading_and_every_symbol_its_activity() -> None:
    rows: list[Row] = [("Menerima", [("a0", {"": ["s1.0"]})]), ("Menyimpan", [("a3", {"": ["end"]})])]
    page = draw_lanes(graph(rows, 5))
    words = [text.content for text in page.sheet.texts]
    assert len(page.sheet.lanes) == 6
    assert all(actor.title in " ".join(words) for actor in graph(rows, 5).definition.actors)
    assert {"1. Menerima", "2. Menyimpan"} <= set(words)


def test_a_text_stays_in_its_symbol_and_what_is_cut_is_told() -> None:
    rows: list[Row] = [
        (LONG, [("a0", {"": ["s1.0"]})]),
        (LONG, [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
        (LONG, [("a0", {"": ["end"]})]),
    ]
    page = draw_lanes(graph(rows, 2))
    assert faults([read(page.svg)]) == []
    assert [symbol.told for symbol in page.sheet.symbols] == [LONG.strip()] * 3
    for symbol in page.sheet.symbols:
        inside = [text for text in page.sheet.texts if symbol.box.overlaps(text.box) and not text.label_of]
        assert inside
        for text in inside:
            assert symbol.box.left <= text.box.left
            assert text.box.right <= symbol.box.right
            assert symbol.box.top <= text.box.top
            assert text.box.bottom <= symbol.box.bottom


def test_a_flow_too_long_for_one_sheet_is_refused_with_what_shows_it() -> None:
    rows: list[Row] = [("Menerima", [("a0", {"": [f"s{place + 1}.0"]})]) for place in range(150)]
    with pytest.raises(RefusedError, match="--view map"):
        draw_lanes(graph([*rows, ("Menyimpan", [("a0", {"": ["end"]})])], 1))
