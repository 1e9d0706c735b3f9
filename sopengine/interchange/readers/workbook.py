"""The first sheet of a spreadsheet, value by value; imported only where one is read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import openpyxl


def values_of(content: bytes, most_rows: int, most_columns: int) -> Iterator[Sequence[object]]:
    """Of each row, the first row first. What is no spreadsheet raises whatever is wrong with it."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    yield from book.worksheets[0].iter_rows(max_row=most_rows, max_col=most_columns, values_only=True)
