"""The floor that the engine is measured against does what the engine does: the same statements, the same rows."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from benchmarks.engine import flows, ours
from benchmarks.engine.moments import clock_of_the_play
from benchmarks.engine.pragmas import SAFE, driver_connections
from benchmarks.floor.completion import Floor

INSTANCES = 3


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    """Two equal ones, with started instances."""
    one, other = tmp_path / "engine.db", tmp_path / "floor.db"
    ours.started(one, flows.office(), INSTANCES)
    shutil.copyfile(one, other)
    return one, other


def by_the_engine(file: Path) -> list[str]:
    """Complete everything; its statements from the second instance on, when all that is kept in memory is there."""
    durable = ours.Durable(file)
    first, *others = durable.open_items()
    complete(durable.done, first)
    statements: list[str] = []
    (connection,) = driver_connections(file)
    connection.set_trace_callback(statements.append)
    for item in others:
        complete(durable.done, item)
    durable.close()
    return statements


def by_the_floor(file: Path) -> list[str]:
    """Complete everything; the statements from the second instance on."""
    clock, statements = clock_of_the_play(), list[str]()
    with Floor(str(file), flows.OFFICE_WAYS, flows.MINUTES, **asdict(SAFE)) as floor:
        first, *others = floor.open_items()
        complete(lambda item, label: floor.done(item, label, ours.PERSON, clock()), first)
        floor.connection.set_trace_callback(statements.append)
        for item in others:
            complete(lambda item, label: floor.done(item, label, ours.PERSON, clock()), item)
    return statements


def complete(done: Callable[[int, str], int | None], item: int | None) -> None:
    for label in flows.OFFICE_LABELS:
        assert item
        item = done(item, label)
    assert item is None


def rows(file: Path) -> dict[str, list[Any]]:
    connection = sqlite3.connect(file)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    connection.close()
    return found


def acts(statements: list[str]) -> Counter[tuple[str, ...]]:
    """What each does to which table; a statement that fires a trigger is told again for each trigger."""
    own = [" ".join(statement.split()) for statement in statements if not statement.startswith("--")]
    return Counter(act(statement.split()) for statement, _ in groupby(own))


def act(words: list[str]) -> tuple[str, ...]:
    match words[0]:
        case "SELECT":
            return "SELECT", words[words.index("FROM") + 1]
        case "INSERT" | "UPDATE":
            return words[0], words[2 if words[0] == "INSERT" else 1]
        case _:
            return tuple(words)


def test_the_floor_leaves_the_rows_that_the_engine_leaves(stores: tuple[Path, Path]) -> None:
    before = rows(stores[1])
    by_the_engine(stores[0])
    by_the_floor(stores[1])
    after = rows(stores[1])
    assert after == rows(stores[0])
    assert len(after["event"]) == INSTANCES * (2 + 2 * len(flows.OFFICE_LABELS))
    assert after != before


def test_the_floor_reads_and_writes_as_often_as_the_engine(stores: tuple[Path, Path]) -> None:
    floor = acts(by_the_floor(stores[1]))
    assert floor == acts(by_the_engine(stores[0]))
    assert floor["BEGIN", "IMMEDIATE"] == floor["UPDATE", "work_item"] == (INSTANCES - 1) * len(flows.OFFICE_LABELS)
