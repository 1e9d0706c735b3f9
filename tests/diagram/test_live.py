"""The live form: tints and counts of visits."""

from __future__ import annotations

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import read
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.views.live import Mark, State, tinted

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]
MARKS = {
    "s0.0": Mark(state=State.DONE, visits=12),
    "s1.0": Mark(state=State.LATE, visits=3),
    "s2.0": Mark(state=State.CURRENT),
}


def test_each_task_has_the_colour_of_its_state_and_its_visits() -> None:
    page = tinted(draw(graph(ROWS, 2)), MARKS)[1]
    grounds = {line.split('fill="')[1][:7] for line in page.svg.splitlines() if "data-symbol" in line}
    assert len(grounds) == 3
    words = {text.content for text in read(page.svg).texts}
    assert {"12x", "3x", "selesai", "sedang dikerjakan", "terlambat"} <= words
    assert "<title>terlambat, 3 kali</title>" in page.svg


@pytest.mark.parametrize("visits", [1, 2, 999])
def test_a_tinted_page_has_no_fault_and_the_same_flows(visits: int) -> None:
    pages = draw(graph(ROWS, 2))
    live = tinted(pages, {name: Mark(state=State.DONE, visits=visits) for name in MARKS})
    assert faults([read(live[1].svg)]) == []
    assert drawn_flows([read(live[1].svg)]) == drawn_flows([read(pages[1].svg)])


def test_the_pages_that_were_given_stay_as_they_are() -> None:
    pages = draw(graph(ROWS, 2))
    before = [page.svg for page in pages]
    live = tinted(pages, MARKS)
    assert [page.svg for page in pages] == before
    assert live[0] == pages[0], "the identity page has no tasks"


def test_a_mark_of_an_unknown_task_does_no_harm() -> None:
    pages = draw(graph(ROWS, 2))
    assert tinted(pages, {"lain": Mark(state=State.DONE)})[1].svg.count("#cfe8cf") == 1, "the legend alone"
