"""Names that are used must be declared, and steps must be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.graph import Graph
from sopengine.model.positions import Path
from sopengine.model.step import END, Task
from sopengine.rules.problem import Problem


def undeclared_actor(graph: Graph) -> Iterator[Problem]:
    """A task of somebody who is not listed under 'actors', or with such a one."""
    declared = {actor.id: actor.title.casefold() for actor in graph.definition.actors}
    for step in graph.definition.steps:
        for task in step.tasks:
            for path, name in _named_actors(task):
                if name and declared and name not in declared:
                    yield _unknown(path, "no actor has the id '{name}'", name, declared, meant_actor(name, declared))


def meant_actor(name: str, declared: Mapping[str, str]) -> str:
    """The id of an actor named by the title that is printed, or ""; `declared`: id -> title in small letters."""
    by_title = {title: id for id, title in declared.items()}
    return by_title.get(name.casefold()) or nearest(name, declared) or by_title.get(nearest(name, by_title), "")


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
                    near = _meant_step(graph, target) or (END if target.casefold() in ENDINGS else "")
                    yield _unknown(path, "no step has the id '{name}'", target, (*graph.tasks, END), near)
    for place, id in enumerate(graph.definition.form.break_before):
        if id not in graph.steps:
            path = ("form", "break_before", place)
            yield _unknown(path, "no step has the id '{name}'", id, graph.steps, _meant_step(graph, id))


ENDINGS = frozenset({"selesai", "akhir", "tamat", "berakhir", "finish", "stop"})
"""Words of authors for `end`."""


def _meant_step(graph: Graph, name: str) -> str:
    """A step named by its printed number or by its activity, or ""."""
    plain = name.casefold().strip(" .")
    for step in graph.definition.steps:
        if plain and plain in (step.number.casefold().strip(" ."), step.activity.casefold().strip(" .")):
            return step.id
    return ""


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


def _unknown(path: Path, message: str, name: str, known: Iterable[str], meant: str = "") -> Problem:
    known = tuple(known)
    near = meant or nearest(name, known) or (known[0] if len(known) == 1 else "")
    values = {"name": name, "nearest": near, "known": _listed(known)}
    return Problem(path=path, message=message, mend=did_you_mean(near, "declared: {known}"), values=values)


MOST_LISTED = 8


def _listed(names: tuple[str, ...]) -> str:
    more = ", …" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more
