"""PDF and PNG."""

from __future__ import annotations

import struct

from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.output.typeset import pdf, png

ROWS: list[Row] = [("Menerima", [("a0", {"": ["s1.0"]})]), ("Menyimpan", [("a0", {"": ["end"]})])]


def test_all_pages_are_one_pdf_with_title_and_bookmarks() -> None:
    made = pdf(draw(graph(ROWS, 1)))
    assert made.startswith(b"%PDF-1.7")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") == 2
    assert b"/Outlines" in made


def test_the_pdf_says_that_it_is_pdf_a_2b_and_holds_what_that_asks_for() -> None:
    made = pdf(draw(graph(ROWS, 1)))
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"/GTS_PDFA1" in made, "the colours it means"
    assert b"/FontFile" in made, "its fonts"
    assert b"<dc:title>" in made
    assert not any(word in made for word in (b"/Encrypt", b"/JavaScript", b"/Launch", b"/EmbeddedFile"))


def test_a_page_is_a_png_of_the_size_that_was_asked_for() -> None:
    page = draw(graph(ROWS, 1))[1]
    for dpi in (10.0, 72.0, 144.0, 301.5):
        made = png(page, dpi)
        assert made.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", made[16:24])
        assert abs(width - page.width * dpi / 72) <= 1
        assert abs(height - page.height * dpi / 72) <= 1


def test_the_same_bytes_come_out_again() -> None:
    pages = draw(graph(ROWS, 1))
    assert pdf(pages) == pdf(pages)
    assert png(pages[1], 96) == png(pages[1], 96)


def test_a_title_with_signs_of_typst_does_no_harm() -> None:
    pages = draw(graph([('#panic("x") \\ $', [("a0", {"": ["end"]})])], 1))
    assert pdf(pages).startswith(b"%PDF")
