"""What a player is: a process that plays as often as it is told and says what a step cost. Standard library only."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


class Stopwatch:
    """CPU time of this process, user and system, while it is held."""

    def __init__(self) -> None:
        self.nanoseconds = 0
        self.steps = 0
        """Played meanwhile; counted by the player."""
        self._since = 0

    def __enter__(self) -> Self:
        self._since = time.process_time_ns()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.nanoseconds += time.process_time_ns() - self._since


def options() -> dict[str, Any]:
    """What the contest asks of this player."""
    read: dict[str, Any] = json.loads(sys.argv[1])
    return read


def perform(name: str, play: Callable[[Stopwatch], None], check: Callable[[], None] = lambda: None) -> None:
    """Tell name and version, then for each line with a count play as often; answer microseconds a step.

    `check`: after each round, never between two plays: to look through all objects would leave the player a cold cache.
    """
    answer_to_each_line(name, lambda line: _round(play, int(line), check))


def answer_to_each_line(name: str, answer: Callable[[str], Any]) -> None:
    print(name, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(line)), flush=True)


def _round(play: Callable[[Stopwatch], None], plays: int, check: Callable[[], None]) -> float:
    watch = Stopwatch()
    gc.collect()
    for _ in range(plays):
        play(watch)
    check()
    return watch.nanoseconds / 1e3 / watch.steps
