"""Sizes of the symbols and of what is written in and beside them."""

from __future__ import annotations

from functools import lru_cache

from sopengine.diagram.drawing import Kind
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import shortened, text_width, wrap
from sopengine.diagram.layout.spacing import Spacing

LABEL_SIZE = 7.5
"""Points."""

_WIDE_LANE = 56.0
"""Points; a lane from this width on has two tracks on each side."""
_WIDE_SIDES = 28.0
_NARROW_SIDES = 20.0
"""Points of a lane that its symbols leave free, both sides together."""
CONNECTOR_SIZE = (22.0, 19.0)
_INSIDE = 4.0
"""Points between the side of a capsule and its text."""
_TEXT_SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)
_READABLE = 6.0
"""Points; smaller only where no lane can be wider."""
_MOST_TEXT_HEIGHT = 120.0
_OFF_MIDDLE = 8.0
_LABEL_INTO_NEXT = 6.0
"""Points that a label may reach into the next lane."""
_BESIDE_LINE = 4.5
"""Points between the middle of a lane and a label that ends before the rule, and from there to the rule."""
_MOST_LABEL_WIDTH = 64.0
"""Points; a longer word is parted."""
_LABEL_WIDTHS = (1.0, 1.5, 2.25, 3.4, 6.0)
"""Parts of the narrowest width."""
_MOST_LABEL_LINES = 8
"""Twice as many where the label would else be too wide to stand anywhere."""
_FITTING_LABEL = 1.5
"""Lanes that a label may be wide."""


def symbol_size(kind: Kind, text: str, lane_width: float, lanes: int, spacing: Spacing) -> tuple[float, float]:
    """Width and height of a symbol over so many lanes of that width, high enough for its text."""
    sides = _WIDE_SIDES if lane_width >= _WIDE_LANE or lanes > 1 else _NARROW_SIDES
    width = lanes * lane_width - sides - 2 * off_middle(kind, lanes)
    size, lines = symbol_text(text, width)
    least = spacing.diamond if kind is Kind.DECISION else spacing.box
    return width, max(least, len(lines) * size * LEADING + 2 * _INSIDE)


def width_inside(text: str) -> float:
    """Of a narrow lane in whose symbols the words of a text can be read."""
    longest = max((text_width(word, _READABLE) for word in text.split()), default=0.0)
    return longest + 2 * _INSIDE + _NARROW_SIDES if longest else 0.0


def off_middle(kind: Kind, lanes: int) -> float:
    """Points that a symbol over an even number of lanes stands off their middle, which is a rule: its upper and
    lower points must not be on that."""
    return _OFF_MIDDLE if lanes % 2 == 0 and kind is not Kind.PROCESS else 0.0


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
    a lane and the next symbol, others are wider; the last may be so narrow that it ends before the lane's rule."""
    longest = max((text_width(word, LABEL_SIZE) for word in label.split()), default=0.0)
    narrow = max(lane_width / 2 + _LABEL_INTO_NEXT, min(longest, _MOST_LABEL_WIDTH))
    ways = dict.fromkeys(wrap(label, narrow * part, LABEL_SIZE) for part in _LABEL_WIDTHS)
    if longest <= (half := lane_width / 2 - _BESIDE_LINE):
        ways |= {wrap(label, half, LABEL_SIZE): None}
    low = tuple(lines for lines in ways if len(lines) <= _MOST_LABEL_LINES)
    if any(_width(lines) <= _FITTING_LABEL * lane_width for lines in low):
        return low
    return tuple(lines for lines in ways if len(lines) <= 2 * _MOST_LABEL_LINES) or tuple(ways)[-1:]


def _width(lines: tuple[str, ...]) -> float:
    return max((text_width(line, LABEL_SIZE) for line in lines), default=0.0)
