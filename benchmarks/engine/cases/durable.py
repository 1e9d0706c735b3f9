"""One completion on SQLite, the state reloaded each time, under the same pragmas for all who take part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from benchmarks.engine import flows, ours
from benchmarks.engine.contest import Costs, Player, contest
from benchmarks.engine.figure import Figure, beside, not_measured
from benchmarks.engine.peers import CAMUNDA, SPIFF, Peer, peer
from benchmarks.engine.pragmas import FAST, SAFE, Pragmas
from benchmarks.engine.setting import Setting

_PLAYS = 25
"""A round."""
_PLAYS_OF_THE_SLOW = 4
_ROUNDS = 15
_FLOOR = "raw sqlite3, same reads and writes"
_CHANGED = f"{SPIFF}, kept in memory, changed tasks saved"
_WHOLE = f"{SPIFF}, kept in memory, saved whole"
_OWN = f"{CAMUNDA}, kept in memory, its own store"
_TOGETHER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    pragmas: Pragmas
    of_floor: float
    of_spiff: float


_GATES = (_Wanted(pragmas=FAST, of_floor=2.2, of_spiff=0.4), _Wanted(pragmas=SAFE, of_floor=1.5, of_spiff=0.65))


def beside_floor_and_others(setting: Setting) -> Iterator[Figure]:
    spiff, camunda = peer(SPIFF), peer(CAMUNDA)
    for wanted in _GATES:
        what = f"durable completion, {wanted.pragmas}"
        costs = _costs(setting, wanted.pragmas, spiff, camunda)
        yield beside(what, costs, "ours", _FLOOR, wanted.of_floor)
        gates: Mapping[str, tuple[Peer, float | None]] = {
            _WHOLE: (spiff, wanted.of_spiff),
            _CHANGED: (spiff, None),
            _OWN: (camunda, None),
        }
        for label, (other, at_most) in gates.items():
            if other.missing:
                yield not_measured(what, other.missing, at_most)
            else:
                yield beside(what, costs, "ours", label, at_most)


def ten_in_one_transaction(setting: Setting) -> Iterator[Figure]:
    what, at_most = f"done_many, {_TOGETHER} a transaction, each", 0.4
    if not ours.Durable(setting.folder / "empty.db").can_do_many():
        yield not_measured(what, "Engine has no done_many yet", at_most)
        return
    rounds = setting.rounds(_ROUNDS)
    for pragmas in (FAST, SAFE):
        stores = setting.copies(f"many-{pragmas.journal}", flows.office(), _TOGETHER * _PLAYS * (rounds + 1), 2)
        players = [
            Player(way, "ours_side_by_side", _PLAYS, file=file, pragmas=asdict(pragmas), items=_TOGETHER, way=way)
            for way, file in zip(("together", "one by one"), stores, strict=True)
        ]
        yield beside(f"{what}, {pragmas}", contest(players, rounds), "together", "one by one", at_most)


def _costs(setting: Setting, pragmas: Pragmas, spiff: Peer, camunda: Peer) -> Costs:
    rounds, values = setting.rounds(_ROUNDS), asdict(pragmas)
    own, raw = setting.copies(pragmas.journal, flows.office(), _PLAYS * (rounds + 1), 2)
    players = [
        Player("ours", "ours_durable", _PLAYS, file=own, pragmas=values),
        Player(_FLOOR, "floor", _PLAYS, file=raw, pragmas=values),
    ]
    for label, module, plays, other, save in (
        (_WHOLE, "spiff", _PLAYS, spiff, "whole"),
        (_CHANGED, "spiff", _PLAYS, spiff, "changed"),
        (_OWN, "camunda", _PLAYS_OF_THE_SLOW, camunda, ""),
    ):
        if not other.missing:
            file = setting.folder / f"{module}-{save}-{pragmas.journal}.db"
            players.append(Player(label, module, plays, other.python, file=file, pragmas=values, save=save))
    return contest(players, rounds)
