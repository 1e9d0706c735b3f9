"""Pages as PDF and PNG, made by typst from their SVG with the shipped font; the same bytes on every run.

A character that the font lacks is printed as a question mark: PDF/A holds no text without its letters.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typst

from sopengine.diagram.layout.measure import FONTS, printable
from sopengine.diagram.output.svg import Page

_BORN = 0
"""Time stamp in the PDF, seconds since 1970: what is drawn does not depend on when."""

_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def pdf(pages: Sequence[Page]) -> bytes:
    """All pages in one PDF with a title, and a bookmark a page."""
    with _written(pages) as source:
        return typst.compile(source, font_paths=_FONTS, format="pdf", pdf_standards="a-2b", timestamp=_BORN)


def png(page: Page, dpi: float = 150.0) -> bytes:
    """One page as a picture."""
    with _written([page]) as source:
        return typst.compile(source, font_paths=_FONTS, format="png", ppi=dpi)


@contextmanager
def _written(pages: Sequence[Page]) -> Iterator[Path]:
    """The typst document of the pages, beside their SVGs, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number}.svg").write_text(printable(page.svg), encoding="utf-8", newline="\n")
        source = Path(folder, "pages.typ")
        source.write_text(_typst(pages), encoding="utf-8", newline="\n")
        yield source


def _typst(pages: Sequence[Page]) -> str:
    """The document: each page one image, and a heading that is not seen but makes the bookmark."""
    head = f'#set document(title: {_text(pages[0].sop_title)})\n#set text(font: "Liberation Sans")\n'
    return head + "\n#pagebreak()\n".join(_page(page, number) for number, page in enumerate(pages))


def _page(page: Page, number: int) -> str:
    return (
        f"#set page(width: {page.width}pt, height: {page.height}pt, margin: 0pt)\n"
        f"#place(hide(heading(level: 1, outlined: false, bookmarked: true, {_text(page.title)})))\n"
        f'#image("{number}.svg", width: {page.width}pt, height: {page.height}pt, alt: {_text(page.title)})'
    )


def _text(words: str) -> str:
    escaped = printable(words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
