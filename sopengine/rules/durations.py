"""Standard times should be readable."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.rules.problem import Problem


def unreadable_duration(graph: Graph) -> Iterator[Problem]:
    """A duration with a digit or a unit in it that cannot be read: the work will not be measured."""
    for step in graph.definition.steps:
        if step.standard.nearest:
            yield Problem(
                path=(*step.path, "duration"),
                message="'{text}' cannot be read as a time, so this step will not be measured",
                mend="did you mean '{nearest}'?",
                values={"text": step.standard.text, "nearest": step.standard.nearest},
            )
