"""The form of work that is under way: its symbols tinted by what has become of each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sopengine.diagram.drawing import Kind, Sheet, Symbol, Text
from sopengine.diagram.layout.measure import text_width
from sopengine.diagram.output.svg import Page, page
from sopengine.diagram.views.legend import sample, with_legend

_COUNT_SIZES = (6.5, 5.5, 4.5, 3.5)
"""Points; the largest that fits above what is written in a symbol."""
_HEIGHT = 0.97
"""Of a line of text, in parts of its size."""
_INSIDE = 0.8
"""Points between the border of a symbol and the count of visits."""


class State(StrEnum):
    """What has become of a task."""

    DONE = "done"
    CURRENT = "current"
    LATE = "late"
    """Open and past its due time."""


_SHADES = {State.DONE: "#cfe8cf", State.CURRENT: "#ffe9a8", State.LATE: "#f6c1bb"}
_MEANINGS = {State.DONE: "selesai", State.CURRENT: "sedang dikerjakan", State.LATE: "terlambat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is told of one task."""

    state: State
    visits: int = 1


def tinted(pages: Sequence[Page], marks: Mapping[str, Mark]) -> tuple[Page, ...]:
    """The pages with the symbols of these tasks in the colours of their marks, and how often each was visited."""
    return tuple(page(_tinted(one.sheet, marks)) if one.sheet.number else one for one in pages)


def _tinted(sheet: Sheet, marks: Mapping[str, Mark]) -> Sheet:
    symbols = tuple(_marked(symbol, marks[symbol.name]) if symbol.name in marks else symbol for symbol in sheet.symbols)
    counts = [
        _count(symbol, marks[symbol.name].visits, sheet)
        for symbol in sheet.symbols
        if symbol.name in marks and marks[symbol.name].visits > 1 and not symbol.partner
    ]
    shown = replace(sheet, symbols=symbols, texts=(*sheet.texts, *counts))
    return with_legend(shown, [(sample(shade=_SHADES[state]), _MEANINGS[state]) for state in State])


def _marked(symbol: Symbol, mark: Mark) -> Symbol:
    return replace(symbol, shade=_SHADES[mark.state], told=f"{_MEANINGS[mark.state]}, {mark.visits} kali")


def _count(symbol: Symbol, visits: int, sheet: Sheet) -> Text:
    """`3x` in the middle of a symbol, or above what is written in it."""
    x, middle = symbol.box.centre
    words = f"{visits}x"
    written = [text.box.top for text in sheet.texts if not text.cell and _is_inside(text, symbol)]
    lowest = min(written, default=middle + _COUNT_SIZES[0] / 2 + _INSIDE)
    size = next((s for s in _COUNT_SIZES if symbol.box.top + _INSIDE + s * _HEIGHT <= lowest), _COUNT_SIZES[-1])
    y = symbol.box.top + _INSIDE + size * 0.74 if written else middle + size * 0.35
    if symbol.kind is Kind.DECISION and written:
        y = max(y, lowest - _INSIDE)
    return Text(x=x, y=y, content=words, size=size, width=text_width(words, size), centred=True)


def _is_inside(text: Text, symbol: Symbol) -> bool:
    return symbol.box.overlaps(text.box) and not text.label_of
