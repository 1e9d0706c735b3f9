"""The meeting rule: for each task where several arrows meet, which work is on its way to it.

The rule is that a task starts as soon as nothing more is on its way to it. On its way is work from
which the flow can come here without an arrow that leads back; work that cannot finish without going
back counts as being where it goes back to, but not for the tasks of that loop.

Tasks are numbers in the order of the form; a set of tasks is an int with a bit for each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

import networkx as nx

from sopengine.frozen import frozen

Arrow = tuple[int, int]
Ways = Sequence[Sequence[Sequence[int]]]
"""Of each task its outcomes, each the tasks it leads to; an empty list ends the work."""

_ROOT = -1
"""Stands before all entries."""


@frozen
class Meetings:
    """How the arrows of a flow meet."""

    back: frozenset[Arrow]
    """The arrows that lead back."""
    points: tuple[int, ...]
    """The tasks where several arrows meet."""
    coming: tuple[int, ...]
    """Of each task, the set of tasks its work can come to: those for which it is on its way."""

    def waiting_for(self) -> dict[int, int]:
        """Of each meeting point the tasks it waits for: it starts when none is open or has an arrival waiting."""
        count = len(self.coming)
        rows = "".join(format(row, f"0{count}b") for row in reversed(self.coming))
        return {point: int(rows[count - 1 - point :: count], 2) for point in self.points}


def meetings(ways: Ways, entries: Sequence[int]) -> Meetings:
    """The meeting points of a flow, and what is on its way to each."""
    arrows = sorted({(task, target) for task, outs in enumerate(ways) for targets in outs for target in targets})
    loops = _Loops(arrows, entries)
    return Meetings(back=frozenset(loops.back), points=tuple(_points(ways)), coming=tuple(_coming(ways, arrows, loops)))


def members(tasks: int) -> list[int]:
    """The tasks in a set, in order."""
    bits, found = format(tasks, "b")[::-1], []
    at = bits.find("1")
    while at >= 0:
        found.append(at)
        at = bits.find("1", at + 1)
    return found


def _points(ways: Ways) -> list[int]:
    arrivals = Counter(target for outcomes in ways for targets in outcomes for target in targets)
    return sorted(point for point, count in arrivals.items() if count > 1)


class _Loops:
    """Which arrows lead back, and the tasks of each loop that has one way in."""

    def __init__(self, arrows: Sequence[Arrow], entries: Sequence[int]) -> None:
        graph: nx.DiGraph[int] = nx.DiGraph(arrows)
        graph.add_node(_ROOT)
        graph.add_edges_from((_ROOT, entry) for entry in entries)
        self.reached = nx.descendants(graph, _ROOT)
        live = [(a, b) for a, b in arrows if a in self.reached]
        passed = _Dominance(graph.subgraph(self.reached | {_ROOT}))
        self.natural = [(a, b) for a, b in live if passed.on_every_way(b, a)]
        self.back = set(self.natural) | set(_circles(set(live) - set(self.natural)))
        self.sources: dict[int, int] = defaultdict(int)
        """Of each head, the set of tasks that go back to it."""
        for source, head in self.natural:
            self.sources[head] |= 1 << source
        self.body = self._bodies(live)
        """Of each head, the set of its loop's tasks: the head, and all that reach a source without passing it."""

    def around(self) -> dict[int, list[int]]:
        """Of each task in a loop, the heads of the loops it is in, inner ones first: of two, one is in the other."""
        around: dict[int, list[int]] = defaultdict(list)
        for head in sorted(self.body, key=lambda head: self.body[head].bit_count()):
            for task in members(self.body[head]):
                around[task].append(head)
        return around

    def _bodies(self, live: Iterable[Arrow]) -> dict[int, int]:
        before: dict[int, list[int]] = defaultdict(list)
        for a, b in live:
            before[b].append(a)
        bodies = {}
        for head, sources in self.sources.items():
            body = {head}
            todo = members(sources)
            while todo:
                task = todo.pop()
                if task not in body:
                    body.add(task)
                    todo += before[task]
            bodies[head] = sum(1 << task for task in body)
        return bodies


class _Dominance:
    """Which tasks lie on every way from an entry to a task."""

    def __init__(self, graph: nx.DiGraph[int]) -> None:
        tree: dict[int, list[int]] = defaultdict(list)
        for task, parent in nx.immediate_dominators(graph, _ROOT).items():
            if parent is not None and parent != task:
                tree[parent].append(task)
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        todo = [(_ROOT, False)]
        while todo:
            task, done = todo.pop()
            if done:
                self._last[task] = len(self._first)
            else:
                self._first[task] = len(self._first)
                todo.append((task, True))
                todo += [(child, False) for child in tree[task]]

    def on_every_way(self, task: int, to: int) -> bool:
        return self._first[task] <= self._first[to] < self._last[task]


def _circles(arrows: Iterable[Arrow]) -> Iterator[Arrow]:
    """Of circles that have several ways in, the arrows that go up the list."""
    graph: nx.DiGraph[int] = nx.DiGraph(arrows)
    circle = {task: number for number, tasks in enumerate(nx.strongly_connected_components(graph)) for task in tasks}
    return ((a, b) for a, b in graph.edges if b <= a and circle[a] == circle[b])


def _coming(ways: Ways, arrows: Sequence[Arrow], loops: _Loops) -> list[int]:
    """Of each task, the tasks its work can come to."""
    forward = closure(len(ways), [arrow for arrow in arrows if arrow not in loops.back])
    done = finishing(ways, loops.back)
    coming = list(forward)
    for task, heads in loops.around().items():
        if task not in done:
            coming[task] |= _beyond(task, heads, forward, done, loops)
    return coming


def _beyond(task: int, heads: Iterable[int], forward: Sequence[int], done: Container[int], loops: _Loops) -> int:
    """Where work comes to, outside of the loops it goes back in, that cannot finish without going back.

    `heads`: of the loops around the task, inner ones first. No other loop adds anything: what lies outside of
    it and lies on a way that enters it, lies on a way from the task itself.
    """
    coming, here = 0, 1 << task | forward[task]
    for head in heads:
        if here & loops.sources[head]:
            coming |= forward[head] & ~loops.body[head]
            if head not in done:
                here |= 1 << head | forward[head]
    return coming


def finishing(ways: Ways, back: Container[Arrow]) -> frozenset[int]:
    """The tasks of which some outcome leads to an end without going back."""
    outcomes = [(task, targets) for task, outs in enumerate(ways) for targets in outs]
    missing = [len(set(targets)) for _, targets in outcomes]
    users: dict[int, list[int]] = defaultdict(list)
    for number, (task, targets) in enumerate(outcomes):
        for target in set(targets):
            if (task, target) not in back:
                users[target].append(number)
    done: set[int] = set()
    todo = [task for task, targets in outcomes if not targets]
    while todo:
        task = todo.pop()
        if task in done:
            continue
        done.add(task)
        for number in users[task]:
            missing[number] -= 1
            if not missing[number]:
                todo.append(outcomes[number][0])
    return frozenset(done)


def closure(count: int, arrows: Iterable[Arrow]) -> list[int]:
    """Of each task, the tasks that can be reached by one arrow or more."""
    graph: nx.DiGraph[int] = nx.DiGraph(arrows)
    after = [0] * count
    for circle in nx.strongly_connected_components(graph):
        reached = 0
        for task in circle:
            for target in graph[task]:
                reached |= 1 << target | after[target]
        for task in circle:
            after[task] = reached
    return after
