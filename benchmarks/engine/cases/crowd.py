"""Several processes write to one SQLite file: how long the unluckiest waits, and whether anything is lost."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.engine import flows, ours
from benchmarks.engine.contest import Player
from benchmarks.engine.figure import Figure
from benchmarks.engine.setting import Setting

_WRITERS = 8
_SECONDS = 2.0
"""Of a round."""
_ROUNDS = 7
_AT_MOST = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Seconds of wall time."""

    waits: Sequence[float]
    """Of each completion, from asking to the answer, in rising order."""
    share: float
    """What a writer waits where all take turns: as many commits as there are writers, at this round's rate."""


def of_writers(setting: Setting) -> Iterator[Figure]:
    file = setting.folder / "crowd.db"
    ours.started(file, flows.loops(1), _WRITERS)
    players = [
        Player(f"writer {place}", "writer", file=file, place=place, seconds=_SECONDS) for place in range(_WRITERS)
    ]
    # The first round warms up.
    rounds = [_round(players) for _ in range(setting.rounds(_ROUNDS) + 1)]
    for player in players:
        with player:
            pass
    yield from _figures(rounds[1:])
    yield _lost(ours.Durable(file), sum(len(one.waits) for one in rounds))


def _round(players: Sequence[Player]) -> _Round:
    begin = time.perf_counter()
    for player in players:
        player.begin()
    waits = sorted(wait for player in players for wait in player.end())
    return _Round(waits=waits, share=len(players) * (time.perf_counter() - begin) / len(waits))


def _figures(rounds: Sequence[_Round]) -> Iterator[Figure]:
    longest = [one.waits[-1] for one in rounds]
    late = statistics.median(one.waits[len(one.waits) * 99 // 100] for one in rounds)
    share = statistics.median(one.share for one in rounds)
    yield Figure(
        what=f"{_WRITERS} writer processes, longest wait of a round, median",
        here=f"{statistics.median(longest) * 1e3:,.1f} ms; p99 {late * 1e3:,.1f}, worst {max(longest) * 1e3:,.1f}",
        beside=f"{share * 1e3:,.1f} ms fair share ({_WRITERS} x one commit under this load)",
        value=statistics.median(one.waits[-1] / one.share for one in rounds),
        at_most=_AT_MOST,
    )


def _lost(durable: ours.Durable, answered: int) -> Figure:
    kept = durable.completed()
    sound = durable.is_sound()
    return Figure(
        what=f"{_WRITERS} writer processes, completions lost",
        here=f"{kept:,} kept",
        beside=f"{answered:,} answered{'' if sound else '; an instance is not the fold of its events'}",
        value=abs(answered - kept) + (not sound),
        unit="lost",
        at_most=0,
    )
