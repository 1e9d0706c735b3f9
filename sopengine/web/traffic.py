"""What the server has answered so far: how often, with what, how long it took. Shared by threads."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: upper ends of the classes of a histogram; the last class has none."""


class Traffic:
    """Counted by what the table of routes says, never by what was typed: the number of lines is bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answered: Counter[tuple[str, str, int]] = Counter()
        self._lasted: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """One answer."""
        with self._lock:
            self._answered[route, method, status] += 1
            self._lasted.setdefault(route, [0] * (len(BOUNDS) + 1))[bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def answered(self) -> Mapping[tuple[str, str, int], int]:
        """Route, method and status -> how many."""
        with self._lock:
            return dict(self._answered)

    def lasted(self) -> Mapping[str, tuple[tuple[int, ...], float]]:
        """Route -> answers by class, and their seconds together."""
        with self._lock:
            return {route: (tuple(counts), float(self._seconds[route])) for route, counts in self._lasted.items()}
