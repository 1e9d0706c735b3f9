"""The track grid of a page: where arrows may run, turn and dock, in flat lists for a fast search.

A node is a number, `row of the grid * width + column`; directions are 0 to 3: east, south, west, north.
Lengths and costs are whole tenths of a point.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Kind, Sheet, Symbol

EAST, SOUTH, WEST, NORTH = range(4)
LEVEL, UPRIGHT, CLOSED, STRAIGHT_ONLY, JOINED = 1, 2, 4, 8, 16
"""What a node is taken by: a level way, an upright way, a bend or symbol; a place where no way may
bend, for an arrow's end is near; a place where a way already joins."""

_TENTHS = 10
_CLEARANCE = 3.0
"""Points around a symbol that arrows keep free."""
_TRACK = 4.5
"""Points from a rule to the first track, and from there to the second."""
_LEAST_OFF_RULE = 2.0
"""Points from a rule to a track in a narrow lane."""
_LEAST_END = 7.5
"""Points that an arrow runs straight before its tip."""
_LEAST_GAP = 4.0
"""Points between two lines of the grid."""
_SLOT = 6.0
"""Points from the middle of a side to a slot."""
_SLOT_COST = 80
_BUSY = 3
"""Arrows at a box from which on it has slots."""
_TWO_TRACKS = _CLEARANCE + 2 * _TRACK
_WALL = 10**7
"""Cost of a way through a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
        self.xs = _lines(sheet.lanes, [(s.box.centre[0], s.box.width / 2, s.id in busy) for s in sheet.symbols])
        self.ys = _lines(sheet.rows, [(s.box.centre[1], s.box.height / 2, s.id in busy) for s in sheet.symbols])
        self.width = len(self.xs)
        self.nodes = self.width * len(self.ys)
        self.delta = (1, self.width, -1, -self.width)
        self.steps = self._steps()
        """Cost of a step from a node, by direction."""
        self.fixed = [0] * self.nodes
        """What nodes are taken by before any arrow is routed."""
        self._close_edges()
        for symbol in sheet.symbols:
            self._close(symbol.box.grown(_CLEARANCE))
        self.ports = {symbol.id: tuple(self._ports(symbol, symbol.id in busy)) for symbol in sheet.symbols}
        """Of a diamond those with a slot are only for lines of joint work; of a capsule they are for nothing."""
        self._keep_ends_straight(sheet.symbols)

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

    def _steps(self) -> tuple[list[int], list[int], list[int], list[int]]:
        across = [round((b - a) * _TENTHS) for a, b in pairwise(self.xs)]
        down = [round((b - a) * _TENTHS) for a, b in pairwise(self.ys)]
        rows, width = len(self.ys), self.width
        return (
            [*across, 0] * rows,
            [length for length in (*down, 0) for _ in range(width)],
            [0, *across] * rows,
            [length for length in (0, *down) for _ in range(width)],
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
        x, y = symbol.box.centre
        for shift in (0.0, -_SLOT, _SLOT) if busy else (0.0,):
            aside = symbol.box.width / 2 * (1.0 - 2 * abs(shift) / symbol.box.height)
            half = aside if symbol.kind is Kind.DECISION else symbol.box.width / 2
            for way, point in (
                (EAST, (x + half, y + shift)),
                (SOUTH, (x + shift, symbol.box.bottom)),
                (WEST, (x - half, y + shift)),
                (NORTH, (x + shift, symbol.box.top)),
            ):
                if shift and symbol.kind is not Kind.PROCESS and way in (SOUTH, NORTH):
                    continue
                node = self._first_outside(point, way)
                if not self.fixed[node] & CLOSED:
                    yield Port(
                        node=node,
                        way=way,
                        point=point,
                        cost=self._distance(point, node) + (_SLOT_COST if shift else 0),
                        slot=bool(shift),
                    )

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


def _lines(rules: tuple[float, ...], symbols: list[tuple[float, float, bool]]) -> list[float]:
    """Middles and slots of symbols, then tracks beside the rules, and one line outside at each end.

    Of each symbol: middle, half its size along this axis, and whether it has slots.
    """
    lines = {round(middle, 2) for middle, _, _ in symbols}
    lines |= {round(middle + slot, 2) for middle, _, busy in symbols if busy for slot in (-_SLOT, _SLOT)}
    kept = sorted(lines)
    for low, high in pairwise(rules):
        inside = [(middle, half) for middle, half, _ in symbols if low < middle < high]
        free = min((min(middle - half - low, high - middle - half) for middle, half in inside), default=high - low)
        first = min(_TRACK, max(_LEAST_OFF_RULE, free - _LEAST_END))
        wished = [low + first, high - first]
        wished += [low + 2 * _TRACK, high - 2 * _TRACK] if free >= _TWO_TRACKS else []
        wished += [(low + high) / 2] if not inside else []
        wished += [(a + b) / 2 for a, b in pairwise(sorted({round(middle, 2) for middle, _ in inside}))]
        for line in wished:
            if all(abs(line - other) >= _LEAST_GAP for other in kept):
                kept.append(round(line, 2))
    kept.sort()
    return [kept[0] - 100.0, *kept, kept[-1] + 100.0]


def _nearest(lines: list[float], place: float) -> int:
    after = bisect_left(lines, place)
    return after if after < len(lines) and lines[after] - place < place - lines[after - 1] else after - 1
