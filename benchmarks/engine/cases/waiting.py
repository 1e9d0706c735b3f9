"""What timers that wait cost a worker: its start, and claiming one that is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.engine import flows, ours
from benchmarks.engine.bulk import multiply, put_off
from benchmarks.engine.contest import Player, contest
from benchmarks.engine.figure import Figure, beside
from benchmarks.engine.pragmas import SAFE
from benchmarks.engine.setting import Setting

_MANY, _MANY_IN_A_HURRY = 1_000_000, 20_000
_TIMERS_EACH = 2
"""Of an instance: the reminder, and what is told when it is late."""
_PLAYS = 10
"""A round."""
_ROUNDS, _STARTS = 15, 11
_START, _CLAIM = 1.5, 1.2
"""The same means: a fifth more at most, as for everything that is to stay flat."""
_YEARS = 50


def of_a_worker(setting: Setting) -> Iterator[Figure]:
    many = _MANY_IN_A_HURRY if setting.quick else _MANY
    rounds = setting.rounds(_ROUNDS)
    among = f"with {many:,} waiting"
    stores = {"with none": _store(setting, "none", 0), among: _store(setting, "many", many // _TIMERS_EACH)}
    starts = [
        Player(label, "command", arguments=["worker", "--once", "--db", str(file)]) for label, file in stores.items()
    ]
    costs = contest(starts, setting.rounds(_STARTS))
    yield beside(f"a worker's start, {many:,} timers waiting", costs, among, "with none", _START)
    for file in stores.values():
        ours.started(file, flows.told(), _PLAYS * (rounds + 1))
    claims = [Player(label, "ours_timers", _PLAYS, file=file, pragmas=asdict(SAFE)) for label, file in stores.items()]
    costs = contest(claims, rounds)
    yield beside(f"claiming and firing one, {many:,} timers waiting", costs, among, "with none", _CLAIM)


def _store(setting: Setting, name: str, instances: int) -> Path:
    """Of as many instances whose timers wait for decades; of one without timers where that is none."""
    file = setting.folder / f"waiting-{name}.db"
    ours.started(file, flows.told() if instances else flows.row(1), 1)
    if instances:
        multiply(file, 1, instances - 1)
    assert put_off(file, _YEARS) == instances * _TIMERS_EACH
    return file
