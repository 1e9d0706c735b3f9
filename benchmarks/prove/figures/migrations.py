"""The stores of every release are brought up to date: whole, killed or without power half way, and moved over."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.engine.contest import ROOT
from benchmarks.prove import crowd, postgresql
from benchmarks.prove.diary import damage
from benchmarks.prove.disk import Disk
from benchmarks.prove.lot import Found, Lot
from benchmarks.prove.power import Platter
from sopengine.engine import Engine
from sopengine.engine.copying import copy_to, digest
from sopengine.store import schema

KEPT = sorted((ROOT / "tests" / "store" / "released").glob("*.db"))
RELEASED = [store for store in KEPT if store.stem != schema.CURRENT]
_INSTANCES = 9
"""Of each: those of the demo."""


def run(lot: Lot) -> Found:
    """`count`: of kills and of power cuts, of each release."""
    found, drive = Found(), Disk()
    drive.put()
    found.told["releases"] = ", ".join(file.stem for file in RELEASED)
    Engine(str(lot.folder / "new.db")).close()
    for release in RELEASED:
        found.wrong += [f"{release.stem}: {each}" for each in _without_error(_whole(lot, release))]
        found.done += 1
        for number in range(lot.count):
            found.wrong += [f"{release.stem}, kill {number}: {each}" for each in _killed(lot, release, number)]
        found.add("killed half way", lot.count)
        cuts = _without_power(lot, drive, release)
        found.wrong += [f"{release.stem}, power cut: {each}" for each in cuts]
        found.add("power cuts half way", lot.count)
    return found


def _without_error(found: Iterator[str]) -> Iterator[str]:
    try:
        yield from found
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


def _whole(lot: Lot, release: Path) -> Iterator[str]:
    store = _copied(lot, release)
    with Engine(str(store)) as engine:
        yield from (str(fault.what) for fault in engine.faults())
        for item in engine.work_items():
            labels = engine.compiled(engine.instance(item.instance).digest).tasks[item.task].labels
            engine.done(item.id, by="staf-1", outcome=labels[:1])
        yield from (f"after work: {fault.what}" for fault in engine.faults())
        if lot.server:
            yield from _moved(engine, lot.server)
    if _shape(store) != _shape(lot.folder / "new.db"):
        yield "its tables, indexes or guards are not those of a new store"


def _moved(engine: Engine, server: str) -> Iterator[str]:
    """Over to PostgreSQL; what an earlier release left there is taken away."""
    postgresql.clear(server)
    moved = copy_to(engine, server)
    with Engine(server) as there:
        yield from (f"moved over: {fault.what}" for fault in there.faults())
        if digest(there) != moved.digest:
            yield "moved over: its digest is another"


def _copied(lot: Lot, release: Path) -> Path:
    folder = lot.folder / release.stem
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copyfile(release, folder / "sop.db"))


def _killed(lot: Lot, release: Path, number: int) -> list[str]:
    store, lots = _copied(lot, release), lot.lots(release.stem, number)
    child = crowd.fork(lambda: Engine(str(store)).close())
    time.sleep(lots.uniform(0, 0.06))
    crowd.kill([child])
    crowd.wait([child])
    return _opened_after(store)


def _without_power(lot: Lot, drive: Disk, release: Path) -> Iterator[str]:
    store = _copied(lot, release)
    drive.written = []
    Engine(str(store)).close()
    acts, drive.written = drive.written, None
    platter, lots = Platter({str(store): release.read_bytes()}), lot.lots("power", release.stem)
    moments = _spread(len(acts), lot.count, lots)
    for moment, act in enumerate(acts):
        platter.take(act)
        for _ in range(moments.count(moment)):
            folder = lot.folder / "after"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, data in platter.cut(lots).items():
                (folder / Path(name).name).write_bytes(data)
            yield from (f"act {moment}: {each}" for each in _opened_after(folder / "sop.db"))


def _spread(acts: int, count: int, lots: random.Random) -> list[int]:
    return sorted(lots.randrange(acts) for _ in range(count))


def _opened_after(store: Path) -> list[str]:
    """What is wrong when the next command opens it."""
    return list(_without_error(_upgraded(store)))


def _upgraded(store: Path) -> Iterator[str]:
    with Engine(str(store)) as engine:
        yield from (str(fault.what) for fault in engine.faults())
        if len(engine.numbers()) != _INSTANCES:
            yield f"{len(engine.numbers())} instances of {_INSTANCES}"
    yield from damage(store)


def _shape(file: Path) -> dict[str, str]:
    """Tables, indexes and guards by name; white space does not count."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: "".join(sql.replace('"', "").lower().split()) for name, sql in found}
