"""The office that is played: an SOP with a loop and side-by-side work, and people who do whatever can be done."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sopengine
from sopengine.compiled.tables import Compiled
from sopengine.engine import Completion, Engine
from sopengine.errors import RefusedError
from sopengine.execution.values.work import WorkItem

SOP = """\
sop: 1
id: izin
title: Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
document: {number: 1/SOP/2026, created: 1 Juli 2026}
actors: {staf: Staf, kabid: Kepala Bidang}
data: {jumlah: {type: number}}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 2 jam, asks: [jumlah], next: [periksa, catat]}
  - {id: periksa, activity: Memeriksa berkas, actor: kabid, duration: 1 hari kerja, next: nilai}
  - {id: catat, activity: Mencatat berkas, actor: staf, duration: 1 jam, next: nilai}
  - {id: nilai, activity: Menilai berkas, actor: kabid, duration: 1 jam, decision: {Ya: end, Tidak: terima}}
"""


def compiled() -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "izin.yaml"
        file.write_text(SOP, encoding="utf-8")
        return sopengine.runnable(sopengine.load(file))


@cache
def compiled_once() -> Compiled:
    return compiled()


def open_office(url: str, instances: int) -> None:
    """A new store with as many instances."""
    sop = compiled()
    with Engine(url) as engine:
        for number in range(1, instances + 1):
            engine.start(sop, by="sekretaris", ref=f"Izin {number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command that can be given now."""

    name: str
    of: str
    """The instance or work item that it is about."""
    give: Callable[[str], object]
    """By its key."""


def acts(engine: Engine, sop: Compiled, by: str, lots: random.Random) -> Iterator[Act]:
    """What this person does, without end."""
    while True:
        yield next_act(engine, sop, by, lots)


def next_act(engine: Engine, sop: Compiled, by: str, lots: random.Random) -> Act:
    """What can be done now; mostly done, sometimes begun, sent back, undone, put off, or an instance more."""
    items = engine.work_items()
    if not items or lots.random() < 0.03:
        return Act(name="start", of="", give=lambda key: engine.start(sop, by=by, key=key))
    return _act(engine, lots.choice(items), by, lots)


def _act(engine: Engine, item: WorkItem, by: str, lots: random.Random) -> Act:
    dice = lots.random()
    if dice < 0.80:
        completion = _completion(item, lots)
        return Act(name="done", of=str(item.id), give=lambda key: _done(engine, completion, by, key))
    if dice < 0.86:
        return Act(name="begin", of=str(item.id), give=lambda key: engine.begin(item.id, by=by, key=key))
    if dice < 0.91:
        return Act(
            name="undo", of=str(item.instance), give=lambda key: engine.undo_latest(item.instance, by=by, key=key)
        )
    if dice < 0.95:
        give = lambda key: engine.back(item.id, by=by, reason="kurang", key=key)  # noqa: E731
        return Act(name="back", of=str(item.id), give=give)
    return Act(name="rest", of=str(item.instance), give=lambda key: _rest(engine, item.instance, by, key))


def _completion(item: WorkItem, lots: random.Random) -> Completion:
    outcome = ("Ya" if lots.random() < 0.1 else "Tidak") if item.task == "nilai" else None
    return Completion(
        item=item.id, outcome=outcome, data={"jumlah": lots.randrange(9)} if item.task == "terima" else {}
    )


def _done(engine: Engine, asked: Completion, by: str, key: str) -> object:
    return engine.done(asked.item, by=by, outcome=asked.outcome, data=asked.data, key=key)


def _rest(engine: Engine, instance: int, by: str, key: str) -> object:
    """Suspended, and taken up again at once by the next command."""
    try:
        return engine.suspend(instance, by=by, reason="libur", key=key)
    except RefusedError:
        return engine.resume(instance, by=by, key=key)
