"""Sizes of the symbols and of what is written in and beside them."""

from __future__ import annotations

from functools import lru_cache

from sopengine.diagram.drawing import LEADING, Kind
from sopengine.diagram.layout.measure import shortened, text_width, wrap

ROOM = 13.0
"""Points that a row keeps above and below its symbols: a clearance of 3, tracks of 2 x 4.5, and 1."""
LEVEL_GAP = 18.0
"""Points between two symbols in one cell."""
LABEL_SIZE = 7.5
"""Points."""

_WIDE_LANE = 56.0
"""Points; a lane from this width on has two tracks on each side."""
_WIDE_SIDES = 26.0
_NARROW_SIDES = 20.0
"""Points of a lane that its symbols leave free, both sides together."""
_HEIGHTS = {Kind.START: 21.0, Kind.END: 21.0, Kind.PROCESS: 21.0, Kind.DECISION: 26.0, Kind.CONNECTOR: 19.0}
_CONNECTOR_WIDTH = 22.0
_INSIDE = 4.0
"""Points between the side of a capsule and its text."""
_TEXT_SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)
_MOST_TEXT_HEIGHT = 120.0
_LABEL_INTO_NEXT = 6.0
"""Points that a label may reach into the next lane."""
_MOST_LABEL_WIDTH = 64.0
"""Points; a longer word is parted."""
_LABEL_WIDTHS = (1.0, 1.5, 2.25, 3.4, 6.0)
"""Parts of the narrowest width."""
_MOST_LABEL_LINES = 8
"""Twice as many where the label would else be too wide to stand anywhere."""
_FITTING_LABEL = 1.5
"""Lanes that a label may be wide."""


def has_two_tracks(lane_width: float) -> bool:
    return lane_width >= _WIDE_LANE


def symbol_size(kind: Kind, text: str, lane_width: float) -> tuple[float, float]:
    """Width and height of a symbol in a lane of that width, high enough for its text."""
    if kind is Kind.CONNECTOR:
        return _CONNECTOR_WIDTH, _HEIGHTS[kind]
    width = lane_width - (_WIDE_SIDES if has_two_tracks(lane_width) else _NARROW_SIDES)
    size, lines = symbol_text(text, width)
    return width, max(_HEIGHTS[kind], len(lines) * size * LEADING + 2 * _INSIDE)


@lru_cache(maxsize=1000)
def symbol_text(text: str, width: float) -> tuple[float, tuple[str, ...]]:
    """Size and lines of the text inside a symbol: the largest size that parts no word, else the smallest."""
    room = width - 2 * _INSIDE
    words = text.split()
    for size in _TEXT_SIZES:
        if all(text_width(word, size) <= room for word in words):
            break
    lines = wrap(text, room, size)
    most = int(_MOST_TEXT_HEIGHT / (size * LEADING))
    if len(lines) > most:
        lines = (*lines[: most - 1], shortened(lines[most - 1] + lines[most], room, size))
    return size, lines


@lru_cache(maxsize=1000)
def label_lines(label: str, lane_width: float) -> tuple[tuple[str, ...], ...]:
    """Ways of breaking an outcome's label into lines; the first is narrow enough to stand between the middle of
    a lane and the next symbol, the others are wider."""
    longest = max((text_width(word, LABEL_SIZE) for word in label.split()), default=0.0)
    narrow = max(lane_width / 2 + _LABEL_INTO_NEXT, min(longest, _MOST_LABEL_WIDTH))
    ways = dict.fromkeys(wrap(label, narrow * part, LABEL_SIZE) for part in _LABEL_WIDTHS)
    low = tuple(lines for lines in ways if len(lines) <= _MOST_LABEL_LINES)
    if any(_width(lines) <= _FITTING_LABEL * lane_width for lines in low):
        return low
    return tuple(lines for lines in ways if len(lines) <= 2 * _MOST_LABEL_LINES) or tuple(ways)[-1:]


def _width(lines: tuple[str, ...]) -> float:
    return max((text_width(line, LABEL_SIZE) for line in lines), default=0.0)
