"""Lower bounds for ways over the track grid: length and bends that are still to come; they lead the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sopengine.diagram.box import Box
from sopengine.diagram.route.grid import Grid

BEND = 450
"""Cost of a bend, in tenths of a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What every way to a target still costs at least: by node, and by zone and direction."""

    far: list[int]
    zones: list[int]
    bends: tuple[int, ...]


def guide(grid: Grid, target: Box, entries: tuple[int, int, int, int]) -> Guide:
    """A lower bound for the ways to a symbol; `entries` are the costs of arriving eastwards, southwards …"""
    across = [round(max(target.left - x, x - target.right, 0.0) * 10) for x in grid.xs]
    down = [round(max(target.top - y, y - target.bottom, 0.0) * 10) for y in grid.ys]
    columns = [4 * ((x > target.right) - (x < target.left) + 1) for x in grid.xs]
    far: list[int] = []
    for length in down:
        far += map(length.__add__, across)
    rows = Counter(12 * ((y > target.bottom) - (y < target.top) + 1) for y in grid.ys)
    return Guide(
        far=far,
        zones=[zone for row, count in rows.items() for zone in [row + column for column in columns] * count],
        bends=_bends(entries),
    )


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
