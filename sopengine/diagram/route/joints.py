"""The plain lines between those who do one piece of work in lanes apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Kind, Sheet, Symbol
from sopengine.diagram.route.grid import Grid, sides_at, slot_of
from sopengine.diagram.route.marks import LEVEL

_ON_LINE = 1.0
"""Points by which the symbols of one line may differ in height."""
_ON_GRID = 0.6
"""Points by which a line of the grid may be off the height that is wanted."""


def straight_joints(grid: Grid, sheet: Sheet) -> Iterator[tuple[int, tuple[Point, Point]]]:
    """The lines that can be straight, by the place of their arrow, entered into the grid: arrows may cross them."""
    symbols = {symbol.id: symbol for symbol in sheet.symbols}
    for place, arrow in enumerate(sheet.arrows):
        if arrow.joint:
            ends = (symbols[end] for end in (arrow.source, arrow.target))
            left, right = sorted(ends, key=lambda symbol: symbol.box.left)
            found = _line(grid, left, right) if _in_sight(left, right, sheet) else None
            if found:
                yield place, found


def _in_sight(left: Symbol, right: Symbol, sheet: Sheet) -> bool:
    """Do the two stand on one line with no symbol between them?"""
    between = Box(left=left.box.right, right=right.box.left, top=left.box.top, bottom=left.box.bottom)
    level = abs(left.box.centre[1] - right.box.centre[1]) < _ON_LINE
    return level and not any(symbol.box.overlaps(between) for symbol in sheet.symbols)


def _line(grid: Grid, left: Symbol, right: Symbol) -> tuple[Point, Point] | None:
    """From side to side; a diamond is touched off its points, which are for arrows."""
    middle, row = left.box.centre[1], None
    for down in (slot_of(left), -slot_of(left)) if Kind.DECISION in (left.kind, right.kind) else (0.0,):
        row = row or next((row for row, y in enumerate(grid.ys) if abs(y - middle - down) < _ON_GRID), None)
    if row is None:
        return None
    y = grid.ys[row]
    begin, end = sides_at(left, y)[1], sides_at(right, y)[0]
    for column in range(bisect_left(grid.xs, begin), bisect_right(grid.xs, end)):
        grid.fixed[row * grid.width + column] |= LEVEL
    return (begin, y), (end, y)
