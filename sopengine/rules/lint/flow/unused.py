"""What is declared should be used, by its id."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.graph import Graph
from sopengine.model.step import Item, Step, Task
from sopengine.rules.lint.flow.names import meant_actor
from sopengine.rules.problem import Problem


def unused_actor(graph: Graph) -> Iterator[Problem]:
    """A lane without a symbol; not told where a misspelt name means it."""
    used = {name for task in graph.tasks.values() for name in _named(task)}
    declared = {actor.id: actor.title.casefold() for actor in graph.definition.actors}
    meant = {meant_actor(name, declared) for name in used.difference(declared)}
    for id in declared:
        if id not in used | meant:
            yield Problem(
                path=("actors", id),
                message="no step has the actor '{name}'",
                mend="its lane stays empty: give it a step, or take it out",
                values={"name": id},
                at_key=True,
            )


def _named(task: Task) -> tuple[str, ...]:
    return (task.actor, *task.partners, *(task.each.actors if task.each else ()), task.escalate)


def unused_artifact(graph: Graph) -> Iterator[Problem]:
    """An artifact that no step needs or puts out; not told where a misspelt name means it."""
    items = [item for step in graph.definition.steps for item in (*step.needs, *step.outputs)]
    used = {item.artifact for item in items}
    meant = {meant_artifact(graph, item) for item in items}
    for artifact in graph.definition.artifacts:
        if artifact.id not in used | meant:
            yield Problem(
                path=("artifacts", artifact.id),
                message="no step needs or puts out the artifact '{name}'",
                mend="use its id under 'needs' or 'outputs', or take it out",
                values={"name": artifact.id},
                at_key=True,
            )


def near_artifact(graph: Graph) -> Iterator[Problem]:
    """A plain text that nearly equals the id of an artifact."""
    for step in graph.definition.steps:
        for key, items in (("needs", step.needs), ("outputs", step.outputs)):
            for place, item in enumerate(items):
                meant = meant_artifact(graph, item)
                if meant:
                    yield _near(step, key, place, item, meant)


def _near(step: Step, key: str, place: int, item: Item, meant: str) -> Problem:
    return Problem(
        path=(*step.path, key, place),
        message="'{text}' is no declared artifact and prints as it stands",
        mend=did_you_mean(meant),
        values={"text": item.text, "nearest": meant},
    )


def meant_artifact(graph: Graph, item: Item) -> str:
    """The artifact that a plain text was probably to name, or ""."""
    if item.artifact or " " in item.text:
        return ""
    return nearest(item.text, (artifact.id for artifact in graph.definition.artifacts))
