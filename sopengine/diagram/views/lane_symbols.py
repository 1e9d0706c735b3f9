"""Symbols large enough for the activity that is written in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sopengine.diagram.drawing import Kind
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import shortened, text_width, wrap
from sopengine.diagram.layout.symbols import off_middle
from sopengine.frozen import frozen

TEXT_SIZE = 7.5
_SIDES = 48.0
"""Points of a lane that a symbol leaves free, both sides together: room for a short label or two tracks each."""
_INSIDE = 4.0
"""Points between the border of a symbol and its text."""
_LEAST_HEIGHT = {Kind.START: 24.0, Kind.END: 24.0, Kind.PROCESS: 24.0, Kind.DECISION: 34.0, Kind.CONNECTOR: 19.0}
_MOST_LINES = {Kind.START: 9, Kind.END: 9, Kind.PROCESS: 9, Kind.DECISION: 6, Kind.CONNECTOR: 1}
_PARTS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
"""Of the width of a diamond that its text may take; the wider, the flatter must the text be."""


@frozen
class Inscribed:
    """The size of a symbol and the lines in it."""

    width: float
    height: float
    lines: tuple[str, ...]
    is_cut: bool
    """Not all of the text is there."""


@lru_cache(maxsize=1000)
def inscribed(kind: Kind, text: str, lane_width: float, lanes: int) -> Inscribed:
    """The lowest symbol over so many lanes that holds the text."""
    width = lanes * lane_width - _SIDES - 2 * off_middle(kind, lanes)
    if kind is Kind.DECISION:
        return min(_diamonds(text, width), key=lambda diamond: (diamond.is_cut, diamond.height))
    lines, is_cut = _lines(text, width - 2 * _INSIDE, _MOST_LINES[kind])
    height = max(_LEAST_HEIGHT[kind], len(lines) * TEXT_SIZE * LEADING + 2 * _INSIDE)
    return Inscribed(width=width, height=height, lines=lines, is_cut=is_cut)


def _diamonds(text: str, width: float) -> Iterator[Inscribed]:
    """Ways of writing it in a diamond: of a box in its middle, the shares of width and height make one at most."""
    for part in _PARTS:
        lines, is_cut = _lines(text, width * part, _MOST_LINES[Kind.DECISION])
        widest = max((text_width(line, TEXT_SIZE) for line in lines), default=0.0)
        needed = len(lines) * TEXT_SIZE * LEADING / (1 - min(0.9, (widest + _INSIDE) / width))
        yield Inscribed(width=width, height=max(_LEAST_HEIGHT[Kind.DECISION], needed), lines=lines, is_cut=is_cut)


def _lines(text: str, room: float, most: int) -> tuple[tuple[str, ...], bool]:
    lines = wrap(text, room, TEXT_SIZE)
    if len(lines) <= most:
        return lines, False
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room, TEXT_SIZE)), True
