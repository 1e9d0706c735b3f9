"""Every task can be reached, every decision decides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sopengine.graph import Graph
from sopengine.graph.net import END, Net
from sopengine.rules.lint.flow.names import misspelt
from sopengine.rules.problem import Problem
from sopengine.rules.soundness.words import Words


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
            mend, values = _mend(graph, name)
            yield Problem(
                path=(*graph.tasks[name].path, "id"),
                message="no way from the first step leads to '{name}'",
                mend=mend,
                values={"name": name, **values},
            )


MOST_TRIED = 30
"""Arrows that are tried as a mend of one task."""


def _mend(graph: Graph, name: str) -> tuple[str, dict[str, object]]:
    """An arrow of a task above, the nearest first, that can lead here and leaves no other out of reach."""
    words = Words(graph)
    found = _arrow(graph.net, list(graph.tasks).index(name))
    if found is None:
        return "let a step before it go there, or take it out", {}
    task, outcome, target = found
    values: dict[str, object] = {"task": words.name(task), "old": words.name(target)}
    if not graph.tasks[words.name(task)].decides:
        return "let '{task}' go here: 'next: {name}' in place of '{old}'", values
    label = words.label(task, outcome)
    return "let an outcome of '{task}' lead here, such as '{label}: {name}'", {"label": label, **values}


def _arrow(net: Net, place: int) -> tuple[int, int, int] | None:
    """Task, outcome and its only target."""
    for arrow in islice(_arrows(net, place), MOST_TRIED):
        task, outcome, target = arrow
        changed = net.changed(task, outcome, target, place)
        kept = set(net.live) | {place} <= set(changed.live)
        if kept and changed.endless <= net.endless and len(set(changed.outcomes[task])) == len(changed.outcomes[task]):
            return arrow
    return None


def _arrows(net: Net, place: int) -> Iterator[tuple[int, int, int]]:
    """Of each task above, those that jump over this one first."""
    for task in reversed(range(place)):
        arrows = [(task, number, targets[0]) for number, targets in enumerate(net.outcomes[task]) if len(targets) == 1]
        yield from sorted(arrows, key=lambda arrow: END != arrow[2] <= place)
