"""The official form of an SOP: layout, routing, SVG, PDF and PNG."""

from __future__ import annotations

from collections import Counter

from sopengine.diagram.draft import drafted
from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.identity import identity_sheets
from sopengine.diagram.layout.matrix import TIGHT, WIDE, Spacing
from sopengine.diagram.layout.sheets import laid, sheets
from sopengine.diagram.route.router import routed
from sopengine.diagram.svg import Page, page
from sopengine.graph import Graph

__all__ = ["Page", "draw"]


_MOST_ATTEMPTS = 5
_UNLIMITED = 1 << 30


def draw(graph: Graph, *, draft: bool = False, logo: Picture | None = None) -> tuple[Page, ...]:
    """The pages of the form, identity page first; in a draft what was inferred is dashed."""
    form = _form(graph)
    if draft:
        form = tuple(drafted(sheet, graph.definition) for sheet in form)
    return tuple(page(sheet) for sheet in (*identity_sheets(graph.definition, logo), *form))


def _form(graph: Graph) -> tuple[Sheet, ...]:
    """The pages with their arrows; with tight rows where that saves a page and nothing wants for room."""
    pages = laid(graph, WIDE, Counter()).pages
    if pages > 1:
        tight = _spaced(graph, TIGHT, pages - 1)
        if tight and not any(sheet.cramped for sheet in tight):
            return tight
    return _spaced(graph, WIDE, _UNLIMITED)


def _spaced(graph: Graph, spacing: Spacing, most: int) -> tuple[Sheet, ...]:
    """The pages, rows where something found no place made higher and routed again; none where that is too many."""
    cramped: Counter[str] = Counter()
    known: dict[Sheet, Sheet] = {}
    drawn: list[tuple[Sheet, ...]] = []
    for _ in range(_MOST_ATTEMPTS):
        layout = laid(graph, spacing, cramped)
        if layout.pages > most:
            break
        unrouted = sheets(layout)
        known |= {sheet: routed(sheet) for sheet in unrouted if sheet not in known}
        drawn.append(tuple(known[sheet] for sheet in unrouted))
        found = frozenset[str]().union(*(sheet.cramped for sheet in drawn[-1]))
        if not found:
            break
        cramped.update(found)
    return min(drawn, key=lambda form: sum(len(sheet.cramped) for sheet in form), default=())
