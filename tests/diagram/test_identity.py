"""The identity page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from made_sops import Row, graph

from sopengine.diagram import Page, draw
from sopengine.graph import Graph
from sopengine.model.document import Agency, Approver, Decree, Document
from sopengine.model.form import Form

MARGIN, FOOT = 28.0, 16.0
ROWS: list[Row] = [("Menyimpan berkas", [("a0", {"": ["end"]})])]
FULL = Document(
    number="7/SOP/2024",
    created=date(2024, 2, 1),
    effective=date(2024, 8, 17),
    approved_by=Approver(position="Kepala Dinas", name="Ir. Contoh", rank="Pembina", nip="196801011990031001"),
    decree=Decree(number="188/7", title="Penetapan SOP", place="Contoh", date=date(2024, 5, 20)),
    legal_basis=("Undang-Undang Nomor 13 Tahun 2003", "Peraturan Daerah Nomor 3 Tahun 2020"),
    warnings=("Jika tidak dilaksanakan, pelayanan terhambat",),
)


def identity(document: Document) -> list[Page]:
    return [page for page in draw(graph(ROWS, 1, document=document)) if "data-page" not in page.svg]


def words(page: Page) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(page.svg).iter("{http://www.w3.org/2000/svg}text")]


def test_every_field_stands_on_it_with_indonesian_dates() -> None:
    (page,) = identity(FULL)
    assert page.name == "contoh-0.svg"
    assert {
        "DINAS CONTOH", "7/SOP/2024", "1 Februari 2024", "17 Agustus 2024", "Kepala Dinas", "Ir. Contoh", "Pembina",
        "NIP. 196801011990031001", "Contoh SOP", "Undang-Undang Nomor 13 Tahun 2003",
        "Jika tidak dilaksanakan, pelayanan terhambat",
        "Keputusan Nomor 188/7 tentang Penetapan SOP, ditetapkan di Contoh, tanggal 20 Mei 2024",
    } <= set(words(page))  # fmt: skip


def test_empty_fields_print_a_dash() -> None:
    (page,) = identity(Document())
    assert words(page).count("-") == 11, "number, three dates, approver and six boxes"
    assert "Ditetapkan dengan" not in words(page)


def test_entries_are_numbered_where_there_are_several() -> None:
    (page,) = identity(FULL)
    assert [word for word in words(page) if re.fullmatch(r"\d\.", word)] == ["1.", "2."]


def test_long_lists_are_set_smaller_before_they_take_a_second_sheet() -> None:
    laws = tuple(f"Peraturan Menteri Nomor {n} tentang tata cara penyusunan laporan kinerja" for n in range(1, 32))
    (page,) = identity(Document(legal_basis=laws))
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', page.svg)}
    assert min(sizes) < 9.0
    assert apart_and_on_the_sheet(page)


def test_what_fits_on_no_sheet_goes_on_on_a_second_one() -> None:
    laws = tuple(f"Peraturan Nomor {n} tentang pedoman penyusunan laporan kinerja" for n in range(1, 101))
    first, second = identity(Document(legal_basis=laws))
    assert (first.name, second.name) == ("contoh-0.svg", "contoh-0b.svg")
    assert {"1.", "100."} <= {*words(first), *words(second)}
    assert apart_and_on_the_sheet(first)
    assert apart_and_on_the_sheet(second)


def apart_and_on_the_sheet(page: Page) -> bool:
    """Does no text lie on another one or outside the sheet?"""
    boxes = [tuple(map(float, box.split(","))) for box in re.findall(r'data-bbox="([^"]*)"', page.svg)]
    apart = all(
        x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 + 0.1 or y2 + h2 <= y1 + 0.1
        for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(boxes, 2)
    )
    return apart and all(
        x >= MARGIN and y >= MARGIN and x + w <= page.width - MARGIN and y + h <= page.height - FOOT
        for x, y, w, h in boxes
    )


def places_to_sign(page: Page) -> list[tuple[float, ...]]:
    """x, y, width and height of each."""
    place = r'<rect data-signature="" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="none"/>'
    return [tuple(map(float, found)) for found in re.findall(place, page.svg)]


@pytest.mark.parametrize("approver", [None, Approver(), FULL.approved_by], ids=["nobody", "nameless", "named"])
def test_there_is_room_to_sign_whoever_is_named(approver: Approver | None) -> None:
    (page,) = identity(replace(FULL, approved_by=approver))
    ((x, y, width, height),) = places_to_sign(page)
    assert height >= 25 / 25.4 * 72
    assert width >= 100
    boxes = [tuple(map(float, box.split(","))) for box in re.findall(r'data-bbox="([^"]*)"', page.svg)]
    assert not any(left < x + width and x < left + w and top < y + height and y < top + h for left, top, w, h in boxes)


def test_the_room_to_sign_stays_where_the_lists_are_long() -> None:
    laws = tuple(f"Peraturan Menteri Nomor {n} tentang tata cara penyusunan laporan kinerja" for n in range(1, 60))
    first, *_ = identity(replace(FULL, legal_basis=laws))
    assert places_to_sign(first)[0][3] >= 25 / 25.4 * 72


def test_the_margins_are_those_of_the_flow() -> None:
    first, flow = draw(graph(ROWS, 1, document=FULL))
    for page in (first, flow):
        xs = [x for rule in page.sheet.rules for x in (rule.left, rule.right)]
        assert (min(xs), round(page.width - max(xs), 2)) == (MARGIN, MARGIN)
        assert min(rule.top for rule in page.sheet.rules) == MARGIN


def test_the_unit_stands_below_the_name_of_the_office() -> None:
    made = graph(ROWS, 1, document=FULL).definition
    agency = Agency(government="Pemerintah Kota Contoh", name="Dinas Contoh", unit="Bidang Penempatan")
    first = draw(Graph(replace(made, agency=agency)))[0]
    names = [text for text in first.sheet.texts if text.centred]
    assert [text.content for text in sorted(names, key=lambda text: text.y)] == [
        "PEMERINTAH KOTA CONTOH", "DINAS CONTOH", "BIDANG PENEMPATAN",
    ]  # fmt: skip


def test_the_office_may_have_its_own_words_for_the_labels() -> None:
    form = Form(identity=(("approved_by", "Tanggal Pengesahan"), ("title", "Judul SOP"), ("related", "SOP Terkait")))
    (page,) = (page for page in draw(graph(ROWS, 1, form, FULL)) if not page.sheet.number)
    assert {"Tanggal Pengesahan", "Judul SOP", "SOP Terkait", "NOMOR SOP"} <= set(words(page))
    assert not {"DISAHKAN OLEH", "NAMA SOP", "Keterkaitan"} & set(words(page))


def test_number_and_version_stand_at_the_foot() -> None:
    made = graph(ROWS, 1, document=FULL).definition
    assert "7/SOP/2024 - 0123abcd" in words(draw(Graph(replace(made, digest="0123abcd" * 8)))[0])
