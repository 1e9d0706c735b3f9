"""The official form of an SOP: layout, routing, SVG, PDF and PNG."""

from __future__ import annotations

from sopengine.diagram.layout.identity import identity_sheets
from sopengine.diagram.layout.sheets import sheets
from sopengine.diagram.route.router import routed
from sopengine.diagram.svg import Page, page
from sopengine.graph import Graph

__all__ = ["Page", "draw"]


def draw(graph: Graph) -> tuple[Page, ...]:
    """The pages of the form, identity page first."""
    return tuple(page(routed(sheet)) for sheet in (*identity_sheets(graph.definition), *sheets(graph)))
