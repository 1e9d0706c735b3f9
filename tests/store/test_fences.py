"""Each fence against lost completions, tried alone: any of them would hold if the others fell."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flows import kinerja

from sopengine.errors import StorageError
from sopengine.execution import decide
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete, Start
from sopengine.store.dialects.sqlite import driver
from sopengine.store.driver.gate import Gate
from sopengine.store.store import Store
from sopengine.store.writer import Conflict, Writer

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sop.db"


@pytest.fixture
def kept(shared: str) -> Iterator[Store]:
    store = Store(shared)
    yield store
    store.close()


@pytest.fixture
def in_file(file: Path) -> Iterator[Store]:
    store = Store(str(file))
    yield store
    store.close()


def started(writer: Writer) -> Change:
    compiled = kinerja()
    writer.pin(compiled, NOW)
    change = decide.start(writer, compiled, Start(by="staf-1", sop=compiled.sop), NOW)
    writer.save(change)
    return change


def completed(writer: Writer, before: Change) -> Change:
    return decide.done(writer, Complete(item=before.opened[0].id, by="staf-1"), NOW)


def test_a_change_decided_on_an_old_version_is_not_written(kept: Store) -> None:
    def command(writer: Writer) -> None:
        change = completed(writer, started(writer))
        writer.save(change)
        with pytest.raises(Conflict):
            writer.save(change)

    kept.write(command)


def test_a_closed_work_item_is_not_closed_again(kept: Store) -> None:
    def command(writer: Writer) -> None:
        change = completed(writer, started(writer))
        writer.save(change)
        events = tuple(replace(event, seq=event.seq + 2) for event in change.events)
        after = replace(change.after, version=3, events=change.after.events + 2)
        with pytest.raises(Conflict):
            writer.save(replace(change, after=after, events=events, opened=()))

    kept.write(command)


def test_an_event_is_not_written_over_another(kept: Store) -> None:
    def command(writer: Writer) -> None:
        change = completed(writer, started(writer))
        writer.save(replace(change, events=tuple(replace(event, seq=event.seq - 1) for event in change.events)))

    with pytest.raises(StorageError, match="event is append-only: not the next event"):
        kept.write(command)
    assert kept.read(lambda reader: reader.numbers()) == []


def test_what_the_database_refused_is_never_taken_for_kept(kept: Store) -> None:
    """Also where somebody goes on after the error: one database commits the rest, the other nothing, and says so."""

    def command(writer: Writer) -> None:
        change = completed(writer, started(writer))
        with pytest.raises(writer.link.driver.Error):
            writer.save(replace(change, events=tuple(replace(event, seq=event.seq - 1) for event in change.events)))

    if kept.file:
        kept.write(command)
        assert kept.read(lambda reader: reader.numbers()) == [1]
    else:
        with pytest.raises(StorageError):
            kept.write(command)
        assert kept.read(lambda reader: reader.numbers()) == []


def test_a_writer_holds_the_database_from_its_first_moment(in_file: Store, file: Path) -> None:
    def command(_: Writer) -> None:
        # By the same library: two of them in one process do not see each other's locks.
        other = driver().connect(file, timeout=0, isolation_level=None)
        with pytest.raises(driver().OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()

    in_file.write(command)


def test_writers_queue_at_the_gate(in_file: Store, file: Path) -> None:
    through = threading.Event()
    writer = threading.Thread(target=lambda: in_file.write(lambda _: through.set()))
    with Gate(file).held():
        writer.start()
        assert not through.wait(0.1)
        assert in_file.read(lambda reader: reader.instances()) == ()
    assert through.wait(60)
    writer.join()
