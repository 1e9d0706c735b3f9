"""Several clients of one PostgreSQL: what of the driver's own rate is left, with the same statements."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence

from benchmarks.engine import flows, ours
from benchmarks.engine.contest import Player
from benchmarks.engine.figure import Figure, not_measured
from benchmarks.engine.server import MISSING, SERVER, schema
from benchmarks.engine.setting import Setting

_CLIENTS = 8
_SECONDS = 2.0
"""Of a round."""
_ROUNDS = 7
_LEAST_SHARE = 0.35
_WHAT = f"PostgreSQL, {_CLIENTS} clients: raw rate beside ours ({_LEAST_SHARE:.0%} of it is {1 / _LEAST_SHARE:.2f} x)"


def of_a_server(setting: Setting) -> Iterator[Figure]:
    """Both have a store of their own on one server, and take turns."""
    if not SERVER:
        yield not_measured(_WHAT, MISSING, 1 / _LEAST_SHARE)
        return
    with schema() as ours_at, schema() as floor_at:
        for url in (ours_at, floor_at):
            ours.started(url, flows.loops(1), _CLIENTS)
        groups = [_clients(ours_at, floor=False), _clients(floor_at, floor=True)]
        # The first round warms up.
        rates = [tuple(_rate(group) for group in groups) for _ in range(setting.rounds(_ROUNDS) + 1)][1:]
        for player in (player for group in groups for player in group):
            with player:
                pass
        assert ours.Durable(ours_at).is_sound()
    yield Figure(
        what=_WHAT,
        here=f"{statistics.median(mine for mine, _ in rates):,.0f} completions/s",
        beside=f"{statistics.median(raw for _, raw in rates):,.0f} raw",
        value=statistics.median(raw / mine for mine, raw in rates),
        at_most=1 / _LEAST_SHARE,
    )


def _clients(url: str, *, floor: bool) -> Sequence[Player]:
    return [
        Player(f"client {place}", "writer", file=url, place=place, seconds=_SECONDS, floor=floor)
        for place in range(_CLIENTS)
    ]


def _rate(players: Sequence[Player]) -> float:
    """Completions a second, of all together."""
    begin = time.perf_counter()
    for player in players:
        player.begin()
    count = sum(len(player.end()) for player in players)
    return count / (time.perf_counter() - begin)
