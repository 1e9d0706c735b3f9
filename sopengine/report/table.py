"""A table as a value: for HTML, and for the documents that are handed in."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | float | None
"""None stands for what there is not, and is shown as a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What stands below one heading."""

    words: str
    places: int | None = None
    """Decimals of its numbers; None where it holds words, which stand at the left."""
    wide: bool = False
    """Of long texts: it gets what room is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; each as long as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    """The row of sums."""
    more: int = 0
    """Rows that are left out."""
