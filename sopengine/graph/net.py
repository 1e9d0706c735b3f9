"""A flow in numbers: tasks by their place in the form, for those who play it through or change it on trial."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import combinations, pairwise

import networkx as nx

from sopengine.graph.meeting import Meetings, closure, finishing, meetings

END = -1
"""The target that is no task."""
MOST_COMBINED = 5
"""Outcomes of which every combination is looked at, where more than one may be taken; of more, two and all."""

Targets = tuple[int, ...]


class Net:
    """Tasks as numbers, their outcomes as targets, END among them; a target stands once in an outcome."""

    def __init__(
        self,
        outcomes: Sequence[Sequence[Sequence[int]]],
        entries: Sequence[int],
        many: Collection[int] = (),
        idle: Collection[int] = (),
    ) -> None:
        """`many`: tasks of which several outcomes may be taken at once; `idle`: tasks without work, passed at once."""
        self.outcomes = tuple(tuple(_once(targets) for targets in ways) for ways in outcomes)
        self.entries = tuple(entries)
        self.many = frozenset(many)
        self.idle = frozenset(idle)
        self.taken = tuple(_taken(len(ways), task in self.many) for task, ways in enumerate(self.outcomes))
        """Of each task what can be chosen: numbers of outcomes; first each alone, then together."""
        self.choices: tuple[tuple[Targets, ...], ...] = tuple(
            tuple(_once([target for number in numbers for target in ways[number]]) for numbers in taken)
            for ways, taken in zip(self.outcomes, self.taken, strict=True)
        )
        """Of each task where its work goes by each choice, END included."""
        self.ways = tuple(tuple(_tasks(targets) for targets in ways) for ways in self.choices)
        """As the choices, without END."""

    @cached_property
    def meetings(self) -> Meetings:
        return meetings(self._single, self.entries)

    @cached_property
    def waits_for(self) -> dict[int, int]:
        """Of each meeting point the set of tasks it waits for."""
        return self.meetings.waiting_for()

    @cached_property
    def after(self) -> list[int]:
        """Of each task, the set of tasks that work can come to from there by one flow or more."""
        return closure(len(self.ways), [(a, b) for b, sources in enumerate(self.before) for a in sources])

    @cached_property
    def before(self) -> list[list[int]]:
        """Of each task, those with an arrow to it."""
        sources: list[list[int]] = [[] for _ in self.ways]
        for task, ways in enumerate(self._single):
            for target in {target for targets in ways for target in targets}:
                sources[target].append(task)
        return sources

    @cached_property
    def live(self) -> Targets:
        """The tasks that some entry leads to."""
        seen, todo = set(self.entries), list(self.entries)
        while todo:
            new = {target for targets in self._single[todo.pop()] for target in targets} - seen
            seen |= new
            todo += new
        return tuple(sorted(seen))

    @cached_property
    def endless(self) -> frozenset[int]:
        """The reachable tasks whose work can never end in all its branches, whatever is decided."""
        return frozenset(self.live) - finishing(self._single, ())

    def join(self, tasks: Sequence[int]) -> int | None:
        """The first task that every way from these to an end passes; None where there is none."""
        line, depth = self._to_end
        if any(task not in depth for task in tasks):
            return None
        left = set(tasks)
        while len(left) > 1:
            farthest = max(left, key=depth.__getitem__)
            left = left - {farthest} | {line[farthest]}
        (last,) = left
        return None if last == END else last

    def changed(self, task: int, outcome: int, old: int, new: int) -> Net:
        """The same flow with one arrow led elsewhere."""
        ways = [list(outcomes) for outcomes in self.outcomes]
        ways[task][outcome] = tuple(new if target == old else target for target in ways[task][outcome])
        return Net(ways, self.entries, self.many, self.idle)

    @cached_property
    def _single(self) -> tuple[tuple[Targets, ...], ...]:
        return tuple(ways[: len(outcomes)] for ways, outcomes in zip(self.ways, self.outcomes, strict=True))

    @cached_property
    def _to_end(self) -> tuple[dict[int, int], dict[int, int]]:
        """Of each task from which work can end the nearest other one, or END, on all its ways there; and how many
        there are."""
        reverse: nx.DiGraph[int] = nx.DiGraph()
        reverse.add_node(END)
        for task, ways in enumerate(self.outcomes):
            reverse.add_edges_from((target, task) for targets in ways for target in targets or (END,))
        passed = nx.immediate_dominators(reverse, END)
        line = {task: parent for task, parent in passed.items() if parent is not None and parent != task}
        depth = {END: 0}
        for task in line:
            todo = [task]
            while todo[-1] not in depth:
                todo.append(line[todo[-1]])
            for nearer, farther in pairwise(reversed(todo)):
                depth[farther] = depth[nearer] + 1
        return line, depth


def _once(targets: Sequence[int]) -> Targets:
    return tuple(dict.fromkeys(targets))


def _tasks(targets: Targets) -> Targets:
    return tuple(target for target in targets if target != END) if END in targets else targets


def _taken(count: int, many: bool) -> tuple[tuple[int, ...], ...]:
    alone = tuple((number,) for number in range(count))
    if not many:
        return alone
    sizes = range(2, count + 1) if count <= MOST_COMBINED else (2, count)
    return (*alone, *(together for size in sizes for together in combinations(range(count), size)))
