"""The official form as it was kept: each step tinted by how it did, with its figures at its symbol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from sopengine.diagram.drawing import Sheet, Symbol, Text
from sopengine.diagram.layout.beside import words_at
from sopengine.diagram.layout.measure import clean
from sopengine.diagram.views.legend import sample, with_legend
from sopengine.frozen import frozen
from sopengine.graph import Graph

_RED, _STRIPES = "#a81e17", "#d9a441"


class Tint(StrEnum):
    """How a step did. On grey paper, too, each differs: plain, striped, with a heavy border, dashed."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNMEASURED = "unmeasured"


@frozen
class Measured:
    """What is told of a task, or of a step."""

    tint: Tint
    parts: tuple[str, ...] = ()
    """Figures as printed, such as `n 6`, `50 %`, `median 2 j / 120 mnt`: on one line parted by dots, or on several."""


@frozen
class _Look:
    shade: str
    edge: str = ""
    hatch: str = ""
    dashed: bool = False


_LOOKS = {
    Tint.GOOD: _Look(shade="#cfe8cf"),
    Tint.FAIR: _Look(shade="#ffe9a8", hatch=_STRIPES),
    Tint.POOR: _Look(shade="#f6c1bb", edge=_RED),
    Tint.UNMEASURED: _Look(shade="", dashed=True),
}


def by_task(graph: Graph, measures: Mapping[str, Measured]) -> dict[str, Measured]:
    """What is told of each task: its own, or that of its step, the figures of which are told of its first task only."""
    found: dict[str, Measured] = {}
    for step in graph.definition.steps:
        together = measures.get(step.id)
        for task in step.tasks:
            if own := measures.get(task.name, together):
                told = own is together and any(found.get(other.name) is together for other in step.tasks)
                found[task.name] = replace(own, parts=()) if told else own
    return found


def shown_measured(
    sheets: Sequence[Sheet], measures: Mapping[str, Measured], meanings: Mapping[Tint, str], heading: str
) -> tuple[Sheet, ...]:
    """The sheets of the form with tints, figures and a legend; `measures` are by the name of a task."""
    return tuple(_shown(sheet, measures, meanings, heading) for sheet in sheets)


def _shown(sheet: Sheet, measures: Mapping[str, Measured], meanings: Mapping[Tint, str], heading: str) -> Sheet:
    symbols = tuple(_tinted(symbol, measures.get(symbol.name)) for symbol in sheet.symbols)
    tinted = replace(sheet, symbols=symbols)
    texts: list[Text] = []
    for symbol in symbols:
        if symbol.name in measures and not symbol.partner:
            parts = [clean(part) for part in measures[symbol.name].parts]
            texts += (replace(text, halo=bool(symbol.hatch)) for text in words_at(symbol, parts, tinted, texts))
    entries = [
        sample(clean(meanings[tint]), shade=look.shade, edge=look.edge, hatch=look.hatch, dashed=look.dashed)
        for tint, look in _LOOKS.items()
        if tint in meanings
    ]
    return with_legend(replace(tinted, texts=(*sheet.texts, *texts)), entries, clean(heading))


def _tinted(symbol: Symbol, measured: Measured | None) -> Symbol:
    if measured is None:
        return symbol
    look = _LOOKS[measured.tint]
    told = ", ".join(map(clean, measured.parts))
    return replace(symbol, shade=look.shade, edge=look.edge, hatch=look.hatch, dashed=look.dashed, told=told)
