"""Pages as PDF and PNG, made by typst from their SVG with the shipped font; the same bytes on every run.

A character that the font lacks is printed as a question mark: PDF/A holds no text without its letters.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path
from struct import pack
from zlib import crc32

import typst

from sopengine.diagram.layout.measure import FONTS, printable
from sopengine.diagram.output.svg import Page
from sopengine.errors import RefusedError

MARK = b"sopengine"
"""Keyword of the text in our PNGs that holds the id of the SOP and the view."""
_HEAD = 33
"""Bytes of a PNG up to the end of its first part."""
_MEGA = 1_000_000
_MOST_PIXELS = 12 * _MEGA
"""Of a picture; each takes 12 bytes while it is made."""
_POINTS = 72
"""In an inch."""
_WITHIN, _WELL_WITHIN = 0.01, 0.05
"""Pixels by which a picture and the sheet it is on are smaller than whole ones, so that no rounding makes them more."""
_SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"')
_DATES = re.compile(
    rb"/(?:Creation|Mod)Date ?\([^)]*\)|<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>", re.ASCII
)
_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def pdf(pages: Sequence[Page]) -> bytes:
    """All pages in one PDF/A-2b with a title, a bookmark a page, and the date of what was drawn, if it has one."""
    dated = pages[0].dated
    with _written(pages, [(page.width, page.height) for page in pages]) as source:
        born = int(dated.timestamp()) if dated else 0
        try:
            made = typst.compile(source, font_paths=_FONTS, format="pdf", pdf_standards="a-2b", timestamp=born)
        except typst.TypstError as error:
            raise _refused(pages[0], error) from error
    return made if dated else _undated(made)


def png(page: Page, dpi: float = 150.0) -> bytes:
    """One page as a picture.

    typst draws a picture of whole pixels in the proportions of the SVG, and then fits it into the sheet by leaving out
    lines; so both are given the same whole pixels.
    """
    width, height = (max(1, round(length * dpi / _POINTS)) for length in (page.width, page.height))
    if width * height > _MOST_PIXELS:
        sharpest = int(dpi * sqrt(_MOST_PIXELS / (width * height)))
        message = (
            "{page} would have {count} megapixels as PNG, and {most} is the most: "
            "choose --dpi {dpi} or less, or svg or pdf, which are sharp at every size"
        )
        count, most = round(width * height / _MEGA), _MOST_PIXELS // _MEGA
        raise RefusedError(message, page=page.name, count=count, most=most, dpi=sharpest)
    whole = f'width="{width}" height="{height - _WITHIN}" preserveAspectRatio="none"'
    size = ((width - _WITHIN) * _POINTS / dpi, (height - _WELL_WITHIN) * _POINTS / dpi)
    with _written([replace(page, svg=_SIZE.sub(whole, page.svg, count=1))], [size]) as source:
        try:
            made = typst.compile(source, font_paths=_FONTS, format="png", ppi=dpi)
        except typst.TypstError as error:
            raise _refused(page, error) from error
    return _with_mark(made, page)


def _with_mark(made: bytes, page: Page) -> bytes:
    """The picture with a word in it that says of which view of which SOP it is."""
    part = b"tEXt" + MARK + b"\0" + f"{page.sheet.sop} {page.view}".encode("latin-1", "replace")
    marked = pack(">I", len(part) - 4) + part + pack(">I", crc32(part))
    return made[:_HEAD] + marked + made[_HEAD:]


def _refused(page: Page, error: typst.TypstError) -> RefusedError:
    """What comes from outside is the logo alone."""
    reason = str(error).splitlines()[0]
    return RefusedError("{page} cannot be printed; is its logo whole? ({reason})", page=page.name, reason=reason)


def _undated(made: bytes) -> bytes:
    """The dates blanked out, at the same length: PDF/A asks for none, and a made-up one would be believed."""
    return _DATES.sub(lambda found: b" " * len(found[0]), made)


@contextmanager
def _written(pages: Sequence[Page], sizes: Sequence[tuple[float, float]]) -> Iterator[Path]:
    """The typst document of the pages, beside their SVGs, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number}.svg").write_text(printable(page.svg), encoding="utf-8", newline="\n")
        source = Path(folder, "pages.typ")
        source.write_text(_typst(pages, sizes), encoding="utf-8", newline="\n")
        yield source


def _typst(pages: Sequence[Page], sizes: Sequence[tuple[float, float]]) -> str:
    """The document: each page one image, and a heading that is not seen but makes the bookmark."""
    date = _date(pages[0].dated)
    head = f'#set document(title: {_text(pages[0].sop_title)}{date})\n#set text(font: "Liberation Sans")\n'
    return head + "\n#pagebreak()\n".join(
        _page(page, number, size) for number, (page, size) in enumerate(zip(pages, sizes, strict=True))
    )


def _date(dated: datetime | None) -> str:
    if dated is None:
        return ""
    day = dated.astimezone(UTC)
    return (
        f", date: datetime(year: {day.year}, month: {day.month}, day: {day.day},"
        f" hour: {day.hour}, minute: {day.minute}, second: {day.second})"
    )


def _page(page: Page, number: int, size: tuple[float, float]) -> str:
    width, height = size
    return (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f"#place(hide(heading(level: 1, outlined: false, bookmarked: true, {_text(page.title)})))\n"
        f'#image("{number}.svg", width: {width}pt, height: {height}pt, fit: "stretch", alt: {_text(page.title)})'
    )


def _text(words: str) -> str:
    escaped = printable(words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
