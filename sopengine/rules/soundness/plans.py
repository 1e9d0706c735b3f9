"""Plans: the shortest ways into trouble of two pieces of work, were there no others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush

from sopengine.frozen import frozen
from sopengine.graph.net import END, Net
from sopengine.rules.soundness.chains import chains
from sopengine.rules.soundness.forks import Branches, Fork, branches
from sopengine.rules.soundness.pairs import arrival
from sopengine.rules.soundness.play import Completion
from sopengine.rules.soundness.search import Capped

MOST_STEPS = 300_000
"""Of two pieces of work in one flow before no more plans are made."""

Pair = tuple[int, int]
"""Two places as in the picture, the lower first."""
Done = tuple[Completion, ...]
Came = dict[Pair, tuple[Pair, Done] | None]
"""Of each pair the one before, and what was completed between."""


@frozen
class Plan:
    """Completions that lead into trouble."""

    fork: Fork
    entry: int
    completions: Done


class Planner:
    """Finds plans in one flow; raises Capped where that takes too long."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._count = len(net.ways)
        self._reached_by = self._from_entries()
        self._on: dict[int, tuple[tuple[Done, int], ...]] = {}
        self._chain = {line[0]: line for line in chains(net)}
        self._tried = 0

    def collision(self, fork: Fork, pairs: Iterable[Branches]) -> Plan | None:
        """To a task that is opened while it is open."""
        return self._plan(fork, pairs, self._collides)

    def end_beside(self, fork: Fork) -> Plan | None:
        """To an end that a branch of the fork reaches while work of another is under way."""
        if END in self._net.choices[fork.task][fork.outcome]:
            return self._told(fork, ())
        return self._plan(fork, branches(self._net, fork), self._ends)

    def _plan(self, fork: Fork, pairs: Iterable[Branches], trouble: Callable[[Pair], Done]) -> Plan | None:
        todo = [(0, _pair(arrival(self._net, one), arrival(self._net, other))) for one, other in pairs]
        heapify(todo)
        best = {pair: 0 for _, pair in todo}
        came: Came = dict.fromkeys(best)
        plan: Done = ()
        most = self._count**2
        while todo:
            length, pair = heappop(todo)
            if self._tried > MOST_STEPS:
                raise Capped
            if length > best[pair] or length >= most:
                continue
            last = trouble(pair)
            if last and length + len(last) < most:
                plan, most = (*_completions(came, pair), *last), length + len(last)
            for done, after in self._steps(pair):
                self._tried += 1
                if length + len(done) < best.get(after, most):
                    best[after] = length + len(done)
                    came[after] = (pair, done)
                    heappush(todo, (best[after], after))
        return self._told(fork, plan) if plan else None

    def _steps(self, pair: Pair) -> Iterator[tuple[Done, Pair]]:
        for here, other in (pair, pair[::-1]):
            if here < self._count:
                for done, target in self._ways_on(here):
                    if target != other:
                        yield done, _pair(target, other)
            elif not self._net.waits_for[here - self._count] >> (other % self._count) & 1:
                yield (), _pair(here - self._count, other)

    def _ways_on(self, task: int) -> tuple[tuple[Done, int], ...]:
        """From a task, and those that only follow it, to the places that work comes to."""
        if task not in self._on:
            *passed, last = self._chain.get(task, [task])
            self._on[task] = tuple(
                (done, arrival(self._net, target))
                for outcome, targets in enumerate(self._net.ways[last])
                for done in (_in_turn(*passed, last, outcome=outcome),)
                for target in targets
            )
        return self._on[task]

    def _collides(self, pair: Pair) -> Done:
        """What makes a task open twice; empty where this takes another step."""
        if max(pair) >= self._count:
            return ()
        found = [
            done
            for here, other in (pair, pair[::-1])
            for done, target in self._ways_on(here)
            if target % self._count == other and other not in self._net.idle
        ]
        return min(found, key=len, default=())

    def _ends(self, pair: Pair) -> Done:
        found = [done for here in pair if here < self._count if (done := self._end(here))]
        return min(found, key=len, default=())

    def _end(self, task: int) -> Done:
        """What ends the branch that is at a task, or at those that only follow it; empty where nothing does."""
        *passed, last = self._chain.get(task, [task])
        ending = (n for n, targets in enumerate(self._net.choices[last]) if END in targets or not targets)
        outcome = next(ending, None)
        return () if outcome is None else _in_turn(*passed, last, outcome=outcome)

    def way_to(self, task: int) -> Done:
        """The shortest way of one piece of work from an entry."""
        completions: list[Completion] = []
        at = self._reached_by[task]
        while at:
            completions.append(at)
            at = self._reached_by[at.task]
        return tuple(reversed(completions))

    def _told(self, fork: Fork, after: Done) -> Plan:
        completions = (*self.way_to(fork.task), Completion(task=fork.task, outcome=fork.outcome))
        return Plan(fork=fork, entry=completions[0].task, completions=(*completions, *after))

    def _from_entries(self) -> dict[int, Completion | None]:
        """Of each task the completion that leads to it on the shortest way from an entry; None of an entry."""
        came: dict[int, Completion | None] = dict.fromkeys(self._net.entries)
        todo = deque(self._net.entries)
        while todo:
            task = todo.popleft()
            for outcome, targets in enumerate(self._net.ways[task]):
                for target in targets:
                    if target not in came:
                        came[target] = Completion(task=task, outcome=outcome)
                        todo.append(target)
        return came


def _in_turn(*tasks: int, outcome: int) -> Done:
    """Tasks completed one after another, the last with this outcome."""
    *passed, last = tasks
    return (*(Completion(task=task, outcome=0) for task in passed), Completion(task=last, outcome=outcome))


def _completions(came: Came, pair: Pair) -> Done:
    steps: list[Done] = []
    while before := came[pair]:
        pair, done = before
        steps.append(done)
    return tuple(completion for done in reversed(steps) for completion in done)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
