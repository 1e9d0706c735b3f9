"""A document that is handed in, for Word: A4 landscape, headings that repeat, rows that do not break."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sopengine.interchange.handed_in import Annex, HandedIn, Judged
from sopengine.interchange.table import Cell, Column, Table

_FONT, _SIZE, _SMALL = "Arial", Pt(9), Pt(8)
_PAPER, _MARGIN = (Mm(297), Mm(210)), Mm(15)
_WIDTHS = (9, 62, 26, 96, 52, 22)
"""Millimetres of the columns of the first table; together what the margins leave."""
_ROOM = 267
"""Millimetres between the margins."""
_LONGEST, _MIDDLE = 45, 18
"""Characters beyond which a column gets no more room: of long texts, of others."""
_LETTER, _PADDING, _LEAST = 1.75, 4.6, 28.0
"""Millimetres of a letter of an annex; of what Word leaves at the sides of a cell; of a column of long texts."""
_SET, _EMPTY = "☒", "☐"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def word(handed: HandedIn) -> bytes:
    document = Document()
    _paper(document)
    _title(document, handed)
    _main(document, handed)
    _sign(document, handed.signatures)
    for place, annex in enumerate(handed.annexes):
        _annex(document, annex, handed, on_a_new_page=not place)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _paper(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(2)


def _title(document: Any, handed: HandedIn) -> None:
    document.core_properties.title = _fit(handed.title)
    document.core_properties.author = ""
    _line(document, handed.title, bold=True, size=Pt(13))
    for fact in handed.facts:
        _line(document, fact, size=_SMALL)


def _main(document: Any, handed: HandedIn) -> None:
    table = _table(document, handed.headings)
    for number, row in enumerate(handed.rows, 1):
        cells = _row(table)
        _write(cells[0], str(number))
        _procedure(cells[1], row)
        _boxes(cells[2], row, handed.yes_no)
        for cell, text in zip(cells[3:], (row.notes, row.action, row.initials), strict=True):
            _write(cell, text)
    _set_widths(table, _WIDTHS)
    _keep_with_what_follows(table.rows[-1])


def _procedure(cell: Any, row: Judged) -> None:
    _write(cell, row.title, bold=True)
    for line in row.below:
        paragraph = cell.add_paragraph()
        paragraph.add_run(_fit(line)).font.size = _SMALL


def _boxes(cell: Any, row: Judged, words: tuple[str, str]) -> None:
    for place, (mark, said) in enumerate(zip((row.well is True, row.well is False), words, strict=True)):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        paragraph.add_run(f"{_SET if mark else _EMPTY} {said}")


def _sign(document: Any, signatures: Sequence[Sequence[str]]) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(signatures))
    _keep_whole(table.rows[0])
    for cell, lines in zip(table.rows[0].cells, signatures, strict=True):
        _write(cell, "\n".join([*lines[:-1], "", "", "", "." * 48, lines[-1]]))


def _annex(document: Any, annex: Annex, handed: HandedIn, *, on_a_new_page: bool) -> None:
    heading = _line(document, annex.title, bold=True, size=Pt(11)).paragraph_format
    heading.keep_with_next, heading.page_break_before = True, on_a_new_page
    if annex.note:
        _line(document, annex.note, size=_SMALL)
    for part in annex.parts:
        if part.title:
            _line(document, part.title, bold=True, size=_SIZE).paragraph_format.keep_with_next = True
        _part(document, part.table, handed)


def _part(document: Any, found: Table, handed: HandedIn) -> None:
    widths = _shares(found)
    table = _table(document, [column.words for column in found.columns], size=_SMALL)
    rows = [*found.rows, *([found.total] if found.total else [])]
    for row in rows:
        cells = _row(table)
        for cell, value, column in zip(cells, row, found.columns, strict=True):
            told, bold = _spoken(value, column, handed.comma), row is found.total
            _write(cell, told, right=column.places is not None, bold=bold, size=_SMALL)
    _set_widths(table, widths)
    document.add_paragraph()
    if found.more:
        _line(document, handed.more.format(count=found.more), size=_SMALL)


def _shares(table: Table) -> tuple[float, ...]:
    """Millimetres: long texts, which may have several lines, share what the others leave."""
    lengths = list(zip(table.columns, table.lengths(), strict=True))
    own = [0.0 if column.wide else _own(column, length) for column, length in lengths]
    wanted = [min(length, _LONGEST) if column.wide else 0 for column, length in lengths]
    left = max(_ROOM - sum(own), _LEAST * sum(column.wide for column in table.columns))
    shares = [left * wish / sum(wanted) if wish else mine for wish, mine in zip(wanted, own, strict=True)]
    return tuple(_ROOM * share / sum(shares) for share in shares)


def _own(column: Column, length: int) -> float:
    """Of a column of short texts; where no line may end in them, as long as the longest."""
    return _LETTER * max(length if column.whole else min(length, _MIDDLE), 2) + _PADDING


def _table(document: Any, headings: Sequence[str], *, size: Any = None) -> Any:
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        _write(cell, heading, bold=True, size=size)
    _mark(table.rows[0], "w:tblHeader")
    _keep_whole(table.rows[0])
    return table


def _row(table: Any) -> Any:
    row = table.add_row()
    _keep_whole(row)
    return row.cells


def _keep_whole(row: Any) -> None:
    _mark(row, "w:cantSplit")


def _keep_with_what_follows(row: Any) -> None:
    """So that nobody signs a sheet on which nothing stands."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """Of columns and of each cell: Word goes by the one, others by the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _write(cell: Any, text: str, *, bold: bool = False, right: bool = False, size: Any = None) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_fit(text))
    run.bold, run.font.size = bold, size
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _line(document: Any, text: str, *, size: Any, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_fit(text))
    run.bold, run.font.size = bold, size
    return paragraph


def _spoken(value: Cell, column: Column, comma: bool) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    plain = f"{value:,.{column.places or 0}f}"
    return plain.translate({44: ".", 46: ","}) if comma else plain


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
