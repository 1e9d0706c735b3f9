"""Texts that would break, turn or leave a drawing: everywhere a definition has text, they do no harm."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from drawn_faults import faults
from drawn_page import read
from made_sops import Row, graph
from played import Work, progress

from sopengine.diagram import draw, draw_control, draw_lanes, draw_live, draw_map
from sopengine.diagram.output.typeset import pdf
from sopengine.graph import Graph
from sopengine.model.definition import Actor
from sopengine.model.document import Agency, Approver, Document
from sopengine.model.form import Form

HOSTILE = {
    "markup": "<script>alert(1)</script> ]]> <!-- &amp; &#0; \"x\" 'y'",
    "controls": "satu\u0000dua\u0007tiga\u001bempat\nlima\ttujuh\u0085",
    "direction": "kiri \u202ekanan\u202c \u200f\u2067balik\u2069 \u05d0\u05d1",
    "long word": "x" * 5000,
    "broken": "\ud800 \ufffe \uffff \U000e0001 \u2028 \ufeff",
    "typst": '#panic("x") $ \\ `a` @b // [c',
    "stacked": "a" + "\u0301" * 200,
    "wide": "\u4e2d\u6587" * 300,
}
HARMFUL = ("\u202e", "\u200f", "\u2067", "\ufeff", "\u0007", "\u001b", "\u0000", "\ufffe")


def hostile(text: str) -> Graph:
    label = text[:120]
    rows: list[Row] = [
        (text, [("a0", {"": ["s1.0"]})]),
        (text, [("a1", {"Ya": ["s2.0"], label: ["s0.0"]})]),
        (text, [("a0", {"": ["end"]})]),
    ]
    document = Document(
        number=text,
        created=date(2024, 1, 2),
        approved_by=Approver(position=text, name=text, nip=text, rank=text),
        legal_basis=(text, text),
        warnings=(text,),
    )
    definition = graph(rows, 2, Form(start=text, end=text), document).definition
    actors = tuple(Actor(id=actor.id, title=text, group=text) for actor in definition.actors)
    return Graph(replace(definition, title=text, agency=Agency(name=text), actors=actors))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_does_no_harm_anywhere(text: str) -> None:
    made = hostile(text)
    pages = draw(made, draft=True)
    works = [Work("s0.0", by=text), Work("s1.0", "Ya", by=text), Work("s2.0", open=True)]
    for page in (*pages, *draw_live(made, progress(made, works, ref=text))):
        root = ET.fromstring(page.svg)
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
            "svg", "title", "desc", "rect", "path", "text", "tspan",
        }  # fmt: skip
        assert not any(sign in page.svg for sign in HARMFUL)
        if page.sheet.number:
            assert faults([read(page.svg)]) == []
    assert pdf(pages).startswith(b"%PDF")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_does_no_harm_in_the_overview(text: str) -> None:
    ET.fromstring(draw_map(hostile(text)).svg)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_does_no_harm_in_the_lanes(text: str) -> None:
    page = draw_lanes(hostile(text))
    assert not any(sign in page.svg for sign in HARMFUL)
    assert faults([read(page.svg)]) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_does_no_harm_on_the_control_sheet(text: str) -> None:
    made = hostile(text)
    works = [Work("s0.0", by=text), Work("s1.0", text[:120], by=text), Work("s2.0", open=True)]
    for page in draw_control(made, progress(made, works, ref=text)):
        ET.fromstring(page.svg)
        assert not any(sign in page.svg for sign in HARMFUL)
        assert all(box.bottom <= page.height for box in (text.box for text in page.sheet.texts))


def test_a_control_sign_in_a_number_breaks_no_drawing() -> None:
    definition = hostile("Menerima").definition
    first, *others = definition.steps
    made = Graph(replace(definition, steps=(replace(first, number="1\x08\x00"), *others)))
    works = [Work("s0.0", open=True)]
    for page in (*draw(made), *draw_live(made, progress(made, works)), draw_lanes(made), draw_map(made)):
        ET.fromstring(page.svg)
    for page in draw_control(made, progress(made, works)):
        ET.fromstring(page.svg)


def test_a_page_tells_those_who_cannot_see_it_what_it_shows() -> None:
    identity, form = draw(hostile("Menyusun laporan"))
    assert "<desc>Halaman identitas SOP Menyusun laporan" in identity.svg
    assert "<desc>Diagram alir: 1. Menyusun laporan (Menyusun laporan);" in form.svg
    assert all('role="img"' in page.svg for page in (identity, form))


def test_titles_of_narrow_lanes_run_upwards() -> None:
    rows: list[Row] = [("Menyimpan", [("a0", {"": ["end"]})])]
    definition = graph(rows, 12).definition
    titles = ("Kasubbag Pertanggungjawaban Keuangan", *["Sekretaris"] * 11)
    actors = tuple(replace(actor, title=title) for actor, title in zip(definition.actors, titles, strict=True))
    page = draw(Graph(replace(definition, actors=actors)))[1]
    assert page.svg.count("rotate(-90 ") >= 12
    assert faults([read(page.svg)]) == []
    assert "rotate" not in draw(graph(rows, 6))[1].svg
