"""All arrows of a page: routed one after the other, then the worst again before those in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopengine.diagram.drawing import Arrow, Sheet, Text
from sopengine.diagram.route.board import Board, Route
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.labels import label_text
from sopengine.diagram.route.search import CROSSING, UNLIMITED
from sopengine.diagram.route.ways import Ways

_EFFORT = 10
"""Arrows a page tried anew while the drawing can only become prettier."""
_GREAT_EFFORT = 100
"""The same while an arrow has no way of its own or a label no place."""

_GOOD = 250
"""What a page may cost more than its arrows would alone, to be left as it is."""
_WORTH_A_TRY = 130
"""What an arrow costs more than alone, from which on others are moved for it."""

_Snapshot = dict[int, Route]


def routed(sheet: Sheet, effort: Effort) -> Sheet:
    """The sheet with the points of its arrows and with their labels."""
    if not sheet.arrows:
        return sheet
    effort.begin_page(len(sheet.rows))
    router = _Router(sheet, effort)
    router.solve()
    return router.finished()


class _Router:
    def __init__(self, sheet: Sheet, effort: Effort) -> None:
        self.effort = effort
        self.board = Board(sheet, effort)
        self.ways = Ways(self.board)
        for place, ideal in self.ways.ideals.items():
            alone = self.board.labelled(place, ideal)
            self.ways.ideals[place] = replace(alone, cost=ideal.cost)
        self.ideal_cost = {place: ideal.cost for place, ideal in self.ways.ideals.items()}
        self.least = sum(self.ideal_cost.values())
        self.tries = 0
        self.neighbours = {place: _neighbours(place, sheet.arrows) & set(self.ideal_cost) for place in self.ideal_cost}
        self.order = sorted(self.ideal_cost, key=lambda place: (self.ideal_cost[place], place))

    def solve(self) -> None:
        """Try several orders and keep the cheapest drawing."""
        best: tuple[int, _Snapshot] = (UNLIMITED, {})
        for order in self._orders():
            self._restore({})
            for place in order:
                self.ways.take(place)
            self._improve()
            agreed = self.board.cost == best[0] and not any(route.poor for route in best[1].values())
            if self.board.cost < best[0]:
                best = (self.board.cost, dict(self.board.routes))
            if agreed or self._is_good(best[0]) or self._is_tired(best[1]):
                break
        self._restore(best[1])

    def _orders(self) -> Iterator[list[int]]:
        """Orders to begin with: the easy first, the hard first, as written, and then what came out poor first."""
        yield self.order
        yield self.order[::-1]
        yield sorted(self.order)
        poor: dict[int, None] = {}
        while found := [place for place in self.order if self.board.routes[place].poor and place not in poor]:
            poor = dict.fromkeys([*found, *poor])
            yield [*poor, *(place for place in self.order if place not in poor)]

    def _is_tired(self, routes: _Snapshot) -> bool:
        if self.effort.page_is_spent:
            return True
        poor = any(route.poor for route in routes.values())
        return self.tries >= (_GREAT_EFFORT if poor else _EFFORT)

    def _is_good(self, cost: int) -> bool:
        """Is the page so near to what all arrows would cost alone that looking on is not worth it?"""
        return cost - self.least < _GOOD

    def _improve(self) -> None:
        """Give the worst arrow another chance, with some of the others out of its way; keep what is cheaper."""
        tried: set[int] = set()
        while not self._is_good(self.board.cost) and not self._is_tired(self.board.routes):
            losses = [(self._loss(place), place) for place in self.order if place not in tried]
            loss, worst = max(losses, key=lambda entry: (entry[0], -entry[1]), default=(0, 0))
            if loss < _WORTH_A_TRY:
                return
            tried.add(worst)
            if self._improve_one(worst):
                tried.clear()

    def _improve_one(self, worst: int) -> bool:
        """Try the worst without those in its way, and without each of its rivals; keep the best of all."""
        blockers = set(self.board.in_the_way(self.ways.ideals[worst])) - {worst}
        rivals = [{rival} for rival in sorted(self.neighbours[worst] | blockers)]
        before, best = dict(self.board.routes), (self.board.cost, dict(self.board.routes))
        for others in [blockers, *rivals] if len(blockers) > 1 else rivals:
            self.tries += 1
            if self._retaken(worst, others, best[0]):
                best = (self.board.cost, dict(self.board.routes))
            self._restore(before)
            if self.effort.page_is_spent or self._is_good(best[0]):
                break
        self._restore(best[1])
        return best[1] != before

    def _retaken(self, worst: int, others: set[int], limit: int) -> bool:
        """Take these arrows away, route the worst first, then the others again; False where it gets no cheaper."""
        lifted = self.board.joining({worst, *others})
        for place in lifted:
            self.board.lift(place)
        to_come = sum(self.ideal_cost[place] for place in lifted)
        for place in [worst, *(place for place in self.order if place in lifted and place != worst)]:
            to_come -= self.ideal_cost[place]
            if not self.ways.take(place, limit - self.board.cost - to_come):
                return False
        return self.board.cost < limit

    def _loss(self, place: int) -> int:
        return self.board.routes[place].cost - self.ideal_cost[place] + CROSSING * self.board.crossed(place)

    def _restore(self, routes: _Snapshot) -> None:
        for place in [p for p, route in self.board.routes.items() if routes.get(p) is not route]:
            self.board.lift(place)
        for place, taken in routes.items():
            if place not in self.board.routes:
                self.board.take(place, taken)

    def finished(self) -> Sheet:
        arrows: list[Arrow] = []
        texts: list[Text] = []
        for place, arrow in enumerate(self.board.sheet.arrows):
            if place in self.board.joints:
                arrows.append(replace(arrow, points=self.board.joints[place]))
                continue
            drawn = self.board.settled(place)
            arrows.append(replace(arrow, points=drawn.points, joined=drawn.joins >= 0))
            texts += [label_text(arrow, drawn.label)] if drawn.label else []
        texts = [*self.board.sheet.texts, *self.board.questions, *texts]
        return replace(self.board.sheet, arrows=tuple(arrows), texts=tuple(texts), cramped=self._cramped())

    def _cramped(self) -> frozenset[str]:
        """Steps at both ends of the arrows that came out poor."""
        steps = {symbol.id: symbol.step for symbol in self.board.sheet.symbols}
        poor = [self.board.sheet.arrows[place] for place, route in self.board.routes.items() if route.poor]
        return frozenset(steps[end] for arrow in poor for end in (arrow.source, arrow.target) if steps[end])


def _neighbours(place: int, arrows: tuple[Arrow, ...]) -> set[int]:
    """The arrows that touch the same symbols."""
    ends = {arrows[place].source, arrows[place].target}
    return {other for other, arrow in enumerate(arrows) if other != place and ends & {arrow.source, arrow.target}}
