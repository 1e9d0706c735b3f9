"""Data that something depends on has been filled in by then, whatever way the work has come."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.graph import Graph
from sopengine.rules.lint.flow.conditions import condition, when_path
from sopengine.rules.lint.flow.filling import Filling
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
    filling = Filling(graph=graph)
    for task in graph.tasks.values():
        for outcome in task.outcomes:
            expression = condition(outcome.when) if outcome.when else None
            for id in expression.fields if expression else ():
                if task.name in filling.lacking(id) and not filling.fills(task, id):
                    yield _unasked(filling, id, when_path(outcome), text=outcome.when)


def never_counted(graph: Graph) -> Iterator[Problem]:
    """A list for `each`, or a number for `count`, that on some way nobody has filled in before."""
    filling = Filling(graph=graph)
    for task in graph.tasks.values():
        if task.each and task.name in filling.lacking(task.each.field):
            yield _unasked(filling, task.each.field, (*task.path, "each"), but=task.name)
        if task.name in filling.lacking(task.count) and not filling.fills(task, task.count):
            yield _unasked(filling, task.count, (*task.path, "count"))


def _unasked(filling: Filling, id: str, path: tuple[str | int, ...], *, text: str = "", but: str = "") -> Problem:
    """`text`: the condition that names the field, or "" where the field alone is the value."""
    asking = [name for name in filling.by(id) if name != but]
    at_times = filling.handed_back_at_times(id)
    message = "nobody fills in '{field}'"
    if at_times:
        message = "'{field}' may not have been filled in by then: '{called}' hands it back on some of its ways only"
    if asking:
        message = "'{field}' may not have been filled in by then: some way here does not pass {asking}"
    return Problem(
        path=path,
        message=message,
        mend="add 'asks: [{field}]' to a step that every way here passes",
        values={"field": id, "called": at_times, "asking": " or ".join(f"'{name}'" for name in asking)},
        span=(max(text.find(id), 0), len(id)),
    )
