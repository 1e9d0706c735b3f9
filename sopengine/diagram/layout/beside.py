"""A free place for a few short words at a symbol of a finished sheet: in it, or beside it in its row."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot, inf

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Arrow, Kind, Sheet, Symbol, Text
from sopengine.diagram.font import text_height
from sopengine.diagram.layout.lines import stacked
from sopengine.diagram.layout.measure import text_width
from sopengine.frozen import frozen

_SIZES = (6.0, 5.5, 5.0, 4.5)
"""Points, the largest first."""
_DOT = " · "
_OFF_SYMBOL, _OFF_ARROW, _OFF_TEXT = 1.5, 2.6, 1.0
"""Points kept free; a head is 2.2 wide on each side of its arrow."""
_OFF_RULE = 1.5
_INSIDE = 2.0
"""Points between what stands in a symbol and its border."""
_REACH = 16.0
"""Points that words may be away from their symbol."""
_STEP, _DOWN = 3.0, 1.5
"""Points between two places that are tried, across and down."""
_SMALLER, _MORE_LINES, _WIDER, _ON_RULE = 4.0, 1.0, 0.1, 20.0
"""What is worse about a smaller size, each further line, each point of width, and a place on the rule of a lane; in
points of distance."""


@frozen
class _Shape:
    lines: tuple[str, ...]
    size: float
    width: float
    height: float
    cost: float


def words_at(symbol: Symbol, parts: Sequence[str], sheet: Sheet, others: Sequence[Text] = ()) -> tuple[Text, ...]:
    """The parts, on as few lines as find room in the symbol or near it; none where no place is free.

    They cover no symbol, arrow, text or rule of a row, and stand nearer to their symbol than to any other one;
    `others` are texts that the sheet does not have yet.
    """
    shapes = sorted(_shapes(parts), key=lambda shape: shape.cost)
    texts = [text for text in (*sheet.texts, *others) if not text.cell]
    inside = (shape for shape in shapes if _fits_in(symbol, shape))
    if not any(symbol.box.overlaps(text.box) for text in texts) and (shape := next(inside, None)):
        return tuple(stacked(shape.lines, symbol.box.centre, shape.size))
    things = list(_things(symbol, sheet, texts))
    best: tuple[float, Box, _Shape] | None = None
    for shape in shapes:
        if best is None or shape.cost < best[0]:
            most = best[0] if best else inf
            for cost, x, y in sorted(place for place in _places(symbol, shape, sheet) if place[0] < most):
                box = Box(left=x, top=y, right=x + shape.width, bottom=y + shape.height)
                if not any(map(box.overlaps, things)) and _is_nearest(symbol, box, sheet):
                    best = cost, box, shape
                    break
    return tuple(stacked(best[2].lines, best[1].centre, best[2].size)) if best else ()


def _shapes(parts: Sequence[str]) -> Iterator[_Shape]:
    """All ways to break the parts into lines, in all sizes."""
    for breaks in range(1 << len(parts) - 1 if parts else 0):
        lines = [parts[0]]
        for place, part in enumerate(parts[1:]):
            lines[-1:] = [lines[-1], part] if breaks >> place & 1 else [f"{lines[-1]}{_DOT}{part}"]
        for smaller, size in enumerate(_SIZES):
            wide, high = max(text_width(line, size) for line in lines), text_height(len(lines), size)
            cost = _SMALLER * smaller + _MORE_LINES * (len(lines) - 1) + _WIDER * wide
            yield _Shape(lines=tuple(lines), size=size, width=wide, height=high, cost=cost)


def _fits_in(symbol: Symbol, shape: _Shape) -> bool:
    across, down = (shape.width + 2 * _INSIDE) / symbol.box.width, (shape.height + _INSIDE) / symbol.box.height
    return across + down <= 1.0 if symbol.kind is Kind.DECISION else max(across, down) <= 1.0


def _things(symbol: Symbol, sheet: Sheet, texts: Sequence[Text]) -> Iterator[Box]:
    """What words beside the symbol must not cover, each with what is kept free around it."""
    reach = symbol.box.grown(_REACH + sheet.width / 8)
    for box in (
        *(other.box.grown(_OFF_SYMBOL) for other in sheet.symbols),
        *(piece for arrow in sheet.arrows for piece in _pieces(arrow)),
        *(text.box.grown(_OFF_TEXT) for text in texts),
    ):
        if box.overlaps(reach):
            yield box


def _pieces(arrow: Arrow) -> Iterator[Box]:
    for (x1, y1), (x2, y2) in pairwise(arrow.points):
        box = Box(left=min(x1, x2), top=min(y1, y2), right=max(x1, x2), bottom=max(y1, y2))
        yield box.grown(_OFF_ARROW)


def _places(symbol: Symbol, shape: _Shape, sheet: Sheet) -> Iterator[tuple[float, float, float]]:
    """Cost, left and top of places in the row of the symbol, as far from it as they may be."""
    assert sheet.area
    box, (width, height) = symbol.box, (shape.width, shape.height)
    top, bottom = next(band for band in pairwise(sheet.rows) if band[0] <= box.centre[1] <= band[1])
    low, high = max(top + _OFF_RULE, box.top - _REACH - height), min(bottom - _OFF_RULE, box.bottom + _REACH + height)
    left = max(sheet.area.left + _OFF_RULE, box.left - _REACH - width)
    right = min(sheet.area.right - _OFF_RULE, box.right + _REACH + width)
    for x in _steps(left, right - width, _STEP, box.centre[0] - width / 2):
        cuts = bisect(sheet.lanes, x + width + _OFF_RULE) - bisect(sheet.lanes, x - _OFF_RULE)
        across = max(0.0, x - box.right, box.left - x - width)
        for y in _steps(low, high - height, _DOWN, box.centre[1] - height / 2):
            away = hypot(across, max(0.0, y - box.bottom, box.top - y - height))
            if away <= _REACH:
                aside = min(abs(x + width / 2 - box.centre[0]), abs(y + height / 2 - box.centre[1])) / 20
                yield shape.cost + away + aside + _ON_RULE * cuts, x, y


def _steps(low: float, high: float, step: float, middle: float) -> Iterator[float]:
    """From the one to the other, and the middle, if it lies between."""
    yield from (low + place * step for place in range(int((high - low) / step) + 1 if high >= low else 0))
    if low <= middle <= high:
        yield middle


def _distance(a: Box, b: Box) -> float:
    across = max(0.0, a.left - b.right, b.left - a.right)
    return hypot(across, max(0.0, a.top - b.bottom, b.top - a.bottom))


def _is_nearest(symbol: Symbol, box: Box, sheet: Sheet) -> bool:
    away = _distance(symbol.box, box)
    return all(_distance(other.box, box) > away for other in sheet.symbols if other is not symbol)
