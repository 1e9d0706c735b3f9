"""The best way of one arrow on a board: its ports, what it may join, and what the search found as a route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Kind, Symbol
from sopengine.diagram.route.board import Board, Route
from sopengine.diagram.route.grid import EAST, NORTH, SOUTH, WEST, Port
from sopengine.diagram.route.guide import Guide, guide, guide_to, nowhere
from sopengine.diagram.route.marks import CLOSED, JOINED, is_used, mark, may_leave, may_meet
from sopengine.diagram.route.search import CROSSING, UNLIMITED, Found, Goal, Join, Search

_SIDE, _BOTTOM, _TOP, _TOP_BACK = 60, 700, 700, 250
"""Costs: enter by a side, enter from below, leave upwards, leave upwards to go back."""
_ASTRAY = 60_000
"""Cost of an arrow that finds no way of its own and runs over others."""
_JOIN = 3000
"""Cost of ending, without a head, on the way of another arrow instead of at a port: more than most ways round."""
_JOIN_ROOM = 12.3
"""Points between such an end and every symbol but the target: nearer, it seems to belong to that."""
_BRANCH, _BRANCH_AT_BEND = 500, 250
"""Cost of beginning on the way of another arrow of the same outcome instead of at a port: about a bend; less where
that bends, too."""
_SAME = 0.02
"""Points that the lines of the grid may differ by from the middles of symbols, as they are rounded."""
_PORTS = 4
"""Of a symbol other than a box; one arrow each."""


_Trunks = dict[int, tuple[int, int]]
"""States in which an arrow could set out on the way of another one, whose it is, and what that costs."""


class Ways:
    """Finds routes on a board, and takes them."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._arrows = board.sheet.arrows
        self._symbols = {symbol.id: symbol for symbol in board.sheet.symbols}
        self._leaving = Counter(arrow.source for arrow in self._arrows if not arrow.joint)
        self._akin = Counter((arrow.source, arrow.label) for arrow in self._arrows if not arrow.joint)
        self._closed_sides = dict(self._returns())
        """The direction in which an arrow must not leave: that of the straight way of an arrow against it."""
        self._guides: dict[str, Guide] = {}
        self._nowhere = nowhere(board.grid)
        places = (place for place in range(len(self._arrows)) if place not in board.joints)
        self.ideals = {place: self._ideal(place) for place in places}
        """The way of each arrow if it were alone."""

    def take(self, place: int, limit: int = UNLIMITED) -> bool:
        """Find the best way that is left for an arrow and take it, unless it costs as much as the limit."""
        ideal, trunks = self.ideals[place], self._trunks(place)
        if not trunks and ideal.marks and self._may_dock(place) and self.board.fits(ideal):
            found: Route | None = ideal
        else:
            found = None if self.board.effort.page_is_spent else self._best(place, trunks, limit)
        if not found and ideal.cost + _ASTRAY < limit:
            found = self._astray(place)
        if found:
            self.board.take(place, self.board.labelled(place, found))
        return bool(found)

    def _ideal(self, place: int) -> Route:
        fixed = self.board.grid.fixed
        spent = self.board.effort.page_is_spent
        found = None if spent else self._search(place, fixed, self._starts(place, fixed))
        return self._route(place, found) if found else self._astray_straight(place)

    def _best(self, place: int, trunks: _Trunks, limit: int) -> Route | None:
        """The cheapest way to a port, from a port or a trunk; where there is none, one that joins another arrow."""
        taken = self.board.taken
        starts = self._starts(place, taken)
        found = self._search(place, taken, starts, limit) if self._may_dock(place) else None
        if trunks:
            branch = self._branching(place, trunks, min(limit, found.cost) if found else limit)
            if branch:
                return branch
        if not found and starts and (joins := self._joins(place)):
            found = self._cheapest(
                Search(self.board.grid, taken, joins, guide_to(self.board.grid, joins)), starts, limit
            )
        return self._route(place, found) if found else None

    def _branching(self, place: int, trunks: _Trunks, limit: int) -> Route | None:
        """The way that begins on that of another arrow of the same outcome."""
        starts = [(state, cost) for state, (_, cost) in trunks.items()]
        docks = self._may_dock(place)
        goals = self._goals(self._arrows[place]) if docks else self._joins(place)
        if not goals:
            return None
        leading = self._guide(self._arrows[place].target) if docks else guide_to(self.board.grid, goals)
        found = self._cheapest(Search(self.board.grid, self.board.taken, goals, leading), starts, limit)
        return self._route(place, found, trunks[found.states[0]][0]) if found else None

    def _trunks(self, place: int) -> _Trunks:
        """Where the arrow could leave the way of one of the same outcome."""
        arrow, taken = self._arrows[place], self.board.taken
        akin = (arrow.source, arrow.label)
        states: _Trunks = {}
        if arrow.joint or self._akin[akin] == 1:
            return states
        for other, route in self.board.routes.items():
            if not route.states or route.leaves >= 0 or (self._arrows[other].source, self._arrows[other].label) != akin:
                continue
            for state, after in pairwise(route.states):
                if may_meet(taken[state >> 2]):
                    ways = {0, 1, 2, 3} - {(state + 2) & 3, after & 3}
                    cost = _BRANCH if state & 3 == after & 3 else _BRANCH_AT_BEND
                    states |= {state & ~3 | way: (other, cost) for way in sorted(ways)}
        return states

    def _returns(self) -> Iterator[tuple[int, int]]:
        """Arrows that go back between two symbols of one row, and the direction of the arrow against each: to that
        belongs the straight way between the two."""
        places = {symbol.id: place for place, symbol in enumerate(self.board.sheet.symbols)}
        ways = {(arrow.source, arrow.target) for arrow in self._arrows if not arrow.joint}
        for place, arrow in enumerate(self._arrows):
            source, target = self._symbols[arrow.source].box, self._symbols[arrow.target].box
            level = abs(source.centre[1] - target.centre[1]) < 1.0 and source != target
            if level and (arrow.target, arrow.source) in ways and places[arrow.source] > places[arrow.target]:
                yield place, EAST if target.left > source.left else WEST

    def _astray(self, place: int) -> Route:
        """The ideal way over everything else, so that no flow is ever missing from the drawing."""
        ideal = self.ideals[place]
        return Route(cost=ideal.cost + _ASTRAY, points=ideal.points)

    def _astray_straight(self, place: int) -> Route:
        ends = (self._arrows[place].source, self._arrows[place].target)
        (x, y), (left, top) = (self._symbols[end].box.centre for end in ends)
        return Route(cost=_ASTRAY, points=((x, y), (left, y), (left, top)))

    def _search(
        self, place: int, taken: list[int], starts: list[tuple[int, int]], limit: int = UNLIMITED
    ) -> Found | None:
        """The cheapest way to a port; from a symbol to itself by another side than it left."""
        arrow, grid = self._arrows[place], self.board.grid
        if arrow.source != arrow.target:
            return self._cheapest(Search(grid, taken, self._goals(arrow), self._guide(arrow.target)), starts, limit)
        found = []
        for way in range(4):
            leaving = [start for start in starts if start[0] & 3 == way]
            found.append(self._cheapest(Search(grid, taken, self._goals(arrow, way), self._nowhere), leaving, limit))
        return min(filter(None, found), key=lambda way: way.cost, default=None)

    def _cheapest(self, search: Search, starts: list[tuple[int, int]], limit: int) -> Found | None:
        found = search.cheapest(starts, limit)
        self.board.effort.search(self.board.grid.nodes, search.seen)
        return found

    def _guide(self, target: str) -> Guide:
        if target not in self._guides:
            symbol = self._symbols[target]
            self._guides[target] = guide(self.board.grid, symbol.box, _entries(symbol))
        return self._guides[target]

    def _starts(self, place: int, taken: list[int]) -> list[tuple[int, int]]:
        arrow = self._arrows[place]
        source, target = self._symbols[arrow.source], self._symbols[arrow.target]
        back = target.box.top < source.box.top
        starts = []
        ports = [
            port
            for port in self._ports(arrow, source)
            if may_leave(taken[port.node], port.way) and port.way != self._closed_sides.get(place)
        ]
        costs = self.board.label_costs(place, ports, alone=taken is self.board.grid.fixed)
        for port, cost in zip(ports, costs, strict=True):
            leaving = port.cost + _exit_cost(source, port.way, back) + CROSSING * is_used(taken[port.node])
            starts.append((port.node << 2 | port.way, leaving + cost))
        return starts

    def _goals(self, arrow: Arrow, but: int = -1) -> dict[int, list[Goal]]:
        """The ports of the target, but those that point in one direction."""
        target = self._symbols[arrow.target]
        entries = _entries(target)
        goals: dict[int, list[Goal]] = {}
        for port in self._ports(arrow, target):
            way = (port.way + 2) % 4
            if port.way != but:
                goals.setdefault(port.node, []).append(Goal(way=way, cost=port.cost + entries[way], end=port))
        return goals

    def _ports(self, arrow: Arrow, symbol: Symbol) -> list[Port]:
        """Where the arrow may touch one of its symbols; a line of joint work leaves the points of a diamond free."""
        ports = self.board.grid.ports[symbol.id]
        if symbol.kind is Kind.PROCESS:
            return list(ports)
        slots = arrow.joint and symbol.kind is Kind.DECISION
        return [port for port in ports if port.slot == slots]

    def _may_dock(self, place: int) -> bool:
        """Is a port left for the arrow, if every arrow that leaves the target is to have one?"""
        target = self._symbols[self._arrows[place].target]
        if target.kind is Kind.PROCESS or self._arrows[place].joint:
            return True
        most = max(1, _PORTS - self._leaving[target.id])
        docked = (other for other, route in self.board.routes.items() if route.end)
        return most > sum(self._arrows[other].target == target.id for other in docked if not self._arrows[other].joint)

    def _joins(self, place: int) -> dict[int, list[Goal]]:
        """Where the arrow could end on the last piece of another one to its target: from aside, or from behind."""
        target = self._arrows[place].target
        goals: dict[int, list[Goal]] = {}
        for other, route in self.board.routes.items():
            if not route.end or self._arrows[other].target != target or self._arrows[other].joint:
                continue
            onward = (route.end.way + 2) % 4
            for state in reversed(route.states):
                straight = state & 3 == onward
                if may_meet(self.board.taken[state >> 2]) and self._is_apart(state >> 2, target):
                    for way in ((onward + 1) % 4, (onward + 3) % 4) if straight else (onward,):
                        self._add_join(goals, state >> 2, way, other)
                if not straight:
                    break
        return goals

    def _add_join(self, goals: dict[int, list[Goal]], node: int, way: int, other: int) -> None:
        before = node - self.board.grid.delta[way]
        step = self.board.grid.steps[way][before]
        end = Join(state=node << 2 | way, arrow=other)
        goals.setdefault(before, []).append(Goal(way=way, cost=step + _JOIN, end=end, step=step))

    def _is_apart(self, node: int, target: str) -> bool:
        """Is a node well away from every symbol but the target?"""
        x, y = self.board.grid.point(node)
        near = Box(left=x - _JOIN_ROOM, right=x + _JOIN_ROOM, top=y - _JOIN_ROOM, bottom=y + _JOIN_ROOM)
        return not any(symbol.box.overlaps(near) for symbol in self.board.sheet.symbols if symbol.id != target)

    def _route(self, place: int, found: Found, trunk: int = -1) -> Route:
        """What the search found as a route; with a trunk it begins on the way of that arrow."""
        end = found.end
        join = end if isinstance(end, Join) else None
        states = (*found.states, join.state) if join else found.states
        goes = [*(state & 3 for state in states[1:]), (end.way + 2) % 4 if isinstance(end, Port) else states[-1] & 3]
        marks = [(s >> 2, mark(s & 3) if s & 3 == onward else CLOSED) for s, onward in zip(states, goes, strict=True)]
        if join:
            marks[-1] = (states[-1] >> 2, JOINED)
        if trunk >= 0:
            marks[0] = (states[0] >> 2, JOINED)
        bends = [self.board.grid.point(s >> 2) for s, onward in zip(states, goes, strict=True) if s & 3 != onward]
        last = end.point if isinstance(end, Port) else self.board.grid.point(states[-1] >> 2)
        begin = self._begin(place, states[0], trunk)
        return Route(
            cost=found.cost,
            points=(*begin, *bends, last),
            own=len(begin) - 1,
            marks=tuple(marks),
            states=states,
            end=end if isinstance(end, Port) else None,
            joins=join.arrow if join else -1,
            leaves=trunk,
        )

    def _begin(self, place: int, state: int, trunk: int) -> tuple[Point, ...]:
        """The port, or the way of the trunk to the point where the two part."""
        if trunk >= 0:
            return _up_to(self.board.grid.point(state >> 2), self.board.routes[trunk].points)
        ports = self.board.grid.ports[self._arrows[place].source]
        return (next(port for port in ports if port.node == state >> 2 and port.way == state & 3).point,)


def _up_to(point: Point, way: tuple[Point, ...]) -> tuple[Point, ...]:
    """The way from its beginning to a point on it."""
    for place, (a, b) in enumerate(pairwise(way), 1):
        if all(min(p, q) - _SAME <= r <= max(p, q) + _SAME for p, q, r in zip(a, b, point, strict=True)):
            return (*way[:place], point)
    return way


def _entries(symbol: Symbol) -> tuple[int, int, int, int]:
    """Costs of arriving at a symbol eastwards, southwards, westwards and northwards."""
    return (_SIDE, _TOP, _SIDE, 0) if symbol.in_head else (_SIDE, 0, _SIDE, _BOTTOM)


def _exit_cost(symbol: Symbol, way: int, back: bool) -> int:
    if symbol.kind is Kind.CONNECTOR:
        return _TOP if way == (NORTH if symbol.in_head else SOUTH) else 0
    if way == NORTH:
        return _TOP_BACK if back else _TOP
    return 0
