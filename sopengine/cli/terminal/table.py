"""A table in the terminal: aligned columns under underlined headings."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence

from sopengine.cli.terminal.wording import translate

GAP = 2
"""Spaces between columns."""
NARROWEST = 8
"""Characters a column keeps at least, even where its words have to be broken."""

WIDE = 120
"""Characters of a terminal that shows all columns."""


def fitting_table(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Of rows (heading -> cell) the columns `wide` where the terminal has room for them, else the columns `narrow`.

    Headings are marked texts.
    """
    headings = wide if shutil.get_terminal_size().columns >= WIDE else narrow
    return table([translate(heading) for heading in headings], [[row[heading] for heading in headings] for row in rows])


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Rows as text, no wider than `width` (default: the terminal's); cells that are too long are wrapped."""
    columns = [tuple(column) for column in zip(headings, *rows, strict=True)]
    widths = _widths(columns, (width or shutil.get_terminal_size().columns) - GAP * (len(columns) - 1))
    rule = ["-" * column for column in widths]
    return "\n".join(line for row in (headings, rule, *rows) for line in _lines(row, widths))


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Each column as wide as its longest word, then the room left to the column that would be highest."""
    wanted = [max(len(cell) for cell in column) for column in columns]
    widths = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    while sum(widths) < min(room, sum(wanted)):
        height = [wish / width if width < wish else 0.0 for wish, width in zip(wanted, widths, strict=True)]
        widths[height.index(max(height))] += 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    padded = [cell + [""] * (height - len(cell)) for cell in cells]
    gap = " " * GAP
    return [
        gap.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip(*padded, strict=True)
    ]


def _wrapped(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
