"""Data that something depends on has been filled in by then, whatever way the work has come."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.graph import Graph
from sopengine.model.step import END, Task
from sopengine.rules.lint.flow.conditions import condition, when_path
from sopengine.rules.problem import Problem


def undeclared_field(graph: Graph) -> Iterator[Problem]:
    """`asks`, `each` or `count` names a field that is not declared under `data`."""
    declared = [field.id for field in graph.definition.data]
    for task in graph.tasks.values():
        named = [((*task.path, "asks", place), id) for place, id in enumerate(task.asks)]
        if task.each and task.each.field:
            named.append(((*task.path, "each"), task.each.field))
        if task.count:
            named.append(((*task.path, "count"), task.count))
        for path, id in named:
            if id not in declared:
                near = nearest(id, declared)
                yield Problem(
                    path=path,
                    message="no field has the id '{name}'",
                    mend=did_you_mean(near, "declare it under 'data'"),
                    values={"name": id, "nearest": near},
                )


def never_asked(graph: Graph) -> Iterator[Problem]:
    """A condition on a field that on some way nobody has filled in before."""
    lacking = _Lacking(graph)
    for task in graph.tasks.values():
        for outcome in task.outcomes:
            expression = condition(outcome.when) if outcome.when else None
            for id in expression.fields if expression else ():
                if id not in task.fills_in and task.name in lacking[id]:
                    yield _unasked(id, outcome.when, when_path(outcome), _asking(graph, id))


def never_counted(graph: Graph) -> Iterator[Problem]:
    """A list for `each`, or a number for `count`, that on some way nobody has filled in before."""
    lacking = _Lacking(graph)
    for task in graph.tasks.values():
        if task.each and task.name in lacking[task.each.field]:
            yield _unasked(task.each.field, "", (*task.path, "each"), _asking(graph, task.each.field, task))
        if task.count not in task.fills_in and task.name in lacking[task.count]:
            yield _unasked(task.count, "", (*task.path, "count"), _asking(graph, task.count))


class _Lacking(dict[str, frozenset[str]]):
    """Of each declared field the tasks that can begin without it; worked out when asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._declared = {field.id for field in graph.definition.data}

    def __missing__(self, id: str) -> frozenset[str]:
        self[id] = _without(self._graph, id) if id in self._declared else frozenset()
        return self[id]


def _unasked(id: str, text: str, path: tuple[str | int, ...], asking: list[str]) -> Problem:
    """`text`: the condition that names the field, or "" where the field alone is the value."""
    some = "'{field}' may not have been filled in by then: some way here does not pass {asking}"
    return Problem(
        path=path,
        message=some if asking else "nobody fills in '{field}'",
        mend="add 'asks: [{field}]' to a step that every way here passes",
        values={"field": id, "asking": " or ".join(f"'{name}'" for name in asking)},
        span=(max(text.find(id), 0), len(id)),
    )


def _asking(graph: Graph, id: str, but: Task | None = None) -> list[str]:
    return [task.name for task in graph.tasks.values() if id in task.fills_in and task is not but]


def _without(graph: Graph, id: str) -> frozenset[str]:
    """The tasks that can begin before the field has been filled in.

    Work that a branch brings along is enough, since where branches meet all of them are awaited.
    """
    sure = _surely_filled(graph, id)
    begun: set[str] = set()
    todo = list(graph.entries)
    while todo:
        name = todo.pop()
        if name not in begun:
            begun.add(name)
            todo += _unfilled(graph, graph.tasks[name], id, sure)
    return frozenset(begun)


def _unfilled(graph: Graph, task: Task, id: str, sure: frozenset[str]) -> Iterator[str]:
    """Where work goes on without the field."""
    for targets in _ways_without(task, id):
        filled = [target for target in targets if target in sure]
        for target in targets:
            beside = [other for other in filled if other != target]
            if target in graph.tasks and not any(_meets(graph, other, target) for other in beside):
                yield target


def _meets(graph: Graph, one: str, other: str) -> bool:
    """Whether two branches come together again, so that the one brings along what the other needs."""
    return bool((graph.after(one) & ({other} | graph.after(other))) - {END})


def _surely_filled(graph: Graph, id: str) -> frozenset[str]:
    """The tasks after whose begin the field is filled in, whatever is decided."""
    sure: set[str] = set()
    while True:
        more = {
            task.name
            for task in graph.tasks.values()
            if task.name not in sure and all(sure.intersection(targets) for targets in _ways_without(task, id))
        }
        if not more:
            return frozenset(sure)
        sure |= more


def _ways_without(task: Task, id: str) -> list[tuple[str, ...]]:
    """The ways out by which the task itself does not fill in the field; none where it does on every way."""
    if id not in task.fills_in:
        return [way.targets for way in task.ways]
    return [task.overdue.targets] if task.overdue else []
