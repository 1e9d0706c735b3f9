"""Backups while two processes write: each is a sound store that holds all that was answered before it began."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from benchmarks.prove import crowd, office
from benchmarks.prove.diary import contradictions, read
from benchmarks.prove.lot import Found, Lot
from sopengine.engine import Engine
from sopengine.office.keeping.backups import make_backup
from sopengine.store.copies.attached import FOLDER

_WRITERS, _INSTANCES = 2, 4
_BACKUPS_A_STORE = 10


def run(lot: Lot) -> Found:
    found = Found()
    fresh = lot.folder / "fresh.db"
    office.open_office(str(fresh), _INSTANCES)
    for store in count():
        if found.done >= lot.count or len(found.wrong) > 20:
            return found
        folder = lot.folder / f"store-{store}"
        folder.mkdir()
        shutil.copyfile(fresh, folder / "sop.db")
        _under_load(lot, folder, min(_BACKUPS_A_STORE, lot.count - found.done), found)
        shutil.rmtree(folder)
    return found


def _under_load(lot: Lot, folder: Path, backups: int, found: Found) -> None:
    sop, store = office.compiled_once(), folder / "sop.db"
    names = [f"staf_{place}-{found.done}" for place in range(_WRITERS)]
    writers = crowd.start(str(store), sop, names, lot, folder, crowd.for_ever)
    try:
        for number in range(backups):
            found.done += 1
            found.wrong += [f"backup {found.done}: {each}" for each in _one(folder, store, number)]
    finally:
        crowd.kill(writers)
        crowd.wait(writers)
    told = read(folder)
    found.add("commands answered meanwhile", len(told.answered))
    found.wrong += [f"the store itself: {each}" for each in contradictions(str(store), told)]


def _one(folder: Path, store: Path, number: int) -> list[str]:
    before, file = read(folder), folder / f"backup-{number}.db"
    try:
        with Engine(str(store), create=False) as engine:
            made = make_backup(engine, store, store.parent / FOLDER, file, lambda copy: len(copy.faults()))
        told = read(folder)
        told.answered, told.refused = before.answered, before.refused
        return [f"{made.faults} faults"] * bool(made.faults) + list(contradictions(str(file), told))
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
