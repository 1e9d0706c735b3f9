"""Names that are used must be declared, and steps must be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sopengine.errors.nearest import nearest
from sopengine.graph import Graph
from sopengine.model.positions import Path
from sopengine.model.step import END, Task
from sopengine.rules.problem import Problem


def undeclared_actor(graph: Graph) -> Iterator[Problem]:
    """A task of somebody who is not listed under 'actors', or with such a one."""
    declared = {actor.id: actor.title for actor in graph.definition.actors}
    for step in graph.definition.steps:
        for task in step.tasks:
            for path, name in _named_actors(task):
                if name and declared and name not in declared:
                    by_title = [id for id, title in declared.items() if title == name]
                    yield _unknown(path, "no actor has the id '{name}'", name, by_title or declared)


def doubled_partner(graph: Graph) -> Iterator[Problem]:
    """An actor who works along with himself."""
    for task in graph.tasks.values():
        for place, name in enumerate(task.partners):
            if name == task.actor or name in task.partners[:place]:
                yield Problem(
                    path=(*task.path, "with", place),
                    message="'{name}' does this work already",
                    mend="leave it out under 'with'",
                    values={"name": name},
                )


def _named_actors(task: Task) -> Iterator[tuple[Path, str]]:
    yield (*task.path, "actor"), task.actor
    yield (*task.path, "escalate"), task.escalate
    for key, names in (("with", task.partners), ("each", task.each.actors if task.each else ())):
        for place, name in enumerate(names):
            yield (*task.path, key, place), name


def undeclared_step(graph: Graph) -> Iterator[Problem]:
    """An arrow, or a page break, to a step that is not there."""
    for step in graph.definition.steps:
        for task in step.tasks:
            for path, target in _targets(task):
                if target not in ("", END) and target not in graph.tasks:
                    yield _unknown(path, "no step has the id '{name}'", target, (*graph.tasks, END))
    for place, id in enumerate(graph.definition.form.break_before):
        if id not in graph.steps:
            yield _unknown(("form", "break_before", place), "no step has the id '{name}'", id, graph.steps)


def doubled_step(graph: Graph) -> Iterator[Problem]:
    """Two steps with one id: nobody can tell where an arrow leads."""
    places: dict[str, Path] = {}
    for step in graph.definition.steps:
        path = (*step.path, "id")
        if step.id and step.id in places:
            line = graph.definition.positions.value(places[step.id]).line
            yield Problem(
                path=path,
                message="a second step has the id '{name}'; the first is in line {line}",
                mend="give each step an id of its own",
                values={"name": step.id, "line": line},
            )
        places.setdefault(step.id, path)


def misspelt(graph: Graph) -> bool:
    """Whether some arrow leads nowhere; then what cannot be reached may be a matter of spelling."""
    return any(undeclared_step(graph)) or any(doubled_step(graph))


def _targets(task: Task) -> Iterator[tuple[Path, str]]:
    for way in task.ways:
        for place, target in enumerate(way.targets):
            yield (*way.path, place), target


def _unknown(path: Path, message: str, name: str, known: Iterable[str]) -> Problem:
    known = tuple(known)
    near = nearest(name, known) or (known[0] if len(known) == 1 else "")
    mend = "did you mean '{nearest}'?" if near else "declared: {known}"
    values = {"name": name, "nearest": near, "known": _listed(known)}
    return Problem(path=path, message=message, mend=mend, values=values)


MOST_LISTED = 8


def _listed(names: tuple[str, ...]) -> str:
    more = ", …" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more
