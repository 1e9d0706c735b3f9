"""Workers and web servers on several machines over one database, killed at random: nothing lost, nothing twice.

Each machine is a process here: four workers, and two servers whose threads share an engine. Whoever is killed is
started anew. `SOP_KILLS` says how many are killed (default 8).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TypeVar

import pytest
from flows import flow

from sopengine.compiled.tables import Compiled
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.engine.by_itself.worker import Worker
from sopengine.errors import RefusedError, StorageError
from sopengine.store.outbox.values import Channel, Letter, LetterState

KILLS = int(os.environ.get("SOP_KILLS", "8"))
WORKERS, SERVERS, THREADS = 4, 2, 3
INSTANCES, STEPS = 8, 6
PATIENCE = 120
"""Seconds until all must have come to its end."""
processes = multiprocessing.get_context("spawn")
Machine = tuple[Callable[..., None], Path]
"""What it does, and the file that it writes."""
Answer = TypeVar("Answer")


def chain() -> Compiled:
    """Work, then a wait that a worker ends, then work; each is late at once, which somebody is told."""
    names = [f"{kind}-{number}" for number in range(STEPS) for kind in ("kerja", "jeda")]
    tasks = {name: {"": names[place : place + 1]} for place, name in enumerate(names, 1)}
    waits = {name: {"wait": Duration.parse("1 menit")} for name in names if name.startswith("jeda")}
    told = {name: {"escalate": "staf-1", "standard": "1 menit"} for name in names if name.startswith("kerja")}
    return flow(tasks, more={**waits, **told}, id="rantai")


class Post:
    """Writes down what was sent: a line a letter, whole also where its writer is killed."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def addressed(self, _letter: Letter) -> Sequence[tuple[Channel, str]]:
        return ((Channel.WEBHOOK, ""),)

    def send(self, letter: Letter) -> None:
        os.write(self._file, f"{letter.key}\n".encode())


def work(url: str, letters: Path, ended: Event) -> None:
    """As `sop worker` does, until all has ended; a round as soon as the last one is over."""
    with Engine(url) as engine:
        worker = Worker(
            engine=engine,
            post=Post(letters),
            scheduled=lambda: (),
            tell=lambda _: None,
            stop=threading.Event(),
        )
        while not ended.is_set():
            patiently(worker.run_once)
            time.sleep(0.01)


def serve(url: str, answers: Path, ended: Event) -> None:
    """As people do through a web server: threads of one process that share an engine; each answer is written down."""
    written = os.open(answers, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Engine(url) as engine:

        def complete() -> None:
            while not ended.is_set():
                items = patiently(engine.work_items) or ()
                people = [item for item in items if item.task.startswith("kerja")]
                if people:
                    item = random.choice(people)
                    answered = patiently(lambda: engine.done(item.id, by="staf-1", at=item.opened_at))  # noqa: B023
                    if answered:
                        os.write(written, f"{item.id}\n".encode())
                time.sleep(0.005)

        threads = [threading.Thread(target=complete) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def patiently(act: Callable[[], Answer]) -> Answer | None:
    """Its answer; None where another was faster, or the store could not be had just now."""
    try:
        return act()
    except (RefusedError, StorageError):
        return None


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_workers_and_servers_lose_nothing_and_do_nothing_twice(shared: str, tmp_path: Path) -> None:
    begun = datetime.now(UTC) - timedelta(days=30)
    with Engine(shared) as engine:
        for number in range(INSTANCES):
            engine.start(chain(), by="staf-1", ref=f"Surat nomor A-{number}", at=begun)
    letters, answers = tmp_path / "letters", tmp_path / "answers"
    killed = play(shared, [(work, letters)] * WORKERS + [(serve, answers)] * SERVERS)
    assert killed
    with Engine(shared) as engine:
        assert engine.faults() == ()
        each_task_was_done_once(engine)
        every_answer_holds(engine, numbers(answers), killed)
        every_letter_left(engine, lines(letters), killed)


def play(url: str, machines: Sequence[Machine]) -> int:
    """Until all has come to its end; how many were killed."""
    ended = processes.Event()
    running = [started(machine, url, ended) for machine in machines]
    lot, killed, until = random.Random(7), 0, time.monotonic() + PATIENCE
    try:
        while time.monotonic() < until and not all_ended(url):
            time.sleep(lot.uniform(0.2, 0.8))
            if killed < KILLS:
                place = lot.randrange(len(running))
                running[place].kill()
                running[place].join(PATIENCE)
                running[place] = started(machines[place], url, ended)
                killed += 1
    finally:
        ended.set()
        for process in running:
            process.join(PATIENCE)
            process.kill()
    return killed


def each_task_was_done_once(engine: Engine) -> None:
    for instance in engine.instances():
        assert instance.ended_at, f"{instance.id} has not come to its end"
        assert Counter(item.task for item in engine.visits(instance.id)) == dict.fromkeys(chain().tasks, 1)


def every_answer_holds(engine: Engine, answered: Sequence[int], killed: int) -> None:
    done = {item.id for item in engine.visits() if item.task.startswith("kerja")}
    assert len(set(answered)) == len(answered), "a completion was answered twice"
    assert set(answered) <= done, "what was answered is lost"
    # Whoever was killed between the commit and the answer had one command on its way in each thread.
    assert len(done) - len(answered) <= killed * THREADS


def every_letter_left(engine: Engine, sent: Sequence[str], killed: int) -> None:
    """At least once; more than once only where a sender was killed on the way."""
    kept = [letter for instance in engine.numbers() for letter in Clockwork(engine).letters_of(instance)]
    assert {letter.key for letter in kept if letter.state is LetterState.SENT} <= set(sent)
    assert len(sent) - len(set(sent)) <= killed


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def numbers(file: Path) -> list[int]:
    return [int(line) for line in lines(file)]


def all_ended(url: str) -> bool:
    with Engine(url) as engine:
        return all(instance.ended_at for instance in engine.instances())


def started(machine: Machine, url: str, ended: Event) -> BaseProcess:
    act, file = machine
    process = processes.Process(target=act, args=(url, file, ended))
    process.start()
    return process
