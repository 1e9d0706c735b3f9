"""PostgreSQL crashes, stops and starts, its sessions are ended, under four writers: nothing lost, nothing twice."""

from __future__ import annotations

import time

from benchmarks.prove import crowd, office
from benchmarks.prove.diary import contradictions, read
from benchmarks.prove.lot import Found, Lot
from benchmarks.prove.postgresql import Server

_WRITERS, _INSTANCES = 4, 6
_PAUSE = 2.0
"""Seconds of work between two of them, at most."""


def run(lot: Lot) -> Found:
    """With a server of its own, since a shared one must not be restarted."""
    found, sop = Found(), office.compiled_once()
    with Server() as server:
        found.told["server"] = server.version
        url = server.new_database()
        office.open_office(url, _INSTANCES)
        names = [f"staf_{place}-0" for place in range(_WRITERS)]
        writers = crowd.start(url, sop, names, lot, lot.folder, _until(lot))
        try:
            _shaken(lot, server, found)
        finally:
            (lot.folder / "enough").touch()
            codes = crowd.wait(writers)
        found.wrong += [f"a writer ended with exit code {code}" for code in codes if code]
        told = read(lot.folder)
        found.told["commands answered"] = len(told.answered)
        found.told["commands told that they failed"] = len(told.failed)
        found.wrong += contradictions(url, told)
    return found


def _shaken(lot: Lot, server: Server, found: Found) -> None:
    lots = lot.lots("shaken")
    for number in range(lot.count):
        time.sleep(lots.uniform(0.1, _PAUSE))
        if number % 2:
            found.add("sessions ended", server.end_sessions(lots.uniform(0.3, 1)))
        else:
            mode = lots.choice(("immediate", "immediate", "fast"))
            server.stop(mode)
            server.start()
            found.add("crashes" if mode == "immediate" else "restarts", 1)
        found.done += 1


def _until(lot: Lot) -> crowd.Until:
    enough = lot.folder / "enough"
    return lambda _number: enough.exists()
