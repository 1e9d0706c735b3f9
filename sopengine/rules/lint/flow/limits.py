"""Loops with a limit: it can be reached, and the work can go on then."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.step import Outcome, Task
from sopengine.rules.lint.flow.names import misspelt
from sopengine.rules.problem import Problem


def no_way_past(graph: Graph) -> Iterator[Problem]:
    """A task in a loop that has no way out but to one whose limit is reached."""
    if misspelt(graph):
        return
    for name, task in graph.tasks.items():
        limited = [flow.target for flow in graph.out_of(name) if _limit(graph, flow.target)]
        if limited and name in graph.after(name) and not _goes_on(graph, task):
            yield Problem(
                path=(*graph.tasks[limited[0]].path, "limit"),
                message="after {limit} visits of '{name}' the work cannot go on: '{source}' has no other way"
                if _limit(graph, limited[0]) > 1
                else "after one visit of '{name}' the work cannot go on: '{source}' has no other way",
                mend="set the limit on a task that a decision leads back to, with another outcome beside",
                values={"limit": _limit(graph, limited[0]), "name": limited[0], "source": name},
                at_key=True,
            )


def idle_limit(graph: Graph) -> Iterator[Problem]:
    """A limit of a task that work cannot come back to."""
    if misspelt(graph):
        return
    for name, task in graph.tasks.items():
        if task.limit and name not in graph.after(name):
            yield Problem(
                path=(*task.path, "limit"),
                message="no way leads back to '{name}', so its limit is never reached",
                mend="leave it out, or set it on a task of a loop",
                values={"name": name},
                at_key=True,
            )


def _goes_on(graph: Graph, task: Task) -> bool:
    """Whether some way stays open: one that a person may choose or that needs no condition, and never a time-out."""
    late = task.overdue.targets if task.overdue else ()
    open_ = [outcome for outcome in task.outcomes if not outcome.when and not _closed(graph, outcome)]
    return bool(open_) and not any(_limit(graph, target) for target in late)


def _closed(graph: Graph, outcome: Outcome) -> bool:
    return any(_limit(graph, target) for target in outcome.targets)


def _limit(graph: Graph, target: str) -> int:
    return graph.tasks[target].limit if target in graph.tasks else 0
