"""The cheapest way of one arrow over the track grid: A* over nodes and directions.

A state is `node * 4 + direction of arrival`. Costs are tenths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush

from sopengine.diagram.route.grid import Grid, Port
from sopengine.diagram.route.guide import BEND, Guide
from sopengine.diagram.route.marks import CLOSED, JOINED, LEVEL, UPRIGHT
from sopengine.frozen import frozen

CROSSING = 1600
LEAST_END = 75
"""Shortest last piece of an arrow."""

UNLIMITED = 1 << 30
_NEVER = 1 << 60
_SHIFT = 20
_MASK = (1 << _SHIFT) - 1
_BLOCKS = tuple(own | CLOSED | JOINED for own in (LEVEL, UPRIGHT, LEVEL, UPRIGHT))
"""What keeps a way of that direction out of a node."""
_CROSSED = (0, CROSSING, CROSSING, CROSSING)
"""By what the node is taken by."""
_TURNS = tuple(tuple(BEND * ((a - b) % 2) for b in range(4)) for a in range(4))
_ONWARD = tuple((d, (d + 1) % 4, (d + 3) % 4) for d in range(4))


@frozen
class Goal:
    """A way to end beyond a node: go on in this direction, at this cost."""

    way: int
    cost: int
    end: Port | Join
    step: int = LEAST_END
    """Length of what lies beyond the node."""


@frozen
class Join:
    """An end on the way of another arrow to the same target."""

    state: int
    """Where they meet."""
    arrow: int


@frozen
class Found:
    """The cheapest way: its nodes with the directions of arrival, and where it ends."""

    cost: int
    states: tuple[int, ...]
    end: Port | Join


class Search:
    """One search; `taken` says what each node is taken by."""

    def __init__(self, grid: Grid, taken: list[int], goals: Mapping[int, Sequence[Goal]], guide: Guide) -> None:
        self.grid, self.taken, self.goals, self.guide = grid, taken, goals, guide
        self.states = len(taken) * 4
        self.came = [-1] * self.states
        self.heap: list[int] = []
        self.seen = 0
        """States that were looked at."""
        self.ends: list[tuple[int, Port | Join | None]] = []
        """Last states and ends that were reached; on the heap they follow the states."""

    def cheapest(self, starts: Iterable[tuple[int, int]], limit: int = UNLIMITED) -> Found | None:
        """The way from one of the states, each with its cost, to a goal; None where none is that cheap."""
        taken, goals, heap, came, states = self.taken, self.goals, self.heap, self.came, self.states
        far, zones, bends = self.guide.far, self.guide.zones, self.guide.bends
        moves = _moves(self.grid)
        best = self._begun(starts, limit)
        closed = bytearray(states)
        while heap:
            key = heappop(heap)
            state = key & _MASK
            if state >= states:
                self.seen = closed.count(1)
                return self._found(key)
            if closed[state]:
                continue
            closed[state] = 1
            node, spent = state >> 2, best[state]
            if node in goals:
                self._reach(state, spent)
            for turn, step, lengths, turning, blocks in moves[bool(taken[node])][state & 3]:
                there = node + step
                over = taken[there]
                cost = spent + lengths[node] + turning + _CROSSED[over & 3]
                after = there << 2 | turn
                if over & blocks or cost >= best[after]:
                    continue
                most = cost + far[there] + bends[zones[there] + turn]
                if most < limit:
                    best[after], came[after] = cost, state
                    heappush(heap, most << _SHIFT | after)
        return None

    def _begun(self, starts: Iterable[tuple[int, int]], limit: int) -> list[int]:
        """The cost of the best way to each state, as far as it is known; at the limit waits an end that is none."""
        heappush(self.heap, limit << _SHIFT | self.states)
        self.ends.append((-1, None))
        best = [_NEVER] * self.states
        for state, cost in starts:
            best[state] = cost
            heappush(self.heap, (cost + self.guide.far[state >> 2]) << _SHIFT | state)
        return best

    def _reach(self, state: int, spent: int) -> None:
        """Put the ends that can be reached from this state on the heap."""
        way, free = state & 3, not self.taken[state >> 2]
        for goal in self.goals[state >> 2]:
            straight = goal.way == way
            turned = free and (goal.way - way) % 2
            if (straight or turned) and self._is_long_enough(state, goal):
                key = spent + goal.cost + _TURNS[way][goal.way]
                heappush(self.heap, key << _SHIFT | self.states + len(self.ends))
                self.ends.append((state, goal.end))

    def _is_long_enough(self, state: int, goal: Goal) -> bool:
        """Would the last piece of the arrow be long enough?"""
        length = goal.step
        while length < LEAST_END and state & 3 == goal.way and self.came[state] >= 0:
            state = self.came[state]
            length += self.grid.steps[goal.way][state >> 2]
        return length >= LEAST_END

    def _found(self, key: int) -> Found | None:
        last, end = self.ends[(key & _MASK) - self.states]
        return Found(cost=key >> _SHIFT, states=_way(self.came, last), end=end) if end else None


def _way(came: list[int], state: int) -> tuple[int, ...]:
    states = [state]
    while came[state] >= 0:
        state = came[state]
        states.append(state)
    return tuple(reversed(states))


_Move = tuple[int, int, list[int], int, int]
"""Direction, step to the next node, cost of the step by node, cost of the turn, and what blocks it."""


def _moves(grid: Grid) -> tuple[Sequence[Sequence[_Move]], Sequence[Sequence[_Move]]]:
    """By direction of arrival: how a way goes on where it may bend, and how where it may not."""

    def move(way: int, turn: int) -> _Move:
        return turn, grid.delta[turn], grid.steps[turn], _TURNS[way][turn], _BLOCKS[turn]

    onward = [[move(way, turn) for turn in turns] for way, turns in enumerate(_ONWARD)]
    return onward, [moves[:1] for moves in onward]
