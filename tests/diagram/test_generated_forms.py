"""Forms of SOPs made by chance: read back from the SVG alone, nothing may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from drawn_faults import Flow, drawn_flows, faults
from drawn_page import DrawnPage, read
from hypothesis import HealthCheck, given, settings
from made_sops import graphs

from sopengine import diagram
from sopengine.diagram import Page
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.views import form as form_view
from sopengine.graph import Graph
from sopengine.model.step import END


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_a_form_has_no_fault_and_every_flow(graph: Graph) -> None:
    pages = form(draw(graph))
    assert faults(pages) == []
    assert drawn_flows(pages) == wanted_flows(graph)
    assert [page.number for page in pages] == list(range(1, pages[0].total + 1))


def draw(graph: Graph) -> tuple[Page, ...]:
    """The form; where its effort was spent, another one with as much as it takes, for the bound is no fault of the way
    it is drawn (test_bounds.py). Every flow is there in any case."""
    efforts: list[_Watched] = []

    class Bounded(_Watched):
        def __init__(self, rows: int) -> None:
            super().__init__(rows)
            efforts.append(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(form_view, "Effort", Bounded)
        pages = diagram.draw(graph)
        if not any(effort.was_spent for effort in efforts):
            return pages
        assert drawn_flows(form(pages)) == wanted_flows(graph)
        patched.setattr(form_view, "Effort", _Endless)
        return diagram.draw(graph)


class _Watched(Effort):
    """Remembers whether anything was left undone."""

    was_spent = False

    @property
    def page_is_spent(self) -> bool:
        self.was_spent |= super().page_is_spent
        return super().page_is_spent


class _Endless(Effort):
    page_is_spent = property(lambda _: False)
    is_spent = property(lambda _: False)


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
