"""The official form: the identity, and the pages of the flow with their arrows."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.identity.one_sheet import room_for, with_identity
from sopengine.diagram.layout.identity.sheets import SIZES, identity_crown, identity_sheets
from sopengine.diagram.layout.limits import check_outcomes, check_rows
from sopengine.diagram.layout.sheets import Layout as Division
from sopengine.diagram.layout.sheets import laid, sheets
from sopengine.diagram.layout.spacing import LOW, TIGHT
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.router import routed
from sopengine.graph import Graph
from sopengine.model.form import Form, Layout

_MOST_ATTEMPTS = 5
_FEW_PAGES = 5
"""Up to so many pages it is worth the time to try whether tighter rows save one."""
_UNLIMITED = 1 << 30


def document_sheets(graph: Graph, logo: Picture | None = None) -> tuple[Sheet, ...]:
    """All sheets, the identity first; one for both where the form asks for that and they find room on it."""
    definition = graph.definition
    if definition.form.layout is Layout.ONE_SHEET and len(definition.steps) <= Form.MOST_ROWS_ON_ONE_SHEET:
        together = _together(graph, logo)
        if together:
            return (together,)
    form = form_sheets(graph)
    return (*identity_sheets(definition, form[0].width, form[0].height, logo), *form)


def _together(graph: Graph, logo: Picture | None) -> Sheet | None:
    """Identity and flow, in the largest letters of the identity with which both find room; None where none do."""
    usual = laid(graph)
    check_outcomes(usual.plan, graph.definition)
    width, height = usual.table.sheet
    for size in SIZES:
        crown = identity_crown(graph.definition, width, size, logo)
        taken = room_for(crown)
        if height - taken > height / 4:
            flow = _settled(laid(graph, taken), 1, Effort(len(graph.definition.steps)))
            if flow:
                return with_identity(flow[0], crown)
    return None


def form_sheets(graph: Graph) -> tuple[Sheet, ...]:
    """The pages with their arrows; with tighter rows where that saves a page and nothing wants for room."""
    usual, effort = laid(graph), Effort(len(graph.definition.steps))
    check_outcomes(usual.plan, graph.definition)
    check_rows(usual)
    saving: list[Division] = []
    for spacing in (TIGHT, LOW) if usual.pages <= _FEW_PAGES else ():
        fewest = saving[0] if saving else usual
        tighter = fewest.spaced(spacing) if fewest.could_be_shorter(spacing) else fewest
        if tighter.pages < fewest.pages:
            saving.insert(0, tighter)
    for layout, next_best in pairwise([*saving, usual]):
        drawn = _settled(layout, next_best.pages - 1, effort)
        if drawn and not any(sheet.cramped for sheet in drawn):
            return drawn
    return _settled(usual, _UNLIMITED, effort)


def _settled(layout: Division, most: int, effort: Effort) -> tuple[Sheet, ...]:
    """The pages, rows where something found no place made higher and routed again; none where that is too many.

    It ends, too, where a row would become higher than a page, or the effort is spent.
    """
    cramped: Counter[str] = Counter()
    known: dict[str, tuple[Sheet, Sheet]] = {}
    drawn: list[tuple[Sheet, ...]] = []
    for _ in range(_MOST_ATTEMPTS):
        if layout.pages > most or layout.overfull is not None:
            break
        for sheet in (unrouted := sheets(layout)):
            if sheet.file not in known or known[sheet.file][0] != sheet:
                known[sheet.file] = sheet, routed(sheet, effort)
        drawn.append(tuple(known[sheet.file][1] for sheet in unrouted))
        found = frozenset[str]().union(*(sheet.cramped for sheet in drawn[-1]))
        if not found or effort.is_spent:
            break
        cramped.update(found)
        layout = layout.eased(cramped)
    return min(drawn, key=lambda form: sum(len(sheet.cramped) for sheet in form), default=())
