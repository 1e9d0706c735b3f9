"""One step decided and applied in memory: beside others, and in flows of every size."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.engine.contest import Player, contest
from benchmarks.engine.figure import Figure, beside, not_measured
from benchmarks.engine.peers import CAMUNDA, SPIFF, peer
from benchmarks.engine.setting import Setting

_WHAT = "decide and apply one step, in memory"
_WANTED = {CAMUNDA: 0.8, SPIFF: None}
_MODULES = {CAMUNDA: "camunda", SPIFF: "spiff"}
_SIZES = (
    ("row", "steps", 9, 100, 1_000, 1),
    ("loops", "loops", 3, 75, 300, 1),
    ("branches", "branches", 3, 125, 300, 2),
)
"""Flow, its parts, how many in the small one and its plays a round, how many in the large one and its plays."""
_FLAT = 1.2


def beside_others(setting: Setting) -> Iterator[Figure]:
    peers = [peer(name) for name in _WANTED]
    players = [Player(peer.name, _MODULES[peer.name], 100, peer.python) for peer in peers if not peer.missing]
    costs = contest([Player("ours", "ours_in_memory", 100, flow="office", size=0), *players], setting.rounds(11))
    for other in peers:
        if other.missing:
            yield not_measured(_WHAT, other.missing, _WANTED[other.name])
        else:
            yield beside(_WHAT, costs, "ours", other.name, _WANTED[other.name])


def flat(setting: Setting) -> Iterator[Figure]:
    players = []
    for flow, parts, few, plays_of_few, many, plays_of_many in _SIZES:
        players.append(Player(f"{few} {parts}", "ours_in_memory", plays_of_few, flow=flow, size=few))
        players.append(Player(f"{many:,} {parts}", "ours_in_memory", plays_of_many, flow=flow, size=many))
    costs = contest(players, setting.rounds(11))
    for _, parts, few, _, many, _ in _SIZES:
        yield beside(f"one step in memory among {many:,} {parts}", costs, f"{many:,} {parts}", f"{few} {parts}", _FLAT)
