"""Who takes part in an SOP."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.step import Task
from sopengine.rules.problem import Problem


def single_performer(graph: Graph) -> Iterator[Problem]:
    """All rows stand in one lane."""
    performers = {actor for task in graph.tasks.values() for actor in _actors(task) if actor}
    if len(performers) == 1 and len(graph.definition.steps) > 1:
        yield Problem(
            path=("actors",),
            message="one performer does everything: '{actor}'",
            mend="that is an SOP of the kind 'teknis'; in one of the kind 'administratif' others take part",
            values={"actor": _title(graph, next(iter(performers)))},
            at_key=True,
        )


def _actors(task: Task) -> tuple[str, ...]:
    """All who take part in a task."""
    return (task.actor, *task.partners, *(task.each.actors if task.each else ()))


def _title(graph: Graph, id: str) -> str:
    return next((actor.title for actor in graph.definition.actors if actor.id == id), id)
