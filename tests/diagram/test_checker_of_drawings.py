"""The checker that these tests trust finds what it is there to find: each fault is put into a sound drawing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drawn_faults import faults, joined
from drawn_page import Arrow, Shape, read
from made_sops import Row, graph

from sopengine.diagram import draw

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]


@pytest.mark.parametrize(
    ("pattern", "change", "fault"),
    [
        (r'data-symbol="s1.0"([^/]*)d="M([\d.]+)', r'data-symbol="s1.0"\1d="M1\2', "s1.0 is not in its lane"),
        (r'data-from="s0.0" data-to="s1.0"', 'data-from="s0.0" data-to="s2.0"', "f1 does not end at s2.0"),
        (r'(data-flow="f1"[^/]*d="M)([\d.]+) ', r"\g<1>30 ", "f1 leaves the Pelaksana area"),
        (r'data-label="Tidak"', 'data-label="Belum"', "f3 is not labelled 'Belum'"),
        (r'<path d="M[^"]*Z"/>', "", "f1 has no head"),
        (r'data-label-of="f2" data-bbox="[\d.]+', 'data-label-of="f2" data-bbox="40', "leaves the Pelaksana area"),
        (r'data-lanes="a0 a1"', 'data-lanes="a0 a1 a2"', "2 lanes for 3 actors"),
        (r'data-title="" ', "", "the title of the SOP is missing"),
        (r'data-cell="s1/activity" data-bbox="[\d.]+', 'data-cell="s1/activity" data-bbox="20', "larger than its cell"),
    ],
)
def test_a_fault_that_is_put_in_is_found(pattern: str, change: str, fault: str) -> None:
    svg = draw(graph(ROWS, 2))[1].svg
    assert faults([read(svg)]) == []
    spoilt, count = re.subn(pattern, change, svg, count=1)
    assert count == 1
    found = faults([read(spoilt)])
    assert any(fault in told for told in found), found


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        (((200.0, 300.0), (260.0, 300.0)), "joined meets sibling head-on"),
        (((300.0, 200.0), (300.0, 300.0)), "joined joins the first piece of sibling"),
        (((330.0, 250.0), (260.0, 250.0)), "joined joins sibling beside foreign"),
    ],
)
def test_an_arrow_that_joins_another_one_so_that_it_can_be_misread_is_found(
    points: tuple[tuple[float, float], ...], fault: str
) -> None:
    page = read(draw(graph(ROWS, 2))[1].svg)
    box = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    foreign = tuple((x + 263.0, y + 255.0) for x, y in box)
    target = tuple((x + 255.0, y + 190.0) for x, y in box)
    shapes = (
        Shape("target", "process", "s0", "a0", (), False, target),
        Shape("foreign", "process", "s0", "a0", (), False, foreign),
    )
    sibling = Arrow("sibling", "x", "target", "", ((340.0, 300.0), (260.0, 300.0), (260.0, 200.0)), True)
    arrows = (sibling, Arrow("joined", "y", "target", "", points, False))
    found = list(joined(replace(page, shapes=shapes, arrows=arrows)))
    assert fault in found, found
