"""The question of a decision: in its diamond where it fits, else in lines to stand beside it."""

from __future__ import annotations

from sopengine.diagram.drawing import Kind
from sopengine.diagram.font import text_height
from sopengine.diagram.layout.measure import text_width, wrap
from sopengine.diagram.layout.spacing import WIDE
from sopengine.diagram.layout.symbols import symbol_size

QUESTION_SIZE = 6.5
"""Points."""
QUESTION_GAP = 2.0
"""Points between a question and what is beside it."""
_MOST_WIDTH = 64.0
"""Points; a longer word is parted."""
_AT_SLOPE = 3.0
"""Points between the text in a diamond and its sides."""
_SLACK = 1.0
"""Points that the highest and lowest letters of a line do not fill."""
_QUESTION_WIDTHS = (1.0, 1.6, 2.5, 4.0)
"""Parts of the narrowest width."""


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
    narrow = max(min(longest, _MOST_WIDTH), lane_width / 2 - 3 * QUESTION_GAP)
    ways = dict.fromkeys(wrap(question, narrow * part, QUESTION_SIZE) for part in _QUESTION_WIDTHS)
    return tuple(ways)


def question_height(question: str, lane_width: float) -> float:
    """What a row needs above and below a diamond for a question that stands beside it; 0 for one that stands in it."""
    if question_in_diamond(question, *symbol_size(Kind.DECISION, "", lane_width, 1, WIDE)):
        return 0.0
    return text_height(len(question_lines(question, lane_width)[0]), QUESTION_SIZE) + 2 * QUESTION_GAP


def _has_room(text: str, room: float) -> bool:
    return all(text_width(word, QUESTION_SIZE) <= room for word in text.split())
