"""Forms of SOPs made by chance: read back from the SVG alone, nothing may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable

from drawn_faults import Flow, drawn_flows, faults
from drawn_page import DrawnPage, read
from hypothesis import HealthCheck, given, settings
from made_sops import graphs

from sopengine.diagram import Page, draw
from sopengine.graph import Graph
from sopengine.model.step import END


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_a_form_has_no_fault_and_every_flow(graph: Graph) -> None:
    pages = form(draw(graph))
    assert faults(pages) == []
    assert drawn_flows(pages) == wanted_flows(graph)
    assert [page.number for page in pages] == list(range(1, pages[0].total + 1))


def form(pages: Iterable[Page]) -> list[DrawnPage]:
    """The pages that show the flow."""
    return [read(page.svg) for page in pages if "data-page" in page.svg]


def wanted_flows(graph: Graph) -> list[Flow]:
    """What the tables of the definition say: a task whose only way is the end is itself the capsule."""
    flows = []
    for task in (task for step in graph.definition.steps for task in step.tasks):
        ways = [(outcome.label, target) for outcome in task.outcomes for target in outcome.targets]
        if ways != [("", END)]:
            flows += [(task.name, label, f"{task.name}-end" if to == END else to) for label, to in ways]
    return sorted(flows)
