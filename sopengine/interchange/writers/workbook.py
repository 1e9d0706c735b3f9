"""A document that is handed in, for Excel: a sheet a table, numbers as numbers, no cell a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any

import xlsxwriter

from sopengine.interchange.handed_in import Annex, HandedIn, Judged, Part
from sopengine.interchange.table import Cell, Column, Table

_WIDTHS = (5, 34, 14, 56, 30, 12)
"""Characters of the columns of the first sheet."""
_WIDEST, _MIDDLE = 45, 20
"""Characters beyond which a column of an annex gets no wider: of long texts, of others."""
_A4 = 9
_SET, _EMPTY = "☒", "☐"
_LONGEST = 32_767
"""Characters of a cell."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
"""What the name of a sheet may not hold."""


def workbook(handed: HandedIn) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = _looks(book)
    _first(book, handed, looks)
    for annex in handed.annexes:
        _annex(book, annex, handed, looks)
    book.close()
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    grid = {"border": 1, "valign": "top", "text_wrap": True, "font_name": "Arial", "font_size": 9}
    found = {
        "title": {"bold": True, "font_size": 13, "font_name": "Arial"},
        "fact": {"font_size": 9, "font_name": "Arial", "text_wrap": True, "valign": "top"},
        "head": grid | {"bold": True, "valign": "vcenter", "bg_color": "#EEEEEE"},
        "text": grid,
        "right": grid | {"align": "right"},
        "sum": grid | {"bold": True},
        "sum right": grid | {"bold": True, "align": "right"},
    }
    found |= {f"number {places}": grid | {"num_format": _shape(places)} for places in range(3)}
    found |= {f"sum {places}": grid | {"num_format": _shape(places), "bold": True} for places in range(3)}
    return {name: book.add_format(look) for name, look in found.items()} | {
        "bold": book.add_format({"bold": True, "font_name": "Arial", "font_size": 9}),
        "plain": book.add_format({"font_name": "Arial", "font_size": 9}),
    }


def _shape(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _first(book: Any, handed: HandedIn, looks: dict[str, Any]) -> None:
    sheet, row = _sheet(book, handed.name, handed.title, handed.facts, _WIDTHS, looks)
    sheet.repeat_rows(row)
    _heads(sheet, row, handed.headings, _WIDTHS, looks)
    for number, judged in enumerate(handed.rows, 1):
        _judged(sheet, row + number, number, judged, handed.yes_no, looks)
    _sign(sheet, row + len(handed.rows) + 2, handed.signatures, looks)


def _judged(sheet: Any, row: int, number: int, judged: Judged, words: tuple[str, str], looks: dict[str, Any]) -> None:
    ticked = zip((judged.well is True, judged.well is False), words, strict=True)
    sheet.write_number(row, 0, number, looks["number 0"])
    below = "\n".join(judged.below)
    if below:
        told = (looks["bold"], _fit(judged.title), looks["plain"], _fit(f"\n{below}"), looks["text"])
        sheet.write_rich_string(row, 1, *told)
    else:
        sheet.write_string(row, 1, _fit(judged.title), looks["text"])
    sheet.write_string(row, 2, "\n".join(f"{_SET if set_ else _EMPTY} {said}" for set_, said in ticked), looks["text"])
    for column, text in enumerate((judged.notes, judged.action, judged.initials), 3):
        sheet.write_string(row, column, _fit(text), looks["text"]) if text else sheet.write_blank(
            row, column, None, looks["text"]
        )
    tall = (len(judged.title) // 30 + 1 + len(judged.below), _lines(judged.notes, 54), _lines(judged.action, 28), 2)
    lines = max(tall)
    sheet.set_row(row, 12.5 * lines + 4)


def _lines(text: str, wide: int) -> int:
    """That a text takes in a cell so many letters wide."""
    return sum(len(line) // wide + 1 for line in text.split("\n"))


def _sign(sheet: Any, row: int, signatures: Sequence[Sequence[str]], looks: dict[str, Any]) -> None:
    for column, lines in zip((1, 3), signatures, strict=True):
        for place, line in enumerate([*lines[:-1], "", "", "", "." * 40, lines[-1]]):
            sheet.write_string(row + place, column, _fit(line), looks["fact"])


def _annex(book: Any, annex: Annex, handed: HandedIn, looks: dict[str, Any]) -> None:
    widths = [max(found) for found in zip_longest(*(_widths(part.table) for part in annex.parts), fillvalue=0.0)]
    sheet, row = _sheet(book, annex.name, annex.title, [annex.note] if annex.note else [], widths, looks)
    head = row
    for part in annex.parts:
        row = _part(sheet, row, part, handed, looks)
    if len(annex.parts) == 1:
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)


def _part(sheet: Any, row: int, part: Part, handed: HandedIn, looks: dict[str, Any]) -> int:
    """The row behind it."""
    table = part.table
    if part.title:
        sheet.write_string(row, 0, _fit(part.title), looks["bold"])
        row += 1
    _heads(sheet, row, [column.words for column in table.columns], _widths(table), looks)
    for cells in table.rows:
        row += 1
        _cells(sheet, row, cells, table.columns, looks, "number")
    if table.total:
        row += 1
        _cells(sheet, row, table.total, table.columns, looks, "sum")
    if table.more:
        row += 1
        sheet.write_string(row, 0, handed.more.format(count=table.more), looks["fact"])
    return row + 2


def _widths(table: Table) -> list[float]:
    """Characters."""
    most = [_WIDEST if column.wide else _MIDDLE for column in table.columns]
    return [min(length, limit) + 2.0 for length, limit in zip(table.lengths(), most, strict=True)]


def _cells(
    sheet: Any, row: int, cells: Sequence[Cell], columns: Sequence[Column], looks: dict[str, Any], kind: str
) -> None:
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if isinstance(cell, int | float):
            sheet.write_number(row, place, cell, looks[f"{kind} {column.places or 0}"])
        else:
            words, figures = ("sum", "sum right") if kind == "sum" else ("text", "right")
            sheet.write_string(row, place, _fit(cell or "–"), looks[words if column.places is None else figures])
    lines = max(
        (1 + len(cell) // (_WIDEST if column.wide else _MIDDLE))
        for cell, column in zip(cells, columns, strict=True)
        if isinstance(cell, str)
    )
    sheet.set_row(row, 12.5 * lines + 2)


def _sheet(
    book: Any, name: str, title: str, facts: Sequence[str], widths: Sequence[float], looks: dict[str, Any]
) -> tuple[Any, int]:
    """And the row below its title and facts, which stand over all columns."""
    sheet = book.add_worksheet(_IN_NAMES.sub(" ", _fit(name))[:31].strip())
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, (text, look) in enumerate([(title, "title"), *((fact, "fact") for fact in facts)]):
        if look == "title" or len(text) < sum(widths):
            sheet.write_string(row, 0, _fit(text), looks["title" if look == "title" else "plain"])
            continue
        sheet.merge_range(row, 0, row, max(len(widths) - 1, 1), _fit(text), looks[look])
        sheet.set_row(row, 16 if not row else 12.5 * (1 + int(len(text) * 0.95 // sum(widths))))
    return sheet, len(facts) + 2


def _heads(sheet: Any, row: int, headings: Sequence[str], widths: Sequence[float], looks: dict[str, Any]) -> None:
    for place, heading in enumerate(headings):
        sheet.write_string(row, place, _fit(heading), looks["head"])
    lines = (len(wrap(heading, max(int(wide) - 1, 4))) for heading, wide in zip(headings, widths, strict=True))
    sheet.set_row(row, 12.5 * max(lines) + 3)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)[:_LONGEST]
