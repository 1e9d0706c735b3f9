"""Whether a store of a million events is as quick as one of a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.engine import flows, ours
from benchmarks.engine.bulk import multiply
from benchmarks.engine.contest import Player, contest
from benchmarks.engine.figure import Figure, beside
from benchmarks.engine.setting import Setting

_OTHER = "staf-2"
_OWN_ITEMS = 10
_STEPS = 10
"""Of an instance of the others, which has ended but for its last one; it has two events a step."""
_FEW, _MANY, _MANY_IN_A_HURRY = 1_000, 1_000_000, 20_000
_PLAYS = {"open": 50, "inbox": 50, "completion": 200}
_AT_MOST = 1.2


def of_a_store(setting: Setting) -> Iterator[Figure]:
    many = _MANY_IN_A_HURRY if setting.quick else _MANY
    files = {events: _store(setting, events) for events in (many, _FEW)}
    for what, plays in _PLAYS.items():
        players = [Player(_of(events), "ours_of_size", plays, file=file, what=what) for events, file in files.items()]
        costs = contest(players, setting.rounds(9))
        yield beside(f"{what}, store of {many:,} events", costs, _of(many), _of(_FEW), _AT_MOST)


def _of(events: int) -> str:
    return f"of {events:,} events"


def _store(setting: Setting, events: int) -> Path:
    file = setting.folder / f"size-{events}.db"
    ours.started(file, flows.row(_STEPS, _OTHER), 1)
    durable = ours.Durable(file)
    (item,) = durable.open_items()
    for _ in range(_STEPS - 1):
        item = durable.done(item) or 0
    durable.close()
    multiply(file, 1, events // (2 * _STEPS) - 1)
    ours.started(file, flows.row(_STEPS), _OWN_ITEMS)
    ours.started(file, flows.loops(1), 1)
    return file
