"""Ways into trouble: the shortest of all, or a plan that is followed while other work is let on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from sopengine.frozen import frozen
from sopengine.graph.meeting import members
from sopengine.graph.net import Net
from sopengine.rules.soundness.play import Completion, Move, State, complete, moves

MOST_COMPLETIONS = 10_000
"""Tried by one search before it says that it does not know."""


MOST_DETOUR = 1_000
"""Completions beside a plan before it is given up."""


@frozen
class Way:
    """Completions from a start to the trouble, the last of them included."""

    entry: int
    completions: tuple[Completion, ...]
    twice: int | None
    open: int
    """The set of tasks with an open work item, or an arrival, before the last completion, its own task left out."""


Goal = Callable[[Move], bool]


class Capped(Exception):
    """The search has seen as much as it may and found nothing."""


def search(net: Net, goal: Goal, most: int = MOST_COMPLETIONS) -> Way | None:
    """The shortest way to the goal, or None where no way leads there, short of opening a task twice; raises Capped."""
    came: dict[State, tuple[State, Completion] | None] = {State(open=1 << entry): None for entry in net.entries}
    todo, tried = deque(came), 0
    while todo:
        state = todo.popleft()
        for move in moves(net, state):
            tried += 1
            if goal(move):
                return _way(came, state, move)
            if move.after not in came and move.twice is None:
                came[move.after] = (state, move.done)
                todo.append(move.after)
        if tried > most:
            raise Capped
    return None


def follow(net: Net, entry: int, plan: Sequence[Completion], goal: Goal) -> Way | None:
    """The plan played to the goal, other work let on where the plan waits for it; None where that does not help."""
    state, played = State(open=1 << entry), list[Completion]()
    steps, nearer = deque(plan), _Nearer(net)
    for _ in range(len(plan) + MOST_DETOUR):
        done = steps[0] if state.open >> steps[0].task & 1 else nearer.let_on(state, steps[0].task)
        if done is None:
            return None
        move = complete(net, state, done)
        played.append(done)
        if goal(move):
            return _found(entry, played, state, move)
        if done is steps[0]:
            steps.popleft()
        if move.twice is not None or not steps:
            return None
        state = move.after
    return None


class _Nearer:
    """Lets other work on, so that what waits for it can start."""

    def __init__(self, net: Net) -> None:
        self._net = net

    def let_on(self, state: State, point: int) -> Completion | None:
        """Work that a waiting meeting point waits for, brought one completion nearer to it, or to an end."""
        if not state.waiting >> point & 1:
            return None
        waits_for, under_way = self._net.waits_for, state.open | state.waiting
        blocking = waits_for[point] & under_way
        for other in members(blocking & state.waiting):
            blocking |= waits_for[other] & state.open
        here = members(blocking & state.open)
        return self._nearer(here[0], point) if here else None

    def _nearer(self, task: int, point: int) -> Completion:
        """The outcome that is nearest to the point, or the first where none leads there."""
        distance = self._distances(task, point)
        far = len(self._net.ways)
        lengths = [min((distance.get(target, far) for target in ts), default=far) for ts in self._net.ways[task]]
        return Completion(task=task, outcome=lengths.index(min(lengths)))

    def _distances(self, task: int, point: int) -> dict[int, int]:
        """In completions to the point, of all that are nearer to it than the task."""
        distance, todo = {point: 0}, deque([point])
        while todo and task not in distance:
            here = todo.popleft()
            for source in self._net.before[here]:
                if source not in distance:
                    distance[source] = distance[here] + 1
                    todo.append(source)
        return distance


def _way(came: dict[State, tuple[State, Completion] | None], last: State, move: Move) -> Way:
    completions, state = [move.done], last
    while before := came[state]:
        state, done = before
        completions.append(done)
    return _found(members(state.open)[0], tuple(reversed(completions)), last, move)


def _found(entry: int, completions: Sequence[Completion], last: State, move: Move) -> Way:
    others = (last.open | last.waiting) & ~(1 << move.done.task)
    return Way(entry=entry, completions=tuple(completions), twice=move.twice, open=others)
