"""`kill -9` of writers at any moment: what was answered is there, what was not is whole or not at all."""

from __future__ import annotations

import random
import shutil
import time
from itertools import count
from pathlib import Path

from benchmarks.prove import crowd, office
from benchmarks.prove.diary import contradictions, read
from benchmarks.prove.lot import Found, Lot
from sopengine.compiled.tables import Compiled

_WRITERS = 4
_INSTANCES = 6
_CYCLES_A_STORE = 10
_LONGEST = 0.4
"""Seconds from then to the kill, drawn by lot."""


def on_sqlite(lot: Lot) -> Found:
    sop, found = office.compiled(), Found()
    fresh = lot.folder / "fresh.db"
    office.open_office(str(fresh), _INSTANCES)
    for store in count():
        if found.done >= lot.count:
            return found
        folder = lot.folder / f"store-{store}"
        folder.mkdir()
        shutil.copyfile(fresh, folder / "sop.db")
        _cycles(lot, str(folder / "sop.db"), sop, folder, found)
        shutil.rmtree(folder)
    return found


def on_postgresql(lot: Lot) -> Found:
    sop, found = office.compiled(), Found()
    office.open_office(lot.server, _INSTANCES)
    _cycles(lot, lot.server, sop, lot.folder, found, cycles=lot.count, check_every=25)
    return found


def _cycles(
    lot: Lot, url: str, sop: Compiled, diary: Path, found: Found, cycles: int = _CYCLES_A_STORE, check_every: int = 1
) -> None:
    for _ in range(min(cycles, lot.count - found.done)):
        _kill_once(lot, url, sop, diary, found.done)
        found.done += 1
        if found.done % check_every == 0:
            wrong = [f"cycle {found.done}: {each}" for each in contradictions(url, read(diary))]
            if wrong:
                found.wrong += wrong
                break
    told = read(diary)
    found.wrong += [f"{key}: {message}" for key, message in told.failed.items()]
    found.add("commands answered", len(told.answered))
    found.add("commands cut off", len(told.begun - told.answered - told.refused - told.failed.keys()))


def _kill_once(lot: Lot, url: str, sop: Compiled, diary: Path, cycle: int) -> None:
    lots: random.Random = lot.lots("kill", cycle)
    names = [f"staf_{place}-{cycle}" for place in range(_WRITERS)]
    # Some are killed while they open the store.
    all_there = lots.random() < 0.9
    writers = crowd.start(url, sop, names, lot, diary, crowd.for_ever, wait_for_all=all_there)
    lots.shuffle(writers)
    first = lots.randrange(1, _WRITERS + 1)
    time.sleep(lots.uniform(0, _LONGEST))
    crowd.kill(writers[:first])
    time.sleep(lots.uniform(0, _LONGEST / 4))
    crowd.kill(writers[first:])
    crowd.wait(writers)
