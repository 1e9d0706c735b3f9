"""A table as a value: for HTML, and for the documents that are handed in."""

from __future__ import annotations

from sopengine.frozen import frozen

Cell = str | int | float | None
"""None stands for what there is not, and is shown as a dash."""


@frozen
class Column:
    """What stands below one heading."""

    words: str
    places: int | None = None
    """Decimals of its numbers; None where it holds words, which stand at the left."""
    wide: bool = False
    """Of long texts: it gets what room is left."""
    whole: bool = False
    """Of short texts in which no line ends, such as times."""


@frozen
class Table:
    """Rows of cells; each as long as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    """The row of sums."""
    more: int = 0
    """Rows that are left out."""

    def lengths(self) -> tuple[int, ...]:
        """Characters of the longest text of each column, headings by their longest word."""
        rows = [*self.rows, *([self.total] if self.total else [])]
        return tuple(
            max([max(map(len, column.words.split() or [""])), *(_length(row[place]) for row in rows)])
            for place, column in enumerate(self.columns)
        )


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else len(f"{cell or 0:,.1f}")
