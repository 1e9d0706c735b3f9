"""What the routing of a drawing may still cost: counted, not timed, so that every machine draws the same."""

from __future__ import annotations

A_DRAWING, A_ROW = 100_000, 1_000
"""Units that a drawing may take, and what each row brings along, so that long forms have more; a unit is a state that a
search looks at, about 1.5 µs."""
_PART = 8
"""A page may take one in so many of the units that are left: there is always something to draw it anew, with more
room."""
_NODES, _BOXES = 16, 16
"""Making the lists of a search for so many nodes, or comparing so many boxes, takes about as long as a unit."""


class Effort:
    """Of one drawing, spent page by page."""

    def __init__(self, rows: int) -> None:
        self._left = A_DRAWING + rows * A_ROW
        self._page = 0

    def begin_page(self, rows: int) -> None:
        """The share of its rows is left for every page, whatever those before it took."""
        self._page = max(rows * A_ROW, self._left // _PART)

    def search(self, nodes: int, states: int) -> None:
        """A search on a grid of so many nodes has looked at so many states."""
        self._spend(nodes // _NODES + states)

    def compare(self, boxes: int) -> None:
        """A place for a label has been compared with so many boxes."""
        self._spend(1 + boxes // _BOXES)

    def _spend(self, units: int) -> None:
        self._left -= units
        self._page -= units

    @property
    def page_is_spent(self) -> bool:
        """Must the rest of the page be drawn as it comes?"""
        return self._page <= 0

    @property
    def is_spent(self) -> bool:
        """Is nothing left to try the drawing anew?"""
        return self._left <= 0
