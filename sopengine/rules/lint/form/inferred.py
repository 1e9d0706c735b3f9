"""What a person reconstructed, because the source document does not show it."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.positions import Path
from sopengine.model.step import Step
from sopengine.rules.problem import Problem


def inferred(graph: Graph) -> Iterator[Problem]:
    """How many keys are marked, told once at the first."""
    marked = [step for step in graph.definition.steps if any(keys for _, keys in _lists(step))]
    places = [(path, keys) for step in marked for path, keys in _lists(step) if keys]
    count = sum(len(keys) for _, keys in places)
    if places:
        yield Problem(
            path=(*places[0][0], "inferred"),
            message="{count} keys in {rows} of {all} steps are reconstructed, not read from the source"
            if count > 1
            else "one key in one of {all} steps is reconstructed, not read from the source",
            mend="once the agency has confirmed a key, take it out of 'inferred'",
            values={"count": count, "rows": len(marked), "all": len(graph.definition.steps)},
            at_key=True,
        )


def _lists(step: Step) -> list[tuple[Path, tuple[str, ...]]]:
    """The marked keys of a row and of each of its tasks."""
    return [(step.path, step.inferred), *((task.path, task.inferred) for task in step.tasks)]
