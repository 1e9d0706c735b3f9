"""Every call to the disk fails once, or from then on: with an input or output error, or because it is full.

The command ends with one clear message or with its answer; nothing is half written, and the next one works.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.prove import disk, office
from benchmarks.prove.diary import Told, contradictions
from benchmarks.prove.disk import FULL, OK, Disk
from benchmarks.prove.lot import Found, Lot
from sopengine.compiled.tables import Compiled
from sopengine.engine import Completion, Engine
from sopengine.errors import SopError
from sopengine.store.dialects import sqlite

_FILLS = ("write", "open")
"""What fails where the disk is full."""
_KEYS = ("k", "k-1", "k-2")
Command = Callable[[Engine, Compiled], object]


@dataclass(slots=True)
class _Faulty:
    """Says of each call whether it fails."""

    at: int
    """The call that fails, counted from 1."""
    full: bool
    """Because nothing more fits on the disk."""
    stays: bool
    """And all that follow."""
    calls: int = 0
    failed: int = 0

    def __call__(self, act: str, _file: str) -> int:
        if self.full and act not in _FILLS:
            return OK
        self.calls += 1
        if self.calls == self.at or (self.stays and self.calls > self.at):
            self.failed += 1
            return FULL if self.full else disk.failure(act)
        return OK


def run(lot: Lot) -> Found:
    found = Found()
    found.told["library"] = disk.build()
    drive, sop = Disk(), office.compiled()
    drive.put()
    fresh = _fresh(lot, sop)
    kinds = [
        (_Faulty(at=0, full=full, stays=stays), name)
        for full, stays in ((False, False), (False, True), (True, False), (True, True))
        for name in _COMMANDS
    ]
    share = -(-lot.count // len(kinds))
    for fault, name in kinds:
        _calls(lot, drive, sop, fresh, name, fault, share, found)
    return found


def with_a_write_ahead_log(lot: Lot) -> Found:
    """In the mode that the store takes with a library from 3.51.3 on."""
    sqlite.driver()  # that of the extra `wal` where it is installed: asked before the other one counts as safe, too
    sqlite.WAL_IS_SAFE = (3, 0, 0)
    return run(lot)


def _fresh(lot: Lot, sop: Compiled) -> Path:
    """Three instances in different states, so that every command has something to do."""
    file = lot.folder / "fresh.db"
    office.open_office(str(file), 3)
    with Engine(str(file)) as engine:
        for instance in (2, 3):
            engine.done(engine.open_item(instance, "terima").id, by="staf", data={"jumlah": 1})
        engine.done(engine.open_item(3, "catat").id, by="staf")
    return file


def _calls(
    lot: Lot, drive: Disk, sop: Compiled, fresh: Path, name: str, faulty: _Faulty, share: int, found: Found
) -> None:
    """Of one command each call fails in turn; where that is more than the share, so many of them drawn by lot."""
    counting = _Faulty(at=10**9, full=faulty.full, stays=False)
    _once(lot.folder / "try", drive, sop, fresh, _COMMANDS[name], counting)
    every = range(1, counting.calls + 1)
    for at in every if len(every) <= share else sorted(lot.lots(name, faulty).sample(every, share)):
        if len(found.wrong) >= 20:
            return
        fault = _Faulty(at=at, full=faulty.full, stays=faulty.stays)
        wrong = _once(lot.folder / "try", drive, sop, fresh, _COMMANDS[name], fault)
        found.done += 1
        found.add("calls that failed", fault.failed)
        kind = f"{name}, {'disk full' if fault.full else 'error'} at call {at}{' and all after' if fault.stays else ''}"
        found.wrong += [f"{kind}: {each}" for each in wrong]


def _once(folder: Path, drive: Disk, sop: Compiled, fresh: Path, command: Command, fault: _Faulty) -> list[str]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file = folder / "sop.db"
    shutil.copyfile(fresh, file)
    told = Told(begun=set(_KEYS))
    try:
        with drive.failing(fault), Engine(str(file), create=False) as engine:
            command(engine, sop)
        told.answered.add("k")
    except SopError as error:
        if "\n" in str(error) or not str(error):
            return [f"the message is {str(error)!r}"]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return _afterwards(file, sop, command, told)


def _afterwards(file: Path, sop: Compiled, command: Command, told: Told) -> list[str]:
    """Nothing half written; the same command under its key is done once in all."""
    try:
        wrong = list(contradictions(str(file), told))
        with Engine(str(file), create=False) as engine:
            command(engine, sop)
        return wrong + list(contradictions(str(file), Told(begun=told.begun, answered={"k"})))
    except Exception as error:
        return [f"afterwards {type(error).__name__}: {error}"]


def _done(engine: Engine, _sop: Compiled) -> object:
    return engine.done(_item(engine, 1, "terima"), by="staf", data={"jumlah": 2}, key="k")


def _done_many(engine: Engine, _sop: Compiled) -> object:
    first, second = (_item(engine, 2, task) for task in ("periksa", "catat"))
    return engine.done_many([Completion(item=first, key="k"), Completion(item=second, key="k-1")], by="staf")


def _item(engine: Engine, instance: int, task: str) -> int:
    """The first work item of a task, whatever became of it."""
    return next(item.id for item in engine.visits(instance) if item.task == task)


_COMMANDS: Mapping[str, Command] = {
    "done": _done,
    "done_many": _done_many,
    "start": lambda engine, sop: engine.start(sop, by="staf", key="k"),
    "undo": lambda engine, _: engine.undo(_item(engine, 3, "catat"), by="staf", key="k"),
    "back": lambda engine, _: engine.back(_item(engine, 3, "periksa"), by="staf", reason="kurang", key="k"),
    "begin": lambda engine, _: engine.begin(_item(engine, 1, "terima"), by="staf", key="k"),
    "suspend": lambda engine, _: engine.suspend(2, by="staf", reason="libur", key="k"),
    "correct": lambda engine, _: engine.correct(_item(engine, 3, "catat"), by="staf", done_by="kabid", key="k"),
    "cancel": lambda engine, _: engine.cancel(2, by="staf", reason="dua kali", key="k"),
}
