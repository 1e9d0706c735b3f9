"""A table in the terminal: aligned columns under underlined headings."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

GAP = 2
"""Spaces between columns."""
NARROWEST = 8
"""Characters a wrapped column keeps at least."""


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Rows as text, no wider than `width` (default: the terminal's); the widest columns are wrapped."""
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    _narrow(widths, (width or shutil.get_terminal_size().columns) - GAP * (len(widths) - 1))
    rule = ["-" * column for column in widths]
    return "\n".join(line for row in (headings, rule, *rows) for line in _lines(row, widths))


def _narrow(widths: list[int], room: int) -> None:
    """Take from the widest column until all fit."""
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    padded = [cell + [""] * (height - len(cell)) for cell in cells]
    gap = " " * GAP
    return [
        gap.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip(*padded, strict=True)
    ]
