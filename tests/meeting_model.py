"""The meeting rule played with counters, as plainly as it can be said: what the engine must do on any flow."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from sopengine.compiled.tables import Compiled


class Model:
    """How much is open at each task, and how much waits at each meeting point."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.open: Counter[str] = Counter()
        self.waiting: Counter[str] = Counter()
        self.finished: Counter[str] = Counter()
        self._bring(compiled.entries[:1])

    def complete(self, task: str, outcome: str) -> None:
        self.open[task] -= 1
        self.open = +self.open
        self.finished[task] += 1
        self._bring(self._targets(task, outcome))

    def _targets(self, task: str, outcome: str = "") -> tuple[str, ...]:
        return next(way.targets for way in self.compiled.tasks[task].outcomes if way.label == outcome)

    def _bring(self, targets: Iterable[str]) -> None:
        self._arrive(targets)
        while ready := [point for point in self.waiting if self._nothing_comes_to(point)]:
            del self.waiting[ready[0]]
            self._arrive(self._begin(ready[0]))

    def _arrive(self, targets: Iterable[str]) -> None:
        coming = deque(targets)
        while coming:
            target = coming.popleft()
            if target in self.compiled.waits_for:
                self.waiting[target] += 1
            else:
                coming += self._begin(target)

    def _nothing_comes_to(self, point: str) -> bool:
        return not any(self.open[task] or self.waiting[task] for task in self.compiled.waits_for[point])

    def _begin(self, task: str) -> tuple[str, ...]:
        """Where the work goes on to at once."""
        if not self.compiled.tasks[task].work:
            return self._targets(task)
        self.open[task] += 1
        return ()
