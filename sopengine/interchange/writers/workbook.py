"""A document that is handed in, for Excel: a sheet a table, numbers as numbers, no cell a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from sopengine.interchange.handed_in import Annex, HandedIn, Judged
from sopengine.interchange.table import Cell, Column, Table

_WIDTHS = (5, 42, 14, 70, 34, 14)
"""Characters of the columns of the first sheet."""
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
        "fact": {"font_size": 9, "font_name": "Arial"},
        "head": grid | {"bold": True, "valign": "vcenter", "bg_color": "#EEEEEE"},
        "text": grid,
        "sum": grid | {"bold": True},
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
    sheet, row = _sheet(book, handed.name, handed.title, handed.facts, looks)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _heads(sheet, row, handed.headings, looks)
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
    sheet.write_string(row, 3, _fit(judged.notes), looks["text"])
    sheet.write_blank(row, 4, None, looks["text"])
    sheet.write_blank(row, 5, None, looks["text"])
    lines = max(len(judged.notes) // 66 + 1, len(judged.title) // 38 + 1 + len(judged.below), 2)
    sheet.set_row(row, 12.5 * lines + 4)


def _sign(sheet: Any, row: int, signatures: Sequence[Sequence[str]], looks: dict[str, Any]) -> None:
    for column, lines in zip((1, 3), signatures, strict=True):
        for place, line in enumerate([*lines[:-1], "", "", "", "." * 40, lines[-1]]):
            sheet.write_string(row + place, column, _fit(line), looks["fact"])


def _annex(book: Any, annex: Annex, handed: HandedIn, looks: dict[str, Any]) -> None:
    notes = [annex.note] if annex.note else []
    notes += [handed.more.format(count=annex.table.more)] if annex.table.more else []
    sheet, row = _sheet(book, annex.name, annex.title, notes, looks)
    table = annex.table
    _heads(sheet, row, [column.words for column in table.columns], looks)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(place, column, table))
    for number, cells in enumerate(table.rows, 1):
        _cells(sheet, row + number, cells, table.columns, looks, "number")
    if table.total:
        _cells(sheet, row + len(table.rows) + 1, table.total, table.columns, looks, "sum")
    sheet.freeze_panes(row + 1, 0)


def _cells(
    sheet: Any, row: int, cells: Sequence[Cell], columns: Sequence[Column], looks: dict[str, Any], kind: str
) -> None:
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if isinstance(cell, int | float):
            sheet.write_number(row, place, cell, looks[f"{kind} {column.places or 0}"])
        else:
            sheet.write_string(row, place, _fit(cell or "–"), looks["sum" if kind == "sum" else "text"])


def _width(place: int, column: Column, table: Table) -> float:
    """Characters."""
    longest = max((len(cell) for row in table.rows if isinstance(cell := row[place], str)), default=0)
    return min(max(longest, len(column.words) * 0.8, 9), 60 if column.wide else 24)


def _sheet(book: Any, name: str, title: str, facts: Sequence[str], looks: dict[str, Any]) -> tuple[Any, int]:
    """And the row below its title and facts."""
    sheet = book.add_worksheet(_IN_NAMES.sub(" ", _fit(name))[:31].strip())
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.write_string(0, 0, _fit(title), looks["title"])
    for place, fact in enumerate(facts, 1):
        sheet.write_string(place, 0, _fit(fact), looks["fact"])
    row = len(facts) + 2
    sheet.repeat_rows(row)
    return sheet, row


def _heads(sheet: Any, row: int, headings: Sequence[str], looks: dict[str, Any]) -> None:
    for place, heading in enumerate(headings):
        sheet.write_string(row, place, _fit(heading), looks["head"])


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)[:_LONGEST]
