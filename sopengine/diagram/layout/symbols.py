"""Sizes of the symbols and of what is written in and beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sopengine.diagram.drawing import Kind
from sopengine.diagram.font import LEADING, text_height
from sopengine.diagram.layout.measure import shortened, text_width, wrap

@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """How high symbols are, and what rows keep free around them, in points."""

    clearance: float
    """Above and below."""
    level_gap: float
    """Between two symbols in one cell."""
    box: float
    """Least height of a box or capsule."""
    diamond: float


WIDE = Spacing(clearance=13.0, level_gap=18.0, box=21.0, diamond=26.0)
"""A clearance of 3, two tracks of 4.5, and 1."""
TIGHT = Spacing(clearance=9.0, level_gap=15.0, box=21.0, diamond=26.0)
"""One track."""
LOW = Spacing(clearance=9.0, level_gap=14.0, box=17.0, diamond=22.0)
"""One track beside lower symbols."""

LABEL_SIZE = 7.5
"""Points."""
QUESTION_SIZE = 6.5
"""Points."""
QUESTION_GAP = 2.0
"""Points between a question and what is beside it."""

_WIDE_LANE = 56.0
"""Points; a lane from this width on has two tracks on each side."""
_WIDE_SIDES = 28.0
_NARROW_SIDES = 20.0
"""Points of a lane that its symbols leave free, both sides together."""
CONNECTOR_SIZE = (22.0, 19.0)
_INSIDE = 4.0
"""Points between the side of a capsule and its text."""
_TEXT_SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)
_MOST_TEXT_HEIGHT = 120.0
_OFF_MIDDLE = 8.0
_AT_SLOPE = 3.0
"""Points between the text in a diamond and its sides."""
_SLACK = 1.0
"""Points that the highest and lowest letters of a line do not fill."""
_QUESTION_WIDTHS = (1.0, 1.6, 2.5, 4.0)
"""Parts of the narrowest width."""
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


def off_middle(kind: Kind, lanes: int) -> float:
    """Points that a symbol over an even number of lanes stands off their middle, which is a rule: its upper and
    lower points must not be on that."""
    return _OFF_MIDDLE if lanes % 2 == 0 and kind is not Kind.PROCESS else 0.0


def question_in_diamond(question: str, width: float, height: float) -> tuple[str, ...]:
    """The lines of a question that fits into its diamond; none where it does not."""
    for most in (1, 2):
        room = (width - 2 * _AT_SLOPE) * (1 - (text_height(most, QUESTION_SIZE) - _SLACK) / height)
        lines = wrap(question, room, QUESTION_SIZE) if _has_room(question, room) else ()
        if 0 < len(lines) <= most:
            return lines
    return ()


def question_lines(question: str, lane_width: float) -> tuple[tuple[str, ...], ...]:
    """Ways of breaking a question that stands beside its diamond, the narrowest first."""
    longest = max((text_width(word, QUESTION_SIZE) for word in question.split()), default=0.0)
    narrow = max(min(longest, _MOST_LABEL_WIDTH), lane_width / 2 - 3 * QUESTION_GAP)
    ways = dict.fromkeys(wrap(question, narrow * part, QUESTION_SIZE) for part in _QUESTION_WIDTHS)
    return tuple(ways)


def question_height(question: str, lane_width: float) -> float:
    """What a row needs above and below a diamond for a question that stands beside it; 0 for one that stands in it."""
    if question_in_diamond(question, *symbol_size(Kind.DECISION, "", lane_width, 1, WIDE)):
        return 0.0
    return text_height(len(question_lines(question, lane_width)[0]), QUESTION_SIZE) + 2 * QUESTION_GAP


def _has_room(text: str, room: float) -> bool:
    return all(text_width(word, QUESTION_SIZE) <= room for word in text.split())


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
