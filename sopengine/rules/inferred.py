"""What a person reconstructed, because the source document does not show it."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.rules.problem import Problem


def inferred(graph: Graph) -> Iterator[Problem]:
    """How many keys are marked, told once at the first."""
    marked = [step for step in graph.definition.steps if step.inferred]
    count = sum(len(step.inferred) for step in marked)
    if marked:
        yield Problem(
            path=(*marked[0].path, "inferred"),
            message="{count} keys in {rows} of {all} steps are reconstructed, not read from the source",
            mend="once the agency has confirmed a key, take it out of 'inferred'",
            values={"count": count, "rows": len(marked), "all": len(graph.definition.steps)},
            at_key=True,
        )
