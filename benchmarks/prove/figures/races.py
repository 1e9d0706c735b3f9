"""Eight processes complete the same work at the same moment: one of them does, the others are told so."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.engine import flows, ours
from benchmarks.prove import crowd
from benchmarks.prove.diary import ANSWERED, BEGUN, FAILED, REFUSED, Diary, contradictions, read
from benchmarks.prove.lot import Found, Lot
from sopengine.engine import Engine
from sopengine.errors import RefusedError, SopError
from sopengine.execution.values.work import WorkItem

_WRITERS = 8
_INSTANCES = 4
"""Under way at a time: fewer than writers, so that they meet."""
_OF_A_WRITER = 50
"""Completions until it goes on to the next instances: an instance is no longer than an office's may be."""
_LONGEST_WAIT = 10.0
"""Seconds: far more than a busy machine makes of an orderly queue, a third of what writers wait for at most."""


def on_sqlite(lot: Lot) -> Found:
    return _race(lot, str(lot.folder / "sop.db"))


def on_postgresql(lot: Lot) -> Found:
    return _race(lot, lot.server)


def _race(lot: Lot, url: str) -> Found:
    found, sop, share = Found(), ours.compiled(flows.loops(1)), -(-lot.count // _WRITERS)
    with Engine(url) as engine:
        for _ in range(_INSTANCES * -(-share // _OF_A_WRITER)):
            engine.start(sop, by="sekretaris")
    begin = time.perf_counter()
    gate, opened = os.pipe()
    writers = [
        crowd.fork(_ready(gate, lambda place=place: _complete(lot, url, f"staf_{place}", share)))  # type: ignore[misc]
        for place in range(_WRITERS)
    ]
    os.write(opened, b"." * _WRITERS)
    codes = crowd.wait(writers)
    seconds = time.perf_counter() - begin
    told = read(lot.folder)
    found.done = len(told.answered)
    found.wrong = [f"a writer ended with exit code {code}" for code in codes if code]
    found.wrong += [f"{key}: {message}" for key, message in told.failed.items()]
    found.wrong += contradictions(url, told)
    with Engine(url) as engine:
        kept = sum(item.done_at is not None for item in engine.visits())
    if kept != found.done:
        found.wrong.append(f"{found.done} completions were answered and {kept} are kept")
    _waits(lot.folder, seconds, found)
    found.told["refused, since another was faster"] = len(told.refused)
    return found


def _ready(gate: int, play: Callable[[], None]) -> Callable[[], None]:
    """All begin at once."""

    def when_all_are() -> None:
        os.read(gate, 1)
        play()

    return when_all_are


def _complete(lot: Lot, url: str, name: str, enough: int) -> None:
    """So many completions that were answered; one in fifty is asked for again under its key."""
    book, lots, answered, number, longest = Diary(lot.folder / f"{name}.diary"), lot.lots(name), 0, 0, 0.0
    known: dict[int, tuple[WorkItem, ...]] = {}
    with Engine(url, create=False) as engine:
        while answered < enough:
            number += 1
            instance = answered // _OF_A_WRITER * _INSTANCES + lots.randrange(_INSTANCES) + 1
            (item,) = known.pop(instance, None) or engine.latest_work(instance, 1)
            outcome = "Tidak" if item.outcomes else None
            key = f"{name}-{number}"
            for _ in range(2 if lots.random() < 0.02 else 1):
                book.write(BEGUN, key)
                begun = time.perf_counter()
                try:
                    known[instance] = engine.done(item.id, by=name, outcome=outcome, key=key).open_items
                except RefusedError:
                    book.write(REFUSED, key)
                    break
                except SopError as error:
                    book.write(FAILED, key, " ".join(str(error).split()))
                    return
                longest = max(longest, time.perf_counter() - begun)
                book.write(ANSWERED, key)
            else:
                answered += 1
    (lot.folder / f"{name}.longest").write_text(str(longest), encoding="utf-8")


def _waits(folder: Path, seconds: float, found: Found) -> None:
    """Nobody waits many times as long as his turn takes."""
    waits = [float(file.read_text(encoding="utf-8")) for file in folder.glob("*.longest")]
    if waits and found.done:
        share = _WRITERS * seconds / found.done
        found.told["longest wait"] = f"{max(waits) * 1e3:.0f} ms, {max(waits) / share:.0f} times the fair share"
        if max(waits) > _LONGEST_WAIT:
            found.wrong.append(f"a writer waited {max(waits):.2f} s, {max(waits) / share:.0f} times its fair share")
