"""Lower bounds for ways over the track grid: length and bends that are still to come; they lead the search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from sopengine.diagram.box import Box
from sopengine.diagram.route.grid import Grid
from sopengine.frozen import frozen

BEND = 450
"""Cost of a bend, in tenths of a point."""


@frozen
class Guide:
    """What every way to a target still costs at least: by node, and by zone and direction."""

    far: Lengths
    zones: list[int]
    bends: tuple[int, ...]


class Lengths(dict[int, int]):
    """Of each node, across and down; found where the search asks for it, which on a large page is nearly nowhere."""

    def __init__(self, across: Sequence[int], down: Sequence[int]) -> None:
        super().__init__()
        self._across, self._down, self._width = across, down, len(across)

    def __missing__(self, node: int) -> int:
        row, column = divmod(node, self._width)
        self[node] = length = self._across[column] + self._down[row]
        return length


def guide(grid: Grid, target: Box, entries: tuple[int, int, int, int]) -> Guide:
    """A lower bound for the ways to a symbol; `entries` are the costs of arriving eastwards, southwards …"""
    across, west, east = _distances(grid.xs, target.left, target.right)
    down, north, south = _distances(grid.ys, target.top, target.bottom)
    middle, beyond = east - west, grid.width - east
    rows = ([row] * west + [row + 4] * middle + [row + 8] * beyond for row in (0, 12, 24))
    counts = (north, south - north, len(grid.ys) - south)
    zones = [zone for row, count in zip(rows, counts, strict=True) for zone in row * count]
    return Guide(far=Lengths(across, down), zones=zones, bends=_bends(entries))


def nowhere(grid: Grid) -> Guide:
    """Leads no search: every way may cost nothing."""
    return Guide(far=Lengths([0] * grid.width, [0] * len(grid.ys)), zones=[0] * grid.nodes, bends=(0,) * 4)


def guide_to(grid: Grid, nodes: Iterable[int]) -> Guide:
    """A lower bound for the ways to any of these nodes: the length to the rectangle around all of them."""
    points = [grid.point(node) for node in nodes]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, _, _ = _distances(grid.xs, min(xs), max(xs))
    down, _, _ = _distances(grid.ys, min(ys), max(ys))
    return Guide(far=Lengths(across, down), zones=[0] * grid.nodes, bends=(0,) * 4)


def _distances(lines: Sequence[float], low: float, high: float) -> tuple[list[int], int, int]:
    """Of each line from what lies between low and high; how many lines lie before that, and how many not behind."""
    before, within = bisect_left(lines, low), bisect_right(lines, high)
    near = [round((low - line) * 10) for line in lines[:before]]
    return [*near, *[0] * (within - before), *(round((line - high) * 10) for line in lines[within:])], before, within


@lru_cache(maxsize=16)
def _bends(entries: tuple[int, int, int, int]) -> tuple[int, ...]:
    """By zone and direction: the cheapest of the four sides."""
    return tuple(
        min(BEND * _fewest_bends(column, row, way, entry) + entries[entry] for entry in range(4))
        for row in (-1, 0, 1)
        for column in (-1, 0, 1)
        for way in range(4)
    )


_Turned = Callable[[int, int], tuple[int, int]]
_TURNED: tuple[_Turned, ...] = (
    lambda x, y: (x, y),
    lambda x, y: (y, -x),
    lambda x, y: (-x, -y),
    lambda x, y: (-y, x),
)
"""Turn the page so that a direction becomes east."""


def _fewest_bends(column: int, row: int, way: int, entry: int) -> int:
    """Bends from a node in a zone (-1 left of or above the symbol) to the side entered in direction `entry`."""
    ahead, aside = _TURNED[entry](column, row)
    before = ahead < 0
    match (way - entry) % 4:
        case 0:
            return (2 if aside else 0) if before else 4
        case 2:
            return 2
        case turn:
            towards = (aside < 0) == (turn == 1) if aside else True
            return (1 if towards else 3) if before else 3
