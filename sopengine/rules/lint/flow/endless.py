"""Every way can end."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.graph.meeting import closure, members
from sopengine.graph.net import END, Net
from sopengine.rules.lint.flow.names import misspelt
from sopengine.rules.problem import Problem
from sopengine.rules.soundness.mends import Arrow, Mend, first_that_holds
from sopengine.rules.soundness.plans import Planner
from sopengine.rules.soundness.words import Words, mended

GOES_ON = "let one of the steps after it go to 'end', or on to a later step"
"""Where no single arrow mends it."""


def no_end(graph: Graph) -> Iterator[Problem]:
    """Tasks that the work cannot leave, or not all of it; each circle is told once."""
    if misspelt(graph):
        return
    net, words = graph.net, Words(graph)
    for circle in _circles(net):
        name = words.name(circle[0])
        way = Planner(net).way_to(circle[0])
        mend, values = mended(words, _mend(net, circle), GOES_ON)
        yield Problem(
            path=(*graph.tasks[name].path, "id"),
            message=_message(name in graph.ending, bool(way)),
            mend=mend,
            values={"name": name, "way": words.way(way), "steps": words.steps(way), **values},
        )


def _message(ends_in_part: bool, later: bool) -> str:
    if ends_in_part:
        return (
            "whatever is decided after '{name}', some of its work comes back to it and never ends; "
            "work comes there by completing {way}"
            if later
            else "whatever is decided after '{name}', some of its work comes back to it and never ends"
        )
    if later:
        return "from '{name}' no way leads to an end; work comes there by completing {way}"
    return "from '{name}' no way leads to an end"


def _circles(net: Net) -> Iterator[tuple[int, ...]]:
    """Sets of tasks that work cannot leave for others from which it can end, the smallest."""
    endless = net.endless
    arrows = [(a, b) for b in endless for a in net.before[b] if a in endless]
    after = closure(len(net.ways), arrows)
    for circle in sorted({after[task] for task in endless if after[task]}, key=members):
        tasks = members(circle)
        if all(after[task] == circle for task in tasks):
            yield tuple(tasks)


def _mend(net: Net, circle: tuple[int, ...]) -> Mend | None:
    """An end in place of an arrow of the circle, best of the last one that leads back."""
    arrows = [
        Arrow(task=task, outcome=outcome, target=target)
        for task in reversed(circle)
        for outcome, targets in enumerate(net.outcomes[task])
        for target in targets
        if target in circle
    ]
    arrows.sort(key=lambda arrow: (arrow.task, arrow.target) not in net.meetings.back)
    tries = iter([(arrow, END) for arrow in arrows])
    return first_that_holds(net, tries, lambda changed: not changed.endless & set(circle))
