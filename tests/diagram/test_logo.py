"""The logo of the identity page."""

from __future__ import annotations

import zlib
from pathlib import Path
from struct import pack, unpack

import pytest
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.layout.identity.logo import MOST_BYTES, read_logo
from sopengine.diagram.output.typeset import pdf, png
from sopengine.errors import NotFoundError, RefusedError

ROWS: list[Row] = [("Menyimpan", [("a0", {"": ["end"]})])]
SHIELD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"><path d="M0 0L40 0L20 50Z" fill="#0a5"/></svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def picture(width: int, height: int) -> bytes:
    """A red PNG."""
    rows = (b"\0" + b"\xff\0\0" * width) * height
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def cut_short(whole: bytes) -> bytes:
    """The same with the end of its pixels left out, and sums that are right all the same."""
    place = whole.index(b"IDAT")
    (length,) = unpack(">I", whole[place - 4 : place])
    pixels = whole[place + 4 : place + 4 + length]
    return whole[: place - 4] + chunk(b"IDAT", pixels[:-6]) + chunk(b"IEND", b"")


def put(folder: Path, data: bytes | str) -> Path:
    file = folder / "logo"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.mark.parametrize("data", [SHIELD.encode(), picture(8, 10)], ids=["svg", "png"])
def test_a_logo_stands_in_the_identity_page_and_nowhere_else(data: bytes, tmp_path: Path) -> None:
    logo = read_logo(put(tmp_path, data))
    assert logo.ratio == 0.8
    pages = draw(graph(ROWS, 1), logo=logo)
    assert [page.svg.count("<image ") for page in pages] == [1, 0]
    assert png(pages[0], 50) != png(draw(graph(ROWS, 1))[0], 50)
    assert pdf(pages) == pdf(draw(graph(ROWS, 1), logo=logo))


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (SHIELD.replace("<path", "<script>alert(1)</script><path"), "script"),
        (SHIELD.replace("<path", '<path onload="x()"'), "onload"),
        (SHIELD.replace("<path", '<image href="http://contoh.id/x.png"/><path'), "image"),
        (SHIELD.replace('"#0a5"', '"url(http://contoh.id)"'), "url"),
        ("<!DOCTYPE svg [<!ENTITY a 'x'>]>" + SHIELD, "DOCTYPE"),
        (SHIELD.encode("utf-16"), "DOCTYPE"),
        (SHIELD.replace('viewBox="0 0 40 50"', ""), "viewBox"),
        ("GIF89a", "neither"),
        ("", "neither"),
        (picture(8, 10)[:40], "no whole PNG"),
        (cut_short(picture(8, 10)), "no whole PNG"),
        (picture(8, 10)[:29] + b"lain" + picture(8, 10)[33:], "no whole PNG"),
        (picture(8, 10).replace(b"IDAT", b"IDOT"), "no whole PNG"),
        (picture(8, 10).replace(chunk(b"IEND", b""), b"") + b"IEND", "no whole PNG"),
        (picture(4001, 1), "4000"),
        (b"\0" * (MOST_BYTES + 1), "512 KiB"),
    ],
)
def test_what_does_more_than_draw_is_refused_with_its_reason(bad: bytes | str, told: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=told):
        read_logo(put(tmp_path, bad))


def test_a_logo_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="tidak-ada"):
        read_logo(tmp_path / "tidak-ada.png")
