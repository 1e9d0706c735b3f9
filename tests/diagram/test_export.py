"""PDF and PNG."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import date
from itertools import pairwise

import pytest
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Sheet
from sopengine.diagram.output.svg import page as printed
from sopengine.diagram.output.typeset import pdf, png
from sopengine.model.document import Document

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


@pytest.mark.parametrize("height", [595.28, 609.45, 612.0, 841.89])
def test_no_line_of_pixels_is_lost(height: float) -> None:
    """Rules ten pixels apart are so on the picture too, from the first to the last."""
    apart, half = 72 / 150 * 10, 72 / 150 / 2
    rules = tuple(
        Box(left=2, right=8, top=place * apart + half, bottom=place * apart + half)
        for place in range(1, int(height / apart))
    )
    sheet = Sheet(sop="a", file="a-1.svg", sop_title="a", title="a", width=9.6, height=height, rules=rules)
    shades = column(png(printed(sheet), 150), 10)
    middles = [middle(shades, 10 * place - 4, 10 * place + 6) - 10 * place for place in range(1, len(rules) + 1)]
    assert max(map(abs, middles)) < 0.5
    assert max(abs(below - above) for above, below in pairwise(middles)) < 0.3, "a quarter is how fine its edges are"


def middle(shades: list[int], first: int, beyond: int) -> float:
    """Where the ink between two lines of pixels has its middle."""
    ink = {y: 255 - shades[y] for y in range(first, beyond)}
    return sum(y * darkness for y, darkness in ink.items()) / sum(ink.values())


def column(picture: bytes, x: int) -> list[int]:
    """The shades of red of the pixels of one column of a PNG without interlacing, from the top."""
    width, height, depth, colours = struct.unpack(">IIBB", picture[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[colours]
    data, place = b"", 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        if picture[place + 4 : place + 8] == b"IDAT":
            data += picture[place + 8 : place + 8 + length]
        place += length + 12
    rows, raw, above = [], zlib.decompress(data), bytearray(width * size)
    for y in range(height):
        begin = y * (width * size + 1)
        above = unfiltered(raw[begin], bytearray(raw[begin + 1 : begin + 1 + width * size]), above, size)
        rows.append(above[x * size])
    return rows


def unfiltered(kind: int, line: bytearray, above: bytearray, size: int) -> bytearray:
    for place in range(len(line)):
        left = line[place - size] if place >= size else 0
        up, corner = above[place], above[place - size] if place >= size else 0
        nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
        line[place] = (line[place] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return line


def test_a_pdf_bears_the_day_of_the_document() -> None:
    document = Document(created=date(2024, 2, 1), revised=date(2025, 3, 9), effective=date(2024, 2, 5))
    made = pdf(draw(graph(ROWS, 1, document=document)))
    assert b"/CreationDate(D:20250309000000Z)" in made
    assert b"<xmp:CreateDate>2025-03-09T00:00:00" in made
    assert b"1970" not in re.sub(rb"stream.*?endstream", b"", made, flags=re.DOTALL)


def test_a_document_without_a_day_has_none_in_its_pdf_either() -> None:
    made = pdf(draw(graph(ROWS, 1)))
    assert not re.search(rb"CreationDate|ModDate|<xmp:(Create|Modify|Metadata)Date>", made)
    (place,) = re.findall(rb"startxref\s+(\d+)", made)
    assert made[int(place) :].startswith(b"xref"), "nothing has moved"


def test_the_same_bytes_come_out_again() -> None:
    pages = draw(graph(ROWS, 1))
    assert pdf(pages) == pdf(pages)
    assert png(pages[1], 96) == png(pages[1], 96)


def test_a_title_with_signs_of_typst_does_no_harm() -> None:
    pages = draw(graph([('#panic("x") \\ $', [("a0", {"": ["end"]})])], 1))
    assert pdf(pages).startswith(b"%PDF")
