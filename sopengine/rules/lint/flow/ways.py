"""Every task can be reached, every decision decides."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.rules.lint.flow.names import misspelt
from sopengine.rules.problem import Problem


def few_outcomes(graph: Graph) -> Iterator[Problem]:
    """A decision with less than two ways out."""
    for task in graph.tasks.values():
        if task.decides and len(task.outcomes) < 2:
            yield Problem(
                path=(*task.path, "decision"),
                message="a decision needs two outcomes or more",
                mend="write it as {{Ya: …, Tidak: …}}; where nothing is decided, write 'next: …'",
                at_key=True,
            )


def unreachable(graph: Graph) -> Iterator[Problem]:
    """A task that no way from the start leads to; what follows only from it is not told again."""
    if misspelt(graph):
        return
    lost = [name for name in graph.tasks if name not in graph.reachable]
    heads = [name for name in lost if not graph.into(name)]
    told: set[str] = set()
    for name in (*heads, *lost):
        if name not in told:
            told |= {name} | graph.after(name)
            yield Problem(
                path=(*graph.tasks[name].path, "id"),
                message="no way from the first step leads to '{name}'",
                mend="let a step before it go there: 'next: {name}'",
                values={"name": name},
            )
