"""The first sheet of a spreadsheet, value by value; imported only where one is read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl


class UnknownResultError(Exception):
    """A formula whose result was not kept: nobody here can tell what its author saw."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell
        """Such as `B7`."""


def values_of(content: bytes, most_rows: int, most_columns: int) -> Iterator[Sequence[object]]:
    """Of each row, the first row first; of a formula its result. What is no spreadsheet raises whatever is wrong."""
    most = {"max_row": most_rows, "max_col": most_columns}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a program left out that wrote it, such as styles
        written, results = (_opened(content, data_only=only) for only in (False, True))
        for cells, values in zip(written.iter_rows(**most), results.iter_rows(**most, values_only=True), strict=True):
            for cell, value in zip(cells, values, strict=True):
                if value is None and cell.data_type == "f":
                    raise UnknownResultError(cell.coordinate)
            yield values


def _opened(content: bytes, *, data_only: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only).worksheets[0]
