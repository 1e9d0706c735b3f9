"""The official form: the identity, and the pages of the flow with their arrows."""

from __future__ import annotations

from collections import Counter

from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.identity.one_sheet import MOST_ROWS, room_for, with_identity
from sopengine.diagram.layout.identity.sheets import SIZES, identity_crown, identity_sheets
from sopengine.diagram.layout.sheets import sheets
from sopengine.diagram.route.router import routed
from sopengine.graph import Graph
from sopengine.model.form import Layout

_MOST_ATTEMPTS = 5


def document_sheets(graph: Graph, logo: Picture | None = None) -> tuple[Sheet, ...]:
    """All sheets, the identity first; one for both where the form asks for that and they find room on it."""
    definition = graph.definition
    if definition.form.layout is Layout.ONE_SHEET and len(definition.steps) <= MOST_ROWS:
        together = _together(graph, logo)
        if together:
            return (together,)
    form = form_sheets(graph)
    return (*identity_sheets(definition, form[0].width, form[0].height, logo), *form)


def _together(graph: Graph, logo: Picture | None) -> Sheet | None:
    """Identity and flow, in the largest letters of the identity with which both find room; None where none do."""
    (first, *_) = sheets(graph, Counter())
    for size in SIZES:
        crown = identity_crown(graph.definition, first.width, size, logo)
        taken = room_for(crown)
        if first.height - taken > first.height / 4 and len(sheets(graph, Counter(), taken)) == 1:
            flow = form_sheets(graph, taken)
            if len(flow) == 1:
                return with_identity(flow[0], crown)
    return None


def form_sheets(graph: Graph, taken: float = 0.0) -> tuple[Sheet, ...]:
    """The pages with their arrows; rows where something found no place are made higher, and routed again.

    `taken`: points of the height of the paper that are needed for something else.
    """
    cramped: Counter[str] = Counter()
    known: dict[Sheet, Sheet] = {}
    drawn: list[tuple[Sheet, ...]] = []
    for _ in range(_MOST_ATTEMPTS):
        laid = sheets(graph, cramped, taken)
        known |= {sheet: routed(sheet) for sheet in laid if sheet not in known}
        drawn.append(tuple(known[sheet] for sheet in laid))
        found = frozenset[str]().union(*(sheet.cramped for sheet in drawn[-1]))
        if not found:
            break
        cramped.update(found)
    return min(drawn, key=lambda form: sum(len(sheet.cramped) for sheet in form))
