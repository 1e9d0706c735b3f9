"""The arrows of a page while they are being routed: who runs where, what it costs, what is in whose way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Kind, Sheet, Symbol, Text
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.grid import Grid, Port
from sopengine.diagram.route.joints import straight_joints
from sopengine.diagram.route.labels import question_text
from sopengine.diagram.route.marks import crosses, is_crossing, is_free, is_straight
from sopengine.diagram.route.search import CROSSING
from sopengine.diagram.route.spots import FREE, Spots
from sopengine.frozen import frozen

_ON_LABEL = 15_000
"""Cost of a step through the label of another arrow."""
_CROWDED_PORT = 2000
"""Cost of leaving where the label has no place unless the first piece is long."""
NO_LABEL = 20_000
"""Cost of a label without a free place."""
_NEAR_TRUNK = 9.0
"""Points that the label of a trunk may be away from what a branch shares with it, to be its label, too."""


@frozen
class Route:
    """The way of one arrow."""

    cost: int
    """Without crossings with arrows that were routed later."""
    points: tuple[Point, ...]
    marks: tuple[tuple[int, int], ...] = ()
    """The nodes it takes, and by what; none where it runs astray."""
    states: tuple[int, ...] = ()
    """Nodes and directions of arrival, as the search found them."""
    end: Port | None = None
    """None where it joins another arrow, or runs astray."""
    joins: int = -1
    """The arrow it joins, by place; -1 where it joins none."""
    leaves: int = -1
    """The arrow of the same outcome from whose way it branches off; -1 where it has a port of its own."""
    own: int = 0
    """Place of the point where it branches off; 0 where it has a port of its own."""
    label: Box | None = None
    crowded: bool = False
    """The label has no free place."""
    overruns: bool = False
    """Lies on the label of an arrow that was routed before."""
    pieces: tuple[Box, ...] = ()

    @property
    def poor(self) -> bool:
        """Runs astray, has no place for its label, or lies on another label."""
        return self.crowded or self.overruns or not self.marks


class Board:
    """All arrows of a page, by their place in the sheet."""

    def __init__(self, sheet: Sheet, effort: Effort) -> None:
        self.sheet, self.effort = sheet, effort
        self.grid = Grid(sheet)
        self.joints = dict(straight_joints(self.grid, sheet))
        """The straight lines of joint work; they are there before any arrow, and stay."""
        self.taken = list(self.grid.fixed)
        self.routes: dict[int, Route] = {}
        self.crossings = 0
        self._solid = [symbol.box for symbol in sheet.symbols if symbol.kind is not Kind.DECISION]
        self._solid += [piece for line in self.joints.values() for piece in (_piece(*line),)]
        for text in _texts_beside(sheet):
            self.grid.wall(text.grown(FREE))
            self._solid.append(text)
        self.questions = tuple(self._asked(symbol) for symbol in sheet.symbols if symbol.question)
        """What the diamonds ask, beside them."""
        self._spots = Spots(sheet, self._solid, effort)

    @property
    def cost(self) -> int:
        return sum(route.cost for route in self.routes.values()) + CROSSING * self.crossings

    def take(self, place: int, route: Route) -> None:
        for node, mark in route.marks:
            self.crossings += crosses(self.taken[node], mark)
            self.taken[node] |= mark
        if route.label:
            self.grid.thicken(route.label.grown(FREE), _ON_LABEL)
        self.routes[place] = route

    def lift(self, place: int) -> Route:
        route = self.routes.pop(place)
        for node, mark in route.marks:
            self.taken[node] &= ~mark
            self.crossings -= crosses(self.taken[node], mark)
        if route.label:
            self.grid.thicken(route.label.grown(FREE), -_ON_LABEL)
        return route

    def fits(self, route: Route) -> bool:
        """Could the route be taken now without touching or crossing another?"""
        if not all(is_free(self.taken[node]) for node, _ in route.marks):
            return False
        labels = [other.label.grown(FREE) for other in self.routes.values() if other.label]
        return not any(piece.overlaps(label) for piece in route.pieces for label in labels)

    def crossed(self, place: int) -> int:
        """Other arrows that cross this one."""
        return sum(is_crossing(self.taken[node]) for node, mark in self.routes[place].marks if is_straight(mark))

    def in_the_way(self, route: Route) -> Iterator[int]:
        """Arrows that touch a route or its label, with their ways or labels."""
        nodes = {node for node, _ in route.marks}
        for place, other in self.routes.items():
            if (
                not nodes.isdisjoint([node for node, _ in other.marks])
                or (other.label and any(map(other.label.overlaps, route.pieces)))
                or (route.label and any(map(route.label.grown(FREE).overlaps, other.pieces)))
            ):
                yield place

    def joining(self, places: Iterable[int]) -> set[int]:
        """These arrows and all that join them or branch off from them."""
        wanted = set(places)
        while more := [p for p, r in self.routes.items() if p not in wanted and {r.joins, r.leaves} & wanted]:
            wanted.update(more)
        return wanted

    def labelled(self, place: int, route: Route, *, at_any_place: bool = False) -> Route:
        """The route with its label at the best free place, or dearer by a label without one."""
        pieces = route.pieces or tuple(_piece(a, b) for a, b in pairwise(route.points))
        labels = [other.label for key, other in self.routes.items() if other.label and key != place]
        overruns = any(any(map(label.overlaps, pieces)) for label in labels)
        if not self.sheet.arrows[place].label_lines or (route.leaves >= 0 and self._is_told(route, pieces)):
            return replace(route, pieces=pieces, overruns=overruns, crowded=False)
        things = [*pieces, *self._others(place)]
        start, end = route.points[route.own : route.own + 2]
        places = self._spots.anywhere if at_any_place else self._spots.beside
        for box in () if self.effort.page_is_spent else places(place, start, end):
            self.effort.compare(len(things))
            if not any(map(box.grown(FREE).overlaps, things)):
                return replace(route, pieces=pieces, overruns=overruns, label=box, crowded=False)
        label, dearer = self._spots.taken(place, start, end), route.cost + NO_LABEL
        return replace(route, pieces=pieces, overruns=overruns, label=label, crowded=True, cost=dearer)

    def _is_told(self, route: Route, pieces: Sequence[Box]) -> bool:
        """Does the label of its trunk stand beside what the two share?"""
        label = self.routes[route.leaves].label
        return label is not None and any(map(label.grown(_NEAR_TRUNK).overlaps, pieces[: route.own]))

    def settled(self, place: int) -> Route:
        """The route of an arrow, its label moved only if another arrow came to lie on it."""
        route = self.routes[place]
        if route.label and (route.crowded or any(map(route.label.grown(FREE).overlaps, self._others(place)))):
            route = self.labelled(place, replace(self.lift(place), label=None), at_any_place=True)
            self.take(place, route)
        return route

    def label_costs(self, place: int, ports: Iterable[Port], *, alone: bool) -> Iterator[int]:
        """What leaving by each port costs more because the arrow's label has no place there."""
        if not self.sheet.arrows[place].label_lines:
            yield from (0 for _ in ports)
            return
        others = () if alone else self._others(place)
        for port in ports:
            free = self._spots.beside(place, port.point, self.grid.point(port.node))
            first = next(free, None)
            if not first:
                yield NO_LABEL
            elif any(not any(map(box.grown(FREE).overlaps, others)) for box in chain((first,), free)):
                yield 0
            else:
                yield _CROWDED_PORT

    def _others(self, place: int) -> Sequence[Box]:
        """What other arrows put in the way of a label."""
        others = [other for key, other in self.routes.items() if key != place]
        return [piece for other in others for piece in other.pieces] + [o.label for o in others if o.label]

    def _asked(self, symbol: Symbol) -> Text:
        """The question beside its diamond; what comes later keeps off it."""
        boxes = {other.id: other.box for other in self.sheet.symbols}
        ends = [boxes[arrow.target] for arrow in self.sheet.arrows if arrow.source == symbol.id]
        middle = symbol.box.centre[0]
        ways = ["left" if end.centre[0] < middle else "right" for end in ends if abs(end.centre[0] - middle) > 1.0]
        others = [other.box for other in self.sheet.symbols if other.id != symbol.id]
        asked = question_text(symbol, self.sheet, [*others, *self._solid], ways)
        self.grid.wall(asked.box.grown(FREE))
        self._solid.append(asked.box)
        return asked


def _piece(a: Point, b: Point) -> Box:
    return Box(left=min(a[0], b[0]), top=min(a[1], b[1]), right=max(a[0], b[0]), bottom=max(a[1], b[1]))


def _texts_beside(sheet: Sheet) -> Iterator[Box]:
    """Texts in the area that stand in no symbol: what is beside the connectors."""
    for text in (text for text in sheet.texts if not text.cell):
        x, y = text.box.centre
        inside = any(s.box.left < x < s.box.right and s.box.top < y < s.box.bottom for s in sheet.symbols)
        if not inside and sheet.area and sheet.area.overlaps(text.box):
            yield text.box
