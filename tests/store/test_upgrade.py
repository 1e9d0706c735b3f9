"""A store of every release is read and brought up to date; what it said before it says after."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sopengine.engine import Engine
from sopengine.store import schema

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The demo's store as a release left it: nine instances, some of them open."""
    return Path(shutil.copy(request.param, tmp_path / "sop.db"))


def shape(file: Path) -> dict[str, str]:
    """Tables, indexes and triggers by name; white space does not count."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: "".join(sql.replace('"', "").lower().split()) for name, sql in found}


def test_a_released_store_is_upgraded_when_it_is_opened(kept: Path, tmp_path: Path) -> None:
    with Engine(str(kept)) as engine:
        assert engine.faults() == ()
        assert len(engine.instances()) == 9
    Engine(str(tmp_path / "new.db")).close()
    assert shape(kept) == shape(tmp_path / "new.db")


def test_a_released_store_says_what_it_said_before(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        question = (
            "SELECT id, task, actor, visit, opened_at, due_at, done_at, done_by, outcome FROM work_item ORDER BY id"
        )
        before = connection.execute(question).fetchall()
        Engine(str(kept)).close()
        assert connection.execute(question).fetchall() == before


def test_work_goes_on_in_a_released_store(kept: Path) -> None:
    with Engine(str(kept)) as engine:
        for item in engine.work_items():
            compiled = engine.compiled(engine.instance(item.instance).digest)
            labels = compiled.tasks[item.task].labels
            after = engine.done(item.id, by="staf-1", outcome=labels[:1])
            engine.undo(item.id, by="staf-1")
            assert engine.verify(after.id)


def test_what_was_there_before_an_upgrade_is_kept_beside_it(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        before = list(connection.iterdump())
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    Engine(str(kept)).close()
    copy = kept.with_name(f"sop.db-{version}")
    if version == schema.CURRENT:
        assert not copy.exists()
    else:
        with closing(sqlite3.connect(copy)) as connection:
            assert list(connection.iterdump()) == before


@pytest.mark.parametrize("kept", [path for path in RELEASED if path.stem == "0002"], ids=["0002"], indirect=True)
def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        before = list(connection.iterdump())
        broken = "sopengine.store.migrations.to_0003._rewrite_events"

        def power_cut(_link: object) -> None:
            raise KeyError("broken row")

        monkeypatch.setattr(broken, power_cut)
        with pytest.raises(KeyError):
            Engine(str(kept)).close()
        assert list(connection.iterdump()) == before
