"""What people ask of a store, and of an instance, that have grown long; commands without the interpreter's start."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks.engine import flows, ours
from benchmarks.engine.bulk import go_round, multiply
from benchmarks.engine.contest import Player, contest
from benchmarks.engine.figure import Figure, beside
from benchmarks.engine.pragmas import HASTY
from benchmarks.engine.setting import Setting

_OTHER = "staf-2"
_OWN_ITEMS = 10
_STEPS = 10
"""Of an instance of the others: nine are done, one is open."""
_FEW, _MANY, _MANY_IN_A_HURRY = 1_000, 1_000_000, 10_000
_INBOX = 1.5
_EVENTS = 10_000
_STATUS = 30.0
"""Milliseconds."""


def inbox(setting: Setting) -> Iterator[Figure]:
    """`sop tasks --actor` of one who has ten open work items; of the others nine of ten are done."""
    many = _MANY_IN_A_HURRY if setting.quick else _MANY
    costs = contest([_asking(setting, items) for items in (many, _FEW)], setting.rounds(5))
    yield beside(f"inbox of one person, {many:,} work items", costs, _among(many), _among(_FEW), _INBOX)


def status(setting: Setting) -> Iterator[Figure]:
    file = setting.folder / "status.db"
    ours.started(file, flows.loops(1), 1)
    durable = ours.Durable(file)
    durable.under(HASTY)
    go_round(durable, _EVENTS // 2 - 1)
    durable.close()
    players = [
        Player("state", "ours_state", 10, file=file),
        Player("status", "command", arguments=["status", "1", "--db", str(file)]),
    ]
    costs = contest(players, setting.rounds(5))
    for label, what in (("state", "state of an instance"), ("status", "sop status of an instance")):
        value = statistics.median(costs[label]) / 1e3
        yield Figure(what=f"{what}, {_EVENTS:,} events", value=value, unit="ms", at_most=_STATUS)


def _asking(setting: Setting, items: int) -> Player:
    arguments = ["tasks", "--actor", ours.PERSON, "--db", _store(setting, items)]
    return Player(_among(items), "command", arguments=arguments)


def _among(items: int) -> str:
    return f"among {items:,}"


def _store(setting: Setting, items: int) -> str:
    file = setting.folder / f"inbox-{items}.db"
    ours.started(file, flows.row(_STEPS, _OTHER), 1)
    durable = ours.Durable(file)
    (item,) = durable.open_items()
    for _ in range(_STEPS - 1):
        item = durable.done(item) or 0
    durable.close()
    multiply(file, 1, items // _STEPS - 1)
    ours.started(file, flows.row(_STEPS), _OWN_ITEMS)
    return str(file)
