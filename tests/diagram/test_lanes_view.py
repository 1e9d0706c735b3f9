"""The overview of the lanes, by graphviz."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from graphviz.backend import dot_command
from made_sops import Row, graph

from sopengine.diagram.views import map as views_map
from sopengine.diagram.views.map import lanes_dot, lanes_picture
from sopengine.errors import NotFoundError

ROWS: list[Row] = [
    ("Menerima", [("a2", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ('Menyimpan <b> \\N "x" ]]>', [("a0", {"": ["end"]})]),
]


def test_every_task_and_arrow_is_in_the_dot() -> None:
    dot = lanes_dot(graph(ROWS, 3))
    for arrow in ('"s0.0" -> "s1.0"', '"s1.0" -> "s2.0"', '"s1.0" -> "s0.0"'):
        assert arrow in dot
    assert "label=Tidak" in dot


def test_the_lanes_stand_in_the_order_of_the_form_and_empty_ones_are_kept() -> None:
    svg = lanes_picture(graph(ROWS, 5)).decode()
    places = [float(x) for x in re.findall(r'>Kepala Bidang|x="([\d.]+)"[^>]*>Kepala Bidang', svg) if x]
    assert len(places) == 5
    assert places == sorted(places)


def test_the_same_bytes_come_out_again_and_are_well_formed() -> None:
    first = lanes_picture(graph(ROWS, 3))
    assert first == lanes_picture(graph(ROWS, 3))
    assert "Menyimpan <b>" in "".join(ET.fromstring(first).itertext())


def test_a_png_can_be_had() -> None:
    assert lanes_picture(graph(ROWS, 3), "png").startswith(b"\x89PNG")


def test_where_no_program_draws_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_map, "_PROGRAM", Path("not-there-at-all"))
    monkeypatch.setattr(dot_command, "DOT_BINARY", dot_command.DOT_BINARY)
    with pytest.raises(NotFoundError, match="pip install graphviz-pure"):
        lanes_picture(graph(ROWS, 3))
