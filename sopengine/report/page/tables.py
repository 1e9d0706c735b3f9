"""A table as HTML: on paper and wide screens with columns, on a phone a row in two lines."""

from __future__ import annotations

from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.numbers import decimal, whole
from sopengine.messages.speech import Speech
from sopengine.report.page.markup import Markup, element, joined

NONE = "–"
_ON_ONE_SHEET = 14
"""Rows."""


def table_html(table: Table, speech: Speech) -> Markup:
    """With its sums, and below it how many rows were left out. One that fits a sheet stands on one."""
    kind = "figures whole" if len(table.rows) <= _ON_ONE_SHEET else "figures"
    head = element("thead", element("tr", *(_head(column) for column in table.columns)))
    body = element("tbody", *(_row(row, table.columns, speech) for row in table.rows))
    foot = element("tfoot", _row(table.total, table.columns, speech)) if table.total else ""
    made = element("table", joined((head, body, foot)), kind=kind)
    if not table.more:
        return made
    more = speech.several("{count} more row is not shown.", "{count} more rows are not shown.", table.more)
    return joined((made, element("p", more, kind="meta")))


def cell_text(cell: Cell, column: Column, speech: Speech) -> str:
    """A number with the decimals of its column; a dash for what there is not."""
    if cell is None:
        return NONE
    if isinstance(cell, float):
        return decimal(cell, column.places or 0, speech)
    return whole(cell, speech) if isinstance(cell, int) else cell


def _head(column: Column) -> Markup:
    return element("th", column.words, scope="col", kind=_kind(column))


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...], speech: Speech) -> Markup:
    return element(
        "tr",
        *(
            element("td", cell_text(cell, column, speech), kind=_kind(column), data_head=column.words)
            for cell, column in zip(row, columns, strict=True)
        ),
    )


def _kind(column: Column) -> str | None:
    if column.places is not None:
        return "num"
    return "wide" if column.wide else "whole" if column.whole else None
