"""Workers that are killed in mid-fire, and several at once: nothing is lost, nothing happens twice."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from flows import flow
from still_clock import Clock

from sopengine.compiled.tables import Compiled, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.engine.by_itself.worker import Worker
from sopengine.store.outbox.values import LEASE, Channel, Letter, LetterState

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed here")

INSTANCES = 80
KILLS = 200


def timed() -> Compiled:
    """`b` is reminded of, told of when it is late, and then goes on by itself to `c`."""
    said = {
        "remind": Duration.parse("1 hari"),
        "escalate": "kabid",
        "standard": "2 hari kerja",
        "overdue": CompiledOverdue(after=Duration.parse("3 hari kerja"), targets=("c/kabid",)),
    }
    return flow({"a": {"": ["b"]}, "b": {"": ["c/kabid"]}, "c/kabid": {"": []}}, more={"b": said})


class Book:
    """A post that writes down what it delivers, in one write each."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def addressed(self, _letter: Letter) -> Sequence[tuple[Channel, str]]:
        return [(Channel.MAIL, "staf-1"), (Channel.WEBHOOK, "")]

    def send(self, letter: Letter) -> None:
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, f"{letter.key}\n".encode())
        os.close(descriptor)

    def delivered(self) -> Counter[str]:
        return Counter(self.file.read_text().split() if self.file.exists() else [])


def work(store: str, book: Book, clock: Clock) -> None:
    with Engine(store, clock=clock) as engine:
        stop = threading.Event()
        Worker(engine=engine, post=book, scheduled=lambda: (), tell=lambda _: None, stop=stop).run_once()


def forked(store: str, book: Book, clock: Clock) -> int:
    """A process that works; its number."""
    child = os.fork()
    if child:
        return child
    try:
        work(store, book, clock)
    finally:
        os._exit(0)


@pytest.fixture
def office(shared: str, tmp_path: Path, clock: Clock) -> tuple[str, Book, Clock]:
    """Everything is due: three timers an instance."""
    with Engine(shared, clock=clock) as engine:
        for _ in range(INSTANCES):
            begun = engine.start(timed(), by="staf-1")
            engine.done(begun.open_items[0].id, by="staf-1")
    clock.go_on(days=10)
    return shared, Book(tmp_path / "book"), clock


def check(store: str, book: Book, clock: Clock) -> None:
    """Each timer once, each letter arrived, all of it proven by the events."""
    with Engine(store, clock=clock) as engine:
        assert engine.faults() == ()
        assert Clockwork(engine).set_timers(10) == []
        assert Clockwork(engine).letters(10) == []
        wanted: set[str] = set()
        for instance in range(1, INSTANCES + 1):
            kinds = Counter(event.kind for event in engine.events(instance))
            assert (kinds["reminded"], kinds["escalated"], kinds["expired"]) == (1, 1, 1)
            assert [item.task for item in engine.instance(instance).open_items] == ["c/kabid"]
            letters = Clockwork(engine).letters_of(instance)
            wanted |= {letter.key for letter in letters if letter.state is LetterState.SENT}
        assert set(book.delivered()) >= wanted


def test_a_worker_killed_200_times_loses_nothing_and_fires_nothing_twice(office: tuple[str, Book, Clock]) -> None:
    store, book, clock = office
    luck = random.Random(11)
    for _ in range(KILLS):
        child = forked(store, book, clock)
        time.sleep(luck.uniform(0.001, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        clock.go_on(seconds=3)
    clock.now += LEASE
    work(store, book, clock)
    check(store, book, clock)
    twice = [key for key, count in book.delivered().items() if count > 1]
    assert len(twice) <= KILLS, "a letter comes again only where its sender was killed"


def test_four_workers_fire_each_timer_once_and_send_each_letter_once(office: tuple[str, Book, Clock]) -> None:
    store, book, clock = office
    children = [forked(store, book, clock) for _ in range(4)]
    for child in children:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    clock.now += timedelta(seconds=1)
    work(store, book, clock)
    check(store, book, clock)
    assert set(book.delivered().values()) <= {1}
