"""A fixed search in pure Python: the unit in which times of drawing are told, as machines differ and are busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from heapq import heappop, heappush
from statistics import median

_SIDE = 72
_WALL = 7
"""Every so manieth node, scattered, cannot be entered."""
ROUNDS = 5


def search() -> int:
    """The length of the shortest way from corner to corner of a grid with scattered walls, by A*."""
    last = _SIDE * _SIDE - 1
    best = {0: 0}
    heap = [(0, 0)]
    while heap:
        _, node = heappop(heap)
        if node == last:
            return best[node]
        row, column = divmod(node, _SIDE)
        for r, c in ((row, column + 1), (row + 1, column), (row, column - 1), (row - 1, column)):
            there = r * _SIDE + c
            if not (0 <= r < _SIDE and 0 <= c < _SIDE) or (there * there + 3 * there) % _WALL == 1:
                continue
            spent = best[node] + 1 + (there * 31) % 5
            if spent < best.get(there, 1 << 30):
                best[there] = spent
                heappush(heap, (spent + 2 * _SIDE - r - c, there))
    raise AssertionError("the walls leave a way")


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_units(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of some rounds, each beside a search, divided by the median time of those."""
    works, searches = zip(*((cpu(work), cpu(search)) for _ in range(rounds)), strict=True)
    return median(works) / median(searches)
