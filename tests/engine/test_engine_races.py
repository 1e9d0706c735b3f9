"""Several processes at one file: of each work item one completion wins, none is lost, a dead one leaves no trace."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest
from flows import flow, kinerja

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import RefusedError
from sopengine.store.dialects import sqlite

WRITERS = 4
STEPS = 8
PATIENCE = 60
"""Seconds until a test gives up on a process."""

processes = multiprocessing.get_context("spawn")


def chain() -> Compiled:
    names = [f"langkah-{number}" for number in range(STEPS)]
    return flow({name: {"": names[number : number + 1]} for number, name in enumerate(names, 1)}, id="rantai")


def complete_all(file: str, together: Barrier, won: Queue[int]) -> None:
    """Complete whatever is open, until nothing is."""
    with Engine(file) as engine:
        together.wait(PATIENCE)
        while items := engine.work_items():
            for item in items:
                try:
                    engine.done(item.id, by=f"staf-{os.getpid()}")
                except RefusedError:
                    continue
                won.put(item.id)
    won.put(0)


def test_of_racing_completions_exactly_one_wins(shared: str) -> None:
    file = shared
    with Engine(file) as engine:
        for _ in range(2):
            engine.start(chain(), by="staf-1")
    together, won = processes.Barrier(WRITERS), processes.Queue()
    racers = [processes.Process(target=complete_all, args=(file, together, won)) for _ in range(WRITERS)]
    for racer in racers:
        racer.start()
    winners: list[int] = []
    for _ in racers:
        winners += iter(lambda: won.get(timeout=PATIENCE), 0)
    for racer in racers:
        racer.join(PATIENCE)
    assert [racer.exitcode for racer in racers] == [0] * WRITERS
    with Engine(file) as engine:
        assert sorted(winners) == [item.id for item in engine.visits()]
        assert len(winners) == 2 * STEPS
        assert all(engine.verify(instance.id) for instance in engine.instances())


def start_with_one_key(file: str, together: Barrier, won: Queue[int]) -> None:
    together.wait(PATIENCE)
    with Engine(file) as engine:
        won.put(engine.start(kinerja(), by="staf-1", key="k").id)


def test_of_racing_starts_with_one_key_one_starts_even_in_a_new_store(shared: str) -> None:
    file = shared
    together, won = processes.Barrier(WRITERS), processes.Queue()
    racers = [processes.Process(target=start_with_one_key, args=(file, together, won)) for _ in range(WRITERS)]
    for racer in racers:
        racer.start()
    assert [won.get(timeout=PATIENCE) for _ in racers] == [1] * WRITERS
    for racer in racers:
        racer.join(PATIENCE)
    with Engine(file) as engine:
        assert len(engine.instances()) == 1


def start_by_a_build(file: str, mode: str, together: Barrier, won: Queue[int]) -> None:
    """By a build of SQLite that would make a new file of this journal mode; each start opens the store anew."""
    sqlite.journal_mode = lambda version: mode
    together.wait(PATIENCE)
    for _ in range(3):
        with Engine(file) as engine:
            won.put(engine.start(kinerja(), by="staf-1").id)


def test_two_builds_of_sqlite_serve_one_store(tmp_path: Path) -> None:
    file = str(tmp_path / "sop.db")
    together, won = processes.Barrier(WRITERS), processes.Queue()
    modes = ["WAL", "TRUNCATE"] * (WRITERS // 2)
    racers = [processes.Process(target=start_by_a_build, args=(file, mode, together, won)) for mode in modes]
    for racer in racers:
        racer.start()
    assert sorted(won.get(timeout=PATIENCE) for _ in range(3 * WRITERS)) == list(range(1, 3 * WRITERS + 1))
    for racer in racers:
        racer.join(PATIENCE)
    assert [racer.exitcode for racer in racers] == [0] * WRITERS


def go_round(file: str, busy: Event) -> None:
    """Complete tasks in a circle for ever."""
    with Engine(file) as engine:
        item = engine.start(flow({"a": {"": ["b"]}, "b": {"": ["a"]}}), by="staf-1").open_items[0]
        while True:
            item = engine.done(item.id, by="staf-1").open_items[0]
            if item.visit > 3:
                busy.set()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_writer_leaves_a_whole_store(shared: str) -> None:
    file = shared
    for killed in range(1, 4):
        busy = processes.Event()
        writer = processes.Process(target=go_round, args=(file, busy))
        writer.start()
        assert busy.wait(PATIENCE)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(PATIENCE)
        with Engine(file) as engine:
            assert all(engine.verify(number) for number in range(1, killed + 1))
            (item,) = engine.work_items(killed)
            engine.done(item.id, by="sekretaris")
