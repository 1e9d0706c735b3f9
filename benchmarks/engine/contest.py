"""Players in processes of their own, whose rounds take turns: a slow moment of the machine meets all of them."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent.parent

Costs = Mapping[str, Sequence[float]]
"""Player -> what a step cost in each round; in microseconds of CPU time."""


class Player:
    """One that takes part; ready to play once it is made."""

    def __init__(self, label: str, module: str, plays: int = 1, python: str = sys.executable, **options: Any) -> None:
        """`module`: of benchmarks.engine.players; `plays`: a round; `options`: what it asks for."""
        self.label = label
        self._plays = plays
        command = [python, "-m", f"benchmarks.engine.players.{module}", json.dumps(options, default=str)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.name = self._heard()
        """Itself and its version."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def play(self) -> Any:
        self.begin()
        return self.end()

    def begin(self) -> None:
        """Let it play a round; `end` waits for it."""
        assert self._process.stdin
        self._process.stdin.write(f"{self._plays}\n")
        self._process.stdin.flush()

    def end(self) -> Any:
        return json.loads(self._heard())

    def _heard(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.label} ended with exit code {self._process.wait()}; see above")
        return line.strip()


def contest(players: Sequence[Player], rounds: int) -> Costs:
    """The first round of each warms up and does not count. The players end with it."""
    costs: dict[str, list[float]] = {player.label: [] for player in players}
    for number in range(rounds + 1):
        for player in players:
            cost = player.play()
            if number:
                costs[player.label].append(cost)
    for player in players:
        with player:
            pass
    return costs


def ratio(costs: Costs, one: str, other: str) -> float:
    """What one costs beside the other: the median over the rounds, each compared with its neighbour in time."""
    return statistics.median(mine / theirs for mine, theirs in zip(costs[one], costs[other], strict=True))
