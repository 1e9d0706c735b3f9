"""Identity and flow of a short SOP on one sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import read
from made_sops import Row, graph
from played import Work, progress

from sopengine.diagram import draw, draw_live
from sopengine.graph import Graph
from sopengine.model.document import Approver, Document
from sopengine.model.form import Form, Layout

DOCUMENT = Document(number="7/SOP/2024", approved_by=Approver(position="Kepala Dinas", name="Ir. Contoh"))
TOGETHER = Form(layout=Layout.ONE_SHEET)


def rows(count: int) -> list[Row]:
    between: list[Row] = [(f"Memeriksa {n}", [(f"a{n % 2}", {"": [f"s{n + 1}.0"]})]) for n in range(count - 1)]
    return [*between, ("Menyimpan", [("a0", {"": ["end"]})])]


@pytest.mark.parametrize("count", [2, 5])
def test_identity_and_flow_stand_on_one_sheet_without_fault(count: int) -> None:
    (page,) = draw(graph(rows(count), 2, TOGETHER, DOCUMENT))
    assert (page.name, page.sheet.number, page.sheet.total) == ("contoh-1.svg", 1, 1)
    assert (round(page.width), round(page.height)) == (842, 595)
    assert faults([read(page.svg)]) == []
    separate = [read(one.svg) for one in draw(graph(rows(count), 2, Form(), DOCUMENT)) if one.sheet.number]
    assert drawn_flows([read(page.svg)]) == drawn_flows(separate)


def test_the_identity_is_whole_and_apart_from_the_flow() -> None:
    (page,) = draw(graph(rows(4), 2, TOGETHER, DOCUMENT))
    words = [text.content for text in page.sheet.texts]
    assert {"7/SOP/2024", "Kepala Dinas", "Ir. Contoh", "Dasar Hukum", "Pelaksana", "Memeriksa 0"} <= set(words)
    ((_, height),) = re.findall(r'<rect data-signature="" .*? width="([\d.]+)" height="([\d.]+)"', page.svg)
    assert float(height) >= 25 / 25.4 * 72
    boxes = [text.box for text in page.sheet.texts]
    assert not any(a.grown(-0.1).overlaps(b) for a, b in combinations(boxes, 2))
    assert all(box.bottom < page.height - 10 for box in boxes)


def test_six_rows_or_long_lists_keep_a_sheet_for_the_identity() -> None:
    laws = tuple(f"Peraturan Menteri Nomor {n} tentang tata cara penyusunan laporan kinerja" for n in range(30))
    for made in (
        graph(rows(6), 2, TOGETHER, DOCUMENT),
        graph(rows(5), 2, TOGETHER, replace(DOCUMENT, legal_basis=laws)),
    ):
        assert [page.name for page in draw(made)][:2] == ["contoh-0.svg", "contoh-1.svg"]


def test_what_is_shown_of_a_form_is_shown_on_one_sheet_too() -> None:
    made = graph(rows(3), 2, TOGETHER, DOCUMENT)
    works = [Work("s0.0"), Work("s1.0", open=True)]
    older = Graph(replace(made.definition, title="Lain")).definition
    for (page,) in (draw_live(made, progress(made, works)), draw(made, draft=True), draw(made, since=older)):
        assert faults([read(page.svg)]) == []
