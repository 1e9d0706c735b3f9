"""How wide a cell must be for its text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import clean, text_width
from sopengine.diagram.layout.table.cells import PADDING, TEXT_SIZE, Texts, wrapped

_SAME = 0.01
"""Points that sums of the same widths may differ by."""


def lines_within(room: float) -> int:
    """Lines that fit between two rules so far apart, at least one."""
    return max(1, int((room - 2 * PADDING) / (TEXT_SIZE * LEADING)))


def least_width(texts: Texts) -> float:
    """Of a cell in which no word is parted."""
    return max((max(words, default=0.0) for words in _measured(texts)), default=0.0) + 2 * PADDING + _SAME


@lru_cache(maxsize=4000)
def line_count(texts: Texts, width: float) -> int:
    """Lines of a cell of that width, as they are printed; parts of a long word share theirs with the words behind."""
    room, space, count = width - 2 * PADDING, text_width(" ", TEXT_SIZE), 0
    for words in _measured(texts):
        if max(words, default=0.0) > room:
            return len(wrapped(texts, width, TEXT_SIZE))
        used = room + 1.0
        for word in words:
            used += space + word
            if used > room:
                count += 1
                used = word
    return count


@lru_cache(maxsize=4000)
def width_for(texts: Texts, lines: int, least: float) -> float:
    """The narrowest width, to a point or so, at which a cell has no more than so many lines (or a paragraph a line)."""
    if line_count(texts, least) <= lines:
        return least
    lengths = [sum(words) + text_width(" ", TEXT_SIZE) * len(words) for words in _measured(texts)]
    high = max(least, *lengths) + 2 * PADDING
    lines = max(lines, len(lengths))
    low = max(least, sum(lengths) / lines)
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if line_count(texts, middle) <= lines else (middle, high)
    return high


@lru_cache(maxsize=4000)
def _measured(texts: Texts) -> tuple[tuple[float, ...], ...]:
    """Of each paragraph the widths of its words."""
    return tuple(tuple(text_width(word, TEXT_SIZE) for word in clean(text).split()) for text in texts)


def most_lines(cells: Iterable[Texts], width: float) -> int:
    """Of the cells of one column."""
    return max((line_count(texts, width) for texts in set(cells)), default=0)
