"""The flow played through: which work is open, what waits at meeting points, and what a completion does."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.frozen import frozen
from sopengine.graph.meeting import members
from sopengine.graph.net import END, Net


@frozen
class Completion:
    """A task is completed with one of its outcomes."""

    task: int
    outcome: int
    """Its place among the choices of the task."""


@frozen
class State:
    """What is under way."""

    open: int
    """The set of tasks with an open work item."""
    waiting: int = 0
    """The set of meeting points with an arrival."""


@frozen
class Move:
    """What a completion does."""

    done: Completion
    after: State
    twice: int | None = None
    """The task that was opened while it was open."""
    left_open: bool = False
    """A branch has ended while other work is under way."""


def moves(net: Net, state: State) -> Iterator[Move]:
    """All that can happen next."""
    for task in members(state.open):
        for outcome in range(len(net.choices[task])):
            yield complete(net, state, Completion(task=task, outcome=outcome))


def complete(net: Net, state: State, done: Completion) -> Move:
    targets = net.choices[done.task][done.outcome]
    open, waiting, twice = state.open & ~(1 << done.task), state.waiting, None
    for target in targets:
        if target in net.waits_for:
            waiting |= 1 << target
        elif target != END:
            twice = target if open >> target & 1 and target not in net.idle else twice
            open |= 1 << target
    under_way = open | waiting
    for point in members(waiting):
        if not under_way & net.waits_for[point]:
            waiting &= ~(1 << point)
            twice = point if open >> point & 1 and point not in net.idle else twice
            open |= 1 << point
    ended = END in targets or not targets
    return Move(done=done, after=State(open=open, waiting=waiting), twice=twice, left_open=ended and bool(under_way))
