"""What is printed in the cells of the table, and how high it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import clean, wrap
from sopengine.model.form import Column
from sopengine.model.step import Item, Step

PADDING = 3.0
"""Points between the text of a cell and its rules."""
TEXT_SIZE = 8.0
"""Points; smaller only in a row that would be higher than a page."""
_LINE_ENDS = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")

Texts = tuple[str, ...]
"""The paragraphs of a cell."""
Cells = dict[Column, Texts]
"""Of a row."""


def printed(step: Step) -> Cells:
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


def _paragraphs(*texts: str) -> Texts:
    return tuple(part for text in texts for part in map(str.strip, _LINE_ENDS.split(text)) if part)


def _list(items: Iterable[Item]) -> str:
    return ", ".join(clean(item.text) for item in items)
