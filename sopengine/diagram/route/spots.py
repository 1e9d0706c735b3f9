"""The places that symbols and texts leave for the labels: found once, and only as far as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Kind, Sheet
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.labels import in_diamond, label_places

FREE = 1.2
"""Points that a label keeps from arrows, symbols and texts."""


class Spots:
    """Of one page."""

    def __init__(self, sheet: Sheet, solid: list[Box], effort: Effort) -> None:
        self._sheet, self._effort, self._solid = sheet, effort, solid
        """What labels must keep off, but for the diamonds."""
        self._diamonds = [symbol.box for symbol in sheet.symbols if symbol.kind is Kind.DECISION]
        self._known: dict[tuple[int, Point, Point], _Found] = {}

    def beside(self, place: int, start: Point, end: Point) -> Iterator[Box]:
        """Free places for the label of an arrow beside a piece, the best first."""
        found = self._known.get((place, start, end))
        if not found:
            places = label_places(self._sheet.arrows[place], start, end, self._sheet)
            found = self._known[place, start, end] = _Found(filter(self._is_free, places))
        return iter(found)

    def anywhere(self, place: int, start: Point, end: Point) -> Iterator[Box]:
        """All free places there are, not only the likely ones."""
        return filter(self._is_free, label_places(self._sheet.arrows[place], start, end, self._sheet, all_of_them=True))

    def taken(self, place: int, start: Point, end: Point) -> Box | None:
        """The best place, free or not."""
        return next(label_places(self._sheet.arrows[place], start, end, self._sheet), None)

    def _is_free(self, box: Box) -> bool:
        """Does a label here keep off symbols and texts? Not looked at where no effort is left."""
        if self._effort.page_is_spent:
            return False
        self._effort.compare(len(self._solid) + len(self._diamonds))
        room = box.grown(FREE)
        return not any(map(room.overlaps, self._solid)) and not any(
            room.overlaps(d) and in_diamond(room, d) for d in self._diamonds
        )


class _Found:
    """What an iterator gives, kept to be given again."""

    def __init__(self, boxes: Iterator[Box]) -> None:
        self._boxes, self._kept = boxes, list[Box]()

    def __iter__(self) -> Iterator[Box]:
        yield from self._kept
        place = len(self._kept)
        while True:
            while place < len(self._kept):
                yield self._kept[place]
                place += 1
            box = next(self._boxes, None)
            if box is None:
                return
            self._kept.append(box)
