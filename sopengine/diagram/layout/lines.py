"""Lines of text at their places: in the middle of a box, or running upwards in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Text
from sopengine.diagram.font import BELOW_MIDDLE, LEADING
from sopengine.diagram.layout.measure import text_width


def baselines(middle: float, count: int, size: float) -> Iterator[float]:
    """Where so many lines stand, or run side by side, that are centred on a place."""
    first = middle - (count - 1) * size * LEADING / 2 + size * BELOW_MIDDLE
    return (first + place * size * LEADING for place in range(count))


def centred(lines: Sequence[str], cell: Box, size: float, *, bold: bool = False) -> Iterator[Text]:
    """Lines in the middle of a cell."""
    x, middle = cell.centre
    for y, line in zip(baselines(middle, len(lines), size), lines, strict=True):
        yield Text(x=x, y=y, content=line, size=size, width=text_width(line, size, bold), bold=bold, centred=True)


def stacked(lines: Sequence[str], centre: tuple[float, float], size: float) -> Iterator[Text]:
    """Lines centred on a point."""
    x, y = centre
    yield from centred(lines, Box(left=x, right=x, top=y, bottom=y), size)


def upwards(lines: Sequence[str], cell: Box, size: float) -> Iterator[Text]:
    """Bold lines that run upwards, side by side in the middle of a cell."""
    middle, y = cell.centre
    for x, line in zip(baselines(middle, len(lines), size), lines, strict=True):
        yield Text(x=x, y=y, content=line, size=size, width=text_width(line, size, True), bold=True, turned=True)
