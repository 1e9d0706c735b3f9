"""The track grid of a page: where arrows may run, turn and dock, in flat lists for a fast search.

A node is a number, `row of the grid * width + column`; directions are 0 to 3: east, south, west, north.
Lengths and costs are whole tenths of a point.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Kind, Sheet, Symbol
from sopengine.diagram.route.marks import CLOSED, STRAIGHT_ONLY
from sopengine.diagram.route.tracks import AxisSymbol, lines
from sopengine.frozen import frozen

EAST, SOUTH, WEST, NORTH = range(4)

_TENTHS = 10
_CLEARANCE = 3.0
"""Points around a symbol that arrows keep free."""
_LEAST_END = 7.5
"""Points that an arrow runs straight before its tip."""
_SLOT = 8.2
"""Points from the middle of a side to a slot: arrows that are nearer look like one."""
_OFF_CORNER = 2.3
"""Points between a slot and the end of its side, at least."""
_SLOT_COST = 200
_BUSY = 3
"""Arrows at a box from which on it has slots."""
_PARTNERS_COST = 60
"""Cost of touching a wide box in the lane of one who works along."""
_WALL = 10**7
"""Cost of a way through a text."""


@frozen
class Port:
    """Where an arrow can touch a symbol."""

    node: int
    """The first node outside."""
    way: int
    """Direction from the symbol outwards."""
    point: Point
    """On the border."""
    cost: int
    """Length from the border to the node, and what a slot costs more than the middle of the side."""
    slot: bool


class Grid:
    """Lines, nodes and ports of one page."""

    def __init__(self, sheet: Sheet) -> None:
        ends = Counter(end for arrow in sheet.arrows for end in (arrow.source, arrow.target))
        joint = {end for arrow in sheet.arrows if arrow.joint for end in (arrow.source, arrow.target)}
        busy = joint | {s.id for s in sheet.symbols if s.kind is Kind.PROCESS and ends[s.id] >= _BUSY}
        self.lanes, self.actors = sheet.lanes, sheet.actors
        across = [self._across(symbol, symbol.id in busy) for symbol in sheet.symbols]
        down = [
            AxisSymbol(centres=(s.box.centre[1],), low=s.box.top, high=s.box.bottom, slot=slot_of(s) * (s.id in busy))
            for s in sheet.symbols
        ]
        self.xs, dear_columns = lines(sheet.lanes, across)
        self.ys, dear_rows = lines(sheet.rows, down)
        self.width = len(self.xs)
        self.nodes = self.width * len(self.ys)
        self.delta = (1, self.width, -1, -self.width)
        self.steps = self._steps(dear_columns, dear_rows)
        """Cost of a step from a node, by direction."""
        self.fixed = [0] * self.nodes
        """What nodes are taken by before any arrow is routed."""
        self._close_edges()
        for symbol in sheet.symbols:
            self._close(symbol.box.grown(_CLEARANCE))
        self.ports = {symbol.id: tuple(self._ports(symbol, symbol.id in busy)) for symbol in sheet.symbols}
        """Of a diamond those with a slot are only for lines of joint work; of a capsule they are for nothing."""
        self._keep_ends_straight(sheet.symbols)

    def _across(self, symbol: Symbol, busy: bool) -> AxisSymbol:
        slot = _SLOT if busy else 0.0
        return AxisSymbol(centres=self._stems(symbol), low=symbol.box.left, high=symbol.box.right, slot=slot)

    def _stems(self, symbol: Symbol) -> tuple[float, ...]:
        """Where arrows touch its upper and lower sides: the middle; of a box over several lanes their middles."""
        box = symbol.box
        middles = [(low + high) / 2 for low, high in pairwise(self.lanes)]
        under = tuple(x for x in middles if box.left < x < box.right)
        return under if symbol.kind is Kind.PROCESS and len(under) > 1 else (box.centre[0],)

    def point(self, node: int) -> Point:
        return self.xs[node % self.width], self.ys[node // self.width]

    def wall(self, box: Box) -> None:
        """Let no arrow run through a text."""
        self.thicken(box, _WALL)

    def thicken(self, box: Box, cost: int) -> None:
        """Make every step that touches the box dearer, or cheaper again."""
        left, right = bisect_left(self.xs, box.left), bisect_right(self.xs, box.right)
        top, bottom = bisect_left(self.ys, box.top), bisect_right(self.ys, box.bottom)
        east, south, west, north = self.steps
        for row in range(top, bottom):
            for node in range(row * self.width + left - 1, row * self.width + right):
                east[node] += cost
                west[node + 1] += cost
        for column in range(left, right):
            for node in range((top - 1) * self.width + column, bottom * self.width + column, self.width):
                south[node] += cost
                north[node + self.width] += cost

    def _steps(self, columns: list[float], rows: list[float]) -> tuple[list[int], list[int], list[int], list[int]]:
        """Lengths, dearer along lines that an eye takes wrongly."""
        across = [round((b - a) * _TENTHS) for a, b in pairwise(self.xs)]
        down = [round((b - a) * _TENTHS) for a, b in pairwise(self.ys)]
        level = [across if dear == 1.0 else [round(length * dear) for length in across] for dear in rows]
        plain = all(dear == 1.0 for dear in columns)
        upright = [[length] * self.width if plain else [round(length * dear) for dear in columns] for length in down]
        return (
            [length for row in level for length in (*row, 0)],
            [length for row in (*upright, [0] * self.width) for length in row],
            [length for row in level for length in (0, *row)],
            [length for row in ([0] * self.width, *upright) for length in row],
        )

    def _close_edges(self) -> None:
        """The outermost lines are no tracks: they keep the search inside."""
        width, last = self.width, self.nodes - self.width
        for node in (*range(width), *range(last, self.nodes)):
            self.fixed[node] = CLOSED
        for node in range(0, self.nodes, width):
            self.fixed[node] = self.fixed[node + width - 1] = CLOSED

    def _close(self, box: Box) -> None:
        left, right = bisect_left(self.xs, box.left), bisect_right(self.xs, box.right)
        for row in range(bisect_left(self.ys, box.top), bisect_right(self.ys, box.bottom)):
            for node in range(row * self.width + left, row * self.width + right):
                self.fixed[node] |= CLOSED

    def _ports(self, symbol: Symbol, busy: bool) -> Iterator[Port]:
        for way, point, cost, slot in self._touches(symbol, busy):
            node = self._first_outside(point, way)
            if not self.fixed[node] & CLOSED:
                yield Port(node=node, way=way, point=point, cost=self._distance(point, node) + cost, slot=slot)

    def _touches(self, symbol: Symbol, busy: bool) -> Iterator[tuple[int, Point, int, bool]]:
        """Direction, point, extra cost of each port, and whether it is a slot."""
        y, own = symbol.box.centre[1], self._own_stem(symbol)
        for place in (0, -1, 1) if busy else (0,):
            cost, down, aside = _SLOT_COST * abs(place), place * slot_of(symbol), place * _SLOT
            left, right = sides_at(symbol, y + down)
            yield EAST, (right, y + down), cost, bool(place)
            yield WEST, (left, y + down), cost, bool(place)
            if place and symbol.kind is not Kind.PROCESS:
                continue
            for x in self._stems(symbol):
                dear = cost + (0 if x == own else _PARTNERS_COST)
                yield SOUTH, (x + aside, symbol.box.bottom), dear, bool(place)
                yield NORTH, (x + aside, symbol.box.top), dear, bool(place)

    def _own_stem(self, symbol: Symbol) -> float:
        """The stem in the lane of the lead."""
        stems = self._stems(symbol)
        if len(stems) == 1:
            return stems[0]
        lane = self.actors.index(symbol.actor)
        return next((x for x in stems if self.lanes[lane] < x < self.lanes[lane + 1]), stems[0])

    def _first_outside(self, point: Point, way: int) -> int:
        column, row = _nearest(self.xs, point[0]), _nearest(self.ys, point[1])
        if way == EAST:
            column = bisect_right(self.xs, point[0] + _CLEARANCE)
        elif way == WEST:
            column = bisect_left(self.xs, point[0] - _CLEARANCE) - 1
        elif way == SOUTH:
            row = bisect_right(self.ys, point[1] + _CLEARANCE)
        else:
            row = bisect_left(self.ys, point[1] - _CLEARANCE) - 1
        return row * self.width + column

    def _distance(self, point: Point, node: int) -> int:
        x, y = self.point(node)
        return round((abs(x - point[0]) + abs(y - point[1])) * _TENTHS)

    def _keep_ends_straight(self, symbols: Iterable[Symbol]) -> None:
        """No way may bend so near to a port that an arrow's last piece would be too short."""
        for symbol in symbols:
            for port in self.ports[symbol.id]:
                node = port.node
                while self._distance(port.point, node) < _LEAST_END * _TENTHS and not self.fixed[node] & CLOSED:
                    self.fixed[node] |= STRAIGHT_ONLY
                    node += self.delta[port.way]


def slot_of(symbol: Symbol) -> float:
    """Points from the middle of a left or right side to its slots."""
    return min(_SLOT, symbol.box.height / 2 - _OFF_CORNER)


def sides_at(symbol: Symbol, y: float) -> tuple[float, float]:
    """Where its left and right side are at a height."""
    (x, middle), half = symbol.box.centre, symbol.box.width / 2
    if symbol.kind is Kind.DECISION:
        half *= 1.0 - 2 * abs(y - middle) / symbol.box.height
    return x - half, x + half


def _nearest(lines: list[float], place: float) -> int:
    after = bisect_left(lines, place)
    return after if after < len(lines) and lines[after] - place < place - lines[after - 1] else after - 1
