"""The official form of an SOP: layout, routing, SVG, PDF and PNG."""

from __future__ import annotations

from collections import Counter

from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.identity import identity_sheets
from sopengine.diagram.layout.sheets import sheets
from sopengine.diagram.output.svg import Page, page
from sopengine.diagram.route.router import routed
from sopengine.diagram.views.draft import drafted
from sopengine.graph import Graph

__all__ = ["Page", "draw"]


_MOST_ATTEMPTS = 5


def draw(graph: Graph, *, draft: bool = False, logo: Picture | None = None) -> tuple[Page, ...]:
    """The pages of the form, identity page first; in a draft what was inferred is dashed."""
    form = _form(graph)
    if draft:
        form = tuple(drafted(sheet, graph.definition) for sheet in form)
    return tuple(page(sheet) for sheet in (*identity_sheets(graph.definition, logo), *form))


def _form(graph: Graph) -> tuple[Sheet, ...]:
    """The pages with their arrows; rows where something found no place are made higher, and routed again."""
    cramped: Counter[str] = Counter()
    known: dict[Sheet, Sheet] = {}
    drawn: list[tuple[Sheet, ...]] = []
    for _ in range(_MOST_ATTEMPTS):
        laid = sheets(graph, cramped)
        known |= {sheet: routed(sheet) for sheet in laid if sheet not in known}
        drawn.append(tuple(known[sheet] for sheet in laid))
        found = frozenset[str]().union(*(sheet.cramped for sheet in drawn[-1]))
        if not found:
            break
        cramped.update(found)
    return min(drawn, key=lambda form: sum(len(sheet.cramped) for sheet in form))
