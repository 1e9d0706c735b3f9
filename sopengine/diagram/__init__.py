"""The official form of an SOP: layout, routing, SVG, PDF and PNG."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from sopengine.diagram.draft import drafted
from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.identity import identity_sheets
from sopengine.diagram.layout.sheets import Layout, laid, sheets
from sopengine.diagram.layout.spacing import LOW, TIGHT
from sopengine.diagram.route.router import routed
from sopengine.diagram.svg import Page, page
from sopengine.graph import Graph

__all__ = ["Page", "draw"]


_MOST_ATTEMPTS = 5
_FEW_PAGES = 5
"""Up to so many pages it is worth the time to try whether tighter rows save one."""
_UNLIMITED = 1 << 30


def draw(graph: Graph, *, draft: bool = False, logo: Picture | None = None) -> tuple[Page, ...]:
    """The pages of the form, identity page first; in a draft what was inferred is dashed."""
    form = _form(graph)
    if draft:
        form = tuple(drafted(sheet, graph.definition) for sheet in form)
    return tuple(page(sheet) for sheet in (*identity_sheets(graph.definition, logo), *form))


def _form(graph: Graph) -> tuple[Sheet, ...]:
    """The pages with their arrows; with tighter rows where that saves a page and nothing wants for room."""
    usual = laid(graph)
    saving: list[Layout] = []
    for spacing in (TIGHT, LOW) if usual.pages <= _FEW_PAGES else ():
        fewest = saving[0] if saving else usual
        tighter = fewest.spaced(spacing) if fewest.could_be_shorter(spacing) else fewest
        if tighter.pages < fewest.pages:
            saving.insert(0, tighter)
    for layout, next_best in pairwise([*saving, usual]):
        drawn = _routed(layout, next_best.pages - 1)
        if drawn and not any(sheet.cramped for sheet in drawn):
            return drawn
    return _routed(usual, _UNLIMITED)


def _routed(layout: Layout, most: int) -> tuple[Sheet, ...]:
    """The pages, rows where something found no place made higher and routed again; none where that is too many."""
    cramped: Counter[str] = Counter()
    known: dict[str, tuple[Sheet, Sheet]] = {}
    drawn: list[tuple[Sheet, ...]] = []
    for _ in range(_MOST_ATTEMPTS):
        if layout.pages > most:
            break
        for sheet in (unrouted := sheets(layout)):
            if sheet.file not in known or known[sheet.file][0] != sheet:
                known[sheet.file] = sheet, routed(sheet)
        drawn.append(tuple(known[sheet.file][1] for sheet in unrouted))
        found = frozenset[str]().union(*(sheet.cramped for sheet in drawn[-1]))
        if not found:
            break
        cramped.update(found)
        layout = layout.eased(cramped)
    return min(drawn, key=lambda form: sum(len(sheet.cramped) for sheet in form), default=())
