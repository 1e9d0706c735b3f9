"""What no sheet can hold, refused before anything is routed, with the row that is meant and a way out."""

from __future__ import annotations

from collections import Counter

from sopengine.diagram.layout.plan import Plan
from sopengine.diagram.layout.sheets import Layout
from sopengine.errors import RefusedError
from sopengine.model.definition import Definition
from sopengine.model.step import Step

MOST_OUTCOMES = 24
"""Of one task. A diamond has four points; arrows to one target may share one, but each needs its word beside it."""
MOST_ARROWS = 400
"""On one sheet."""


def check_outcomes(plan: Plan, definition: Definition) -> None:
    """Refuse a task with more outcomes than find a place around its symbol."""
    outcomes = Counter(source for source, _ in dict.fromkeys((a.source, a.label) for a in plan.arrows if not a.joint))
    source, count = max(outcomes.items(), key=lambda entry: entry[1], default=("", 0))
    if count > MOST_OUTCOMES:
        message = "{sop}: row {row} has {count} outcomes; one symbol has room for {most}: ask in several rows"
        step = definition.steps[plan.symbols[source].row]
        raise RefusedError(message, sop=definition.id, row=_named(step), count=count, most=MOST_OUTCOMES)


def check_arrows(plan: Plan, definition: Definition) -> None:
    """Refuse more arrows than can be told apart on one sheet."""
    if len(plan.arrows) > MOST_ARROWS:
        message = "{sop} has {count} arrows; one sheet has room for {most}: draw the form, or --view map"
        raise RefusedError(message, sop=definition.id, count=len(plan.arrows), most=MOST_ARROWS)


def check_rows(layout: Layout) -> None:
    """Refuse a row that is higher than a page, by its symbols or by the connectors to other pages."""
    page = layout.overfull
    if page is None:
        return
    row = layout.rows[layout.cuts.starts[page]]
    step = layout.definition.steps[layout.cuts.starts[page]]
    if row.height > layout.room:
        count = len(layout.plan.by_step[row.step])
        message = "{sop}: row {row} has {count} symbols, more than a page has room for: split the row"
        raise RefusedError(message, sop=layout.definition.id, row=_named(step), count=count)
    message = (
        "{sop}: row {row} needs {count} connectors to other pages, more than its page has room for: "
        "lead fewer arrows to it and from it, or split this SOP into several with `call`"
    )
    count = sum(connector.page == page for connector in layout.cuts.connectors)
    raise RefusedError(message, sop=layout.definition.id, row=_named(step), count=count)


def _named(step: Step) -> str:
    return step.number or step.id
