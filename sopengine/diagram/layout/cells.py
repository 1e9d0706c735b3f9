"""What is printed in the cells of the table, and how wide and high it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import clean, text_width, wrap
from sopengine.model.form import Column
from sopengine.model.step import Item, Step

PADDING = 3.0
"""Points between the text of a cell and its rules."""
TEXT_SIZE = 8.0
"""Points; smaller only in a row that would be higher than a page."""
_LINE_ENDS = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")
_SAME = 0.01
"""Points that sums of the same widths may differ by."""

Texts = tuple[str, ...]
"""The paragraphs of a cell."""


def printed(step: Step) -> dict[Column, Texts]:
    """The paragraphs of each cell of a row; those of the file stay apart."""
    return {
        Column.NUMBER: (f"{step.number}." if step.number.isdecimal() else step.number,),
        Column.ACTIVITY: _paragraphs(step.activity, *(f"- {substep}" for substep in step.substeps)),
        Column.NEEDS: _paragraphs(_list(step.needs)),
        Column.DURATION: _paragraphs(step.standard.text),
        Column.OUTPUTS: _paragraphs(_list(step.outputs)),
        Column.NOTE: _paragraphs(step.note),
    }


def wrapped(texts: Texts, width: float, size: float) -> tuple[str, ...]:
    """The lines of a cell of that width."""
    return tuple(line for text in texts for line in wrap(text, width - 2 * PADDING, size))


def height(lines: int, size: float = TEXT_SIZE) -> float:
    """Points that so many lines need between two rules."""
    return lines * size * LEADING + 2 * PADDING


def lines_within(room: float) -> int:
    """Lines that fit between two rules so far apart, at least one."""
    return max(1, int((room - 2 * PADDING) / (TEXT_SIZE * LEADING)))


def least_width(texts: Texts) -> float:
    """Of a cell in which no word is parted."""
    return max((max(words, default=0.0) for words in _measured(texts)), default=0.0) + 2 * PADDING + _SAME


@lru_cache(maxsize=4000)
def line_count(texts: Texts, width: float) -> int:
    """Lines of a cell of that width."""
    room, space, count = width - 2 * PADDING, text_width(" ", TEXT_SIZE), 0
    for words in _measured(texts):
        used = room + 1.0
        for word in words:
            used += space + word
            if used > room:
                count += max(1, ceil(word / room))
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


def _paragraphs(*texts: str) -> Texts:
    return tuple(part for text in texts for part in map(str.strip, _LINE_ENDS.split(text)) if part)


def _list(items: Iterable[Item]) -> str:
    return ", ".join(clean(item.text) for item in items)


def most_lines(cells: Sequence[Texts], width: float) -> int:
    """Of the cells of one column."""
    return max((line_count(texts, width) for texts in cells), default=0)
