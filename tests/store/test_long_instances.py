"""Work that the first events of an instance opened is found by its ids, later work by an index; both are one to see."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flows import Tasks, flow

from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.store.driver.statement import Statement
from sopengine.store.instances import locked
from sopengine.store.tables import SideBySide

LOOP: Tasks = {
    "awal": {"": ["kerja", "tunggu"]},
    "kerja": {"": ["cek"]},
    "cek": {"Tidak": ["kerja"], "Ya": []},
    "tunggu": {"": []},
}
ROUNDS = SideBySide.NEAR // 4 + 5
"""Four events each."""


@pytest.fixture
def long(engine: Engine) -> Instance:
    """One work item is open since the beginning, all others are far from there."""
    instance = engine.start(flow(LOOP), by="staf-1", ref="Panjang")
    other = engine.start(flow(LOOP), by="staf-1")
    instance = engine.done(instance.open_items[0].id, by="staf-1")
    for _ in range(ROUNDS):
        for task, label in (("kerja", None), ("cek", "Tidak")):
            (item,) = [item for item in instance.open_items if item.task == task]
            instance = engine.done(item.id, by="staf-1", outcome=label)
    assert engine.instance(other.id).open_items == other.open_items
    return instance


def test_open_work_is_found_wherever_it_was_opened(engine: Engine, long: Instance) -> None:
    waiting, working = long.open_items
    assert (waiting.task, working.task) == ("tunggu", "kerja")
    assert waiting.id % 1_000_000 < SideBySide.NEAR < working.id % 1_000_000
    assert engine.instance("Panjang") == long == engine.instances()[0]
    assert engine.work_items(instance=long.id) == long.open_items
    assert engine.done(waiting.id, by="staf-1").open_items == (working,)
    assert engine.verify(long.id)


def test_visits_are_counted_from_the_first_to_the_last(engine: Engine, long: Instance) -> None:
    visits = [item.visit for item in engine.visits(long.id) if item.task == "kerja"]
    assert visits == list(range(1, ROUNDS + 2))
    ended = engine.done(long.open_items[-1].id, by="staf-1")
    assert ended.open_items[-1].visit == ROUNDS + 1
    assert engine.verify(long.id)


def test_a_task_first_visited_early_is_counted_on_later(engine: Engine, long: Instance) -> None:
    first = engine.visits(long.id)[0]
    after = engine.back(long.open_items[-1].id, by="staf-1", reason="ulang", to=first.id)
    (again,) = [item for item in after.open_items if item.task == "awal"]
    assert again.visit == 2
    assert engine.verify(long.id)


def test_what_somebody_handed_on_is_found_wherever_it_was_opened(engine: Engine, long: Instance) -> None:
    since = datetime(2000, 1, 1, tzinfo=UTC)
    handed_on = engine.ask(lambda reader: reader.opened_by("staf-1", since))
    assert [one.item for one in handed_on if one.item.instance == long.id] == list(long.open_items)


def test_neither_the_near_nor_the_far_is_looked_for_among_all(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    Engine(str(file)).close()
    asked: dict[Statement, list[str]] = {
        locked._ONE: ["instance USING INTEGER PRIMARY KEY", "work_item USING INTEGER PRIMARY KEY"],
        locked._SEVERAL: [
            "instance USING INTEGER PRIMARY KEY",
            "work_item USING INTEGER PRIMARY KEY",
            "SEARCH visited",
        ],
        locked._OPEN_FAR: ["work_item USING INDEX work_item_open"],
        locked._VISIT: ["work_item USING INTEGER PRIMARY KEY", "work_item USING INDEX work_item_visits"],
    }
    with closing(sqlite3.connect(file)) as connection, Engine(str(file)) as engine:
        for statement, expected in asked.items():
            text = engine.ask(lambda reader, statement=statement: statement._for(reader.link).text)  # type: ignore[misc]
            plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", (1,) * text.count("?"))
            steps = " ".join(row[3] for row in plan)
            assert all(step in steps for step in expected), steps
            assert "SCAN work_item" not in steps
            assert "SCAN visited" not in steps
            assert "TEMP B-TREE" not in steps
