"""The official form: its pages laid out, with their arrows."""

from __future__ import annotations

from collections import Counter

from sopengine.diagram.drawing import Sheet
from sopengine.diagram.layout.sheets import sheets
from sopengine.diagram.route.router import routed
from sopengine.graph import Graph

_MOST_ATTEMPTS = 5


def form_sheets(graph: Graph) -> tuple[Sheet, ...]:
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
