"""The checker that these tests trust finds what it is there to find: each fault is put into a sound drawing."""

from __future__ import annotations

import re

import pytest
from drawn_faults import faults
from drawn_page import read
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
