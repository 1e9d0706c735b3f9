"""Two pieces of work under way at once, wherever all others are: a picture of the flow that leaves nothing out.

A place is a task with open work, or, counted on from there, a meeting point with an arrival waiting. Whatever
two pieces of work can do in the flow they can do in the picture; what the picture shows and others prevent is
found out by playing it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sopengine.graph.meeting import members
from sopengine.graph.net import Net
from sopengine.rules.soundness.chains import chains
from sopengine.rules.soundness.forks import Branches


def collide(net: Net, pairs: Iterable[Branches]) -> bool:
    """Whether the work of some of these branches, begun at once, may come to one task while it is open there."""
    return _Spread(net).collides(pairs)


def arrival(net: Net, task: int) -> int:
    """The place of work that has come to a task."""
    return len(net.ways) + task if task in net.waits_for else task


class _Spread:
    """All pairs of places, as a set of places for each place; tasks that only follow each other are one place."""

    def __init__(self, net: Net) -> None:
        self.count = len(net.ways)
        self.idle = net.idle
        first = {task: line[0] for line in chains(net) for task in line[1:]}
        self.place = [first.get(task, arrival(net, task)) for task in range(self.count)]
        self.next: dict[int, set[int]] = {}
        for task, ways in enumerate(net.ways):
            here = first.get(task, task)
            places = {self.place[target] for targets in ways for target in targets}
            self.next.setdefault(here, set()).update(places - {here})
        heads = ~sum(1 << task for task in first)
        self.blocked = {
            point: (tasks & heads) | (tasks & heads) << self.count for point, tasks in net.waits_for.items()
        }
        self.beside: dict[int, int] = defaultdict(int)
        self.new: dict[int, int] = {}
        self.collided = False

    def collides(self, pairs: Iterable[Branches]) -> bool:
        for one, other in pairs:
            self._add(self.place[one], 1 << self.place[other])
        while self.new and not self.collided:
            place, others = self.new.popitem()
            for target in self.next[place] if place < self.count else ():
                self._move(target, others)
            if place >= self.count:
                self._move(place - self.count, others & ~self.blocked[place - self.count])
        return self.collided

    def _move(self, to: int, others: int) -> None:
        """Work comes to a place while other work is at these; at one and the same it collides, or waits as one."""
        self.collided |= to < self.count and bool(others >> to & 1) and to not in self.idle
        self._add(to, others & ~(1 << to))

    def _add(self, place: int, others: int) -> None:
        new = others & ~self.beside[place]
        if new:
            self.beside[place] |= new
            self.new[place] = self.new.get(place, 0) | new
            for other in members(new & ~(1 << place)):
                if not self.beside[other] >> place & 1:
                    self.beside[other] |= 1 << place
                    self.new[other] = self.new.get(other, 0) | 1 << place
