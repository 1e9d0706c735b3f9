"""Cells side by side, filled with lines of text: what the identity page is made of."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import clean, wrap
from sopengine.frozen import frozen

PADDING = 5.0
_HANGING = 15.0
"""Points by which the lines of a list stand behind its numbers."""
EMPTY = "-"


@frozen
class Line:
    text: str
    indent: float = 0.0
    bold: bool = False
    space: float = 0.0
    """Points left free above, to sign in."""


Cell = tuple[Line, ...]


@frozen
class Band:
    """Cells side by side from margin to margin, each with the places of its sides."""

    cells: tuple[tuple[float, float, Cell], ...]

    def height(self, size: float) -> float:
        return max(_height(cell, size) for _, _, cell in self.cells)


def _height(cell: Cell, size: float) -> float:
    return len(cell) * size * LEADING + sum(line.space for line in cell) + 2 * PADDING


def together(bands: Sequence[Band], size: float) -> float:
    """The height of all of them."""
    return sum(band.height(size) for band in bands)


def plain(text: str, width: float, size: float, *, bold: bool = False) -> Cell:
    """The text in a cell of that width; a dash for an empty one."""
    lines = wrap(clean(text) or EMPTY, width - 2 * PADDING, size, bold)
    return tuple(Line(text=line, bold=bold) for line in lines)


def listed(title: str, entries: Sequence[str], width: float, size: float) -> Cell:
    """A bold title, and the entries below it: numbered where there are several."""
    lines = [Line(text=line, bold=True) for line in wrap(title, width - 2 * PADDING, size, True)]
    indent = _HANGING if len(entries) > 1 else 0.0
    for place, entry in enumerate(entries or (EMPTY,), 1):
        for line, text in enumerate(wrap(entry, width - 2 * PADDING - indent, size) or (EMPTY,)):
            number = f"{place}." if indent and line == 0 else ""
            lines.append(Line(text=f"{number}\t{text}" if indent else text, indent=indent))
    return tuple(lines)
