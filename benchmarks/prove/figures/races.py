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
_VISITS = 25
"""Of each task of an instance, until all go on to the next ones: no instance is longer than an office's may be."""
_COMPLETIONS = _INSTANCES * _VISITS * 2
"""Of a round."""
_LONGEST_WAIT = 10.0
"""Seconds: far more than a busy machine makes of an orderly queue, a third of what writers wait for at most."""


def on_sqlite(lot: Lot) -> Found:
    return _race(lot, str(lot.folder / "sop.db"))


def on_postgresql(lot: Lot) -> Found:
    return _race(lot, lot.server)


def _race(lot: Lot, url: str) -> Found:
    found, sop, rounds = Found(), ours.compiled(flows.loops(1)), -(-lot.count // _COMPLETIONS)
    with Engine(url) as engine:
        for _ in range(_INSTANCES * rounds):
            engine.start(sop, by="sekretaris")
    begin = time.perf_counter()
    gate, opened = os.pipe()
    writers = [
        crowd.fork(_ready(gate, lambda place=place: _complete(lot, url, f"staf_{place}", rounds)))  # type: ignore[misc]
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


class _Racer:
    """One writer: completes what all others want to complete, too; one in fifty commands is given twice."""

    def __init__(self, lot: Lot, engine: Engine, name: str) -> None:
        self._engine, self._name, self._lots = engine, name, lot.lots(name)
        self._book = Diary(lot.folder / f"{name}.diary")
        self._number = 0
        self.longest = 0.0
        """Seconds that an answer took."""

    def race(self, instances: range) -> None:
        """Until nothing more is wanted of these instances."""
        under_way = {id: self._engine.latest_work(id, 1)[0] for id in instances}
        while under_way:
            id = self._lots.choice(list(under_way))
            after = self._done(under_way[id])
            under_way[id] = after or self._engine.latest_work(id, 1)[0]
            if under_way[id].visit > _VISITS:
                del under_way[id]

    def _done(self, item: WorkItem) -> WorkItem | None:
        """What it opened; None where another was faster."""
        self._number += 1
        key, opened = f"{self._name}-{self._number}", None
        for _ in range(2 if self._lots.random() < 0.02 else 1):
            self._book.write(BEGUN, key)
            begun = time.perf_counter()
            try:
                outcome = "Tidak" if item.outcomes else None
                (opened,) = self._engine.done(item.id, by=self._name, outcome=outcome, key=key).open_items
            except RefusedError:
                self._book.write(REFUSED, key)
                return None
            except SopError as error:
                self._book.write(FAILED, key, " ".join(str(error).split()))
                raise
            self.longest = max(self.longest, time.perf_counter() - begun)
            self._book.write(ANSWERED, key)
        return opened


def _complete(lot: Lot, url: str, name: str, rounds: int) -> None:
    with Engine(url, create=False) as engine:
        racer = _Racer(lot, engine, name)
        for number in range(rounds):
            racer.race(range(number * _INSTANCES + 1, (number + 1) * _INSTANCES + 1))
    (lot.folder / f"{name}.longest").write_text(str(racer.longest), encoding="utf-8")


def _waits(folder: Path, seconds: float, found: Found) -> None:
    """Nobody waits many times as long as his turn takes."""
    waits = [float(file.read_text(encoding="utf-8")) for file in folder.glob("*.longest")]
    if waits and found.done:
        share = _WRITERS * seconds / found.done
        found.told["longest wait"] = f"{max(waits) * 1e3:.0f} ms, {max(waits) / share:.0f} times the fair share"
        if max(waits) > _LONGEST_WAIT:
            found.wrong.append(f"a writer waited {max(waits):.2f} s, {max(waits) / share:.0f} times its fair share")
