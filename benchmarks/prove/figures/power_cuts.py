"""The power goes at any moment of a working day: what was answered before is there, the rest whole or not at all."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from benchmarks.prove import disk, office
from benchmarks.prove.diary import Told, contradictions
from benchmarks.prove.disk import Disk, Written
from benchmarks.prove.lot import Found, Lot
from benchmarks.prove.power import Platter
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import RefusedError
from sopengine.store.dialects import sqlite

_INSTANCES = 4
_COMMANDS = 40
"""Of a recorded day."""
_CUTS_A_DAY = 500


def as_it_chooses(lot: Lot) -> Found:
    """In the journal mode that the store takes with this library."""
    found = Found()
    found.told["library"] = disk.build()
    found.told["journal"] = sqlite.journal_mode(sqlite.driver().sqlite_version_info)
    drive, sop = Disk(), office.compiled()
    drive.put()
    fresh = lot.folder / "fresh.db"
    office.open_office(str(fresh), _INSTANCES)
    for day in count():
        if found.done >= lot.count or len(found.wrong) > 20:
            return found
        _day(lot, drive, sop, fresh, day, found)
    return found


def with_a_write_ahead_log(lot: Lot) -> Found:
    """In the mode that the store takes with a library from 3.51.3 on; one process writes, so that this one is safe."""
    sqlite.driver()  # that of the extra `wal` where it is installed: asked before the other one counts as safe, too
    sqlite.WAL_IS_SAFE = (3, 0, 0)
    return as_it_chooses(lot)


def _day(lot: Lot, drive: Disk, sop: Compiled, fresh: Path, day: int, found: Found) -> None:
    folder = lot.folder / f"day-{day}"
    folder.mkdir()
    file = folder / "sop.db"
    shutil.copyfile(fresh, file)
    acts = _recorded(lot, drive, sop, file, day)
    lots = lot.lots("cuts", day)
    moments = {lots.randrange(len(acts)) for _ in range(min(_CUTS_A_DAY, lot.count - found.done))}
    platter, told = Platter({str(file): fresh.read_bytes()}), Told()
    for moment, act in enumerate(acts):
        platter.take(act)
        if act.act == "said":
            word, key = act.file.split()
            (told.begun if word == "begun" else told.answered if word == "answered" else told.refused).add(key)
        if moment in moments:
            found.done += 1
            wrong = _after(platter.cut(lots), file, lot.folder / "after", told)
            found.wrong += [f"day {day}, act {moment} ({act.act} {Path(act.file).name}): {each}" for each in wrong]
    found.add("acts of the disk", len(acts))
    shutil.rmtree(folder)


def _recorded(lot: Lot, drive: Disk, sop: Compiled, file: Path, day: int) -> list[Written]:
    """All that is done to the disk on a day, with a note before and after each command."""
    drive.written = []
    try:
        with Engine(str(file), create=False) as engine:
            for number, act in enumerate(office.acts(engine, sop, "staf", lot.lots("day", day))):
                if number == _COMMANDS:
                    break
                drive.say(f"begun {number}")
                try:
                    act.give(str(number))
                    drive.say(f"answered {number}")
                except RefusedError:
                    drive.say(f"refused {number}")
        return drive.written
    finally:
        drive.written = None


def _after(left: dict[str, bytes], file: Path, folder: Path, told: Told) -> list[str]:
    """What is wrong with what the power cut left, when the store is opened anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in left.items():
        if not name.endswith("-shm"):
            (folder / Path(name).name).write_bytes(data)
    try:
        return list(contradictions(str(folder / file.name), told))
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
