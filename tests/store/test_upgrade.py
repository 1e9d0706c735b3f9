"""A store of every release is read and brought up to date; what it said before it says after."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from databases import empty, needs_postgresql, raw
from flows import kinerja

from sopengine.engine import Engine
from sopengine.office.keeping.upgrading import Upgraded, bring_up_to_date
from sopengine.store import schema
from sopengine.store.driver.link import Link

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The demo's store as a release left it: nine instances or more, some of them open."""
    return Path(shutil.copy(request.param, tmp_path / "sop.db"))


def shape(file: Path) -> dict[str, str]:
    """Tables, indexes and triggers by name; white space does not count."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: "".join(sql.replace('"', "").lower().split()) for name, sql in found}


def test_a_released_store_is_upgraded_when_it_is_opened(kept: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM instance").fetchone()
    with Engine(str(kept)) as engine:
        assert engine.faults() == ()
        assert len(engine.instances()) == count >= 9
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
            by = next(name for name in ("staf-1", "sekretaris", "kepala-dinas") if engine.may_do(item, name))
            after = engine.done(item.id, by=by, outcome=labels[:1])
            engine.undo(item.id, by=by)
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


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A later release, with one more column; its step can be told to fail half way."""
    step = ModuleType("sopengine.store.migrations.to_0099")
    step.fails = False  # type: ignore[attr-defined]

    def upgrade(link: Link) -> None:
        link.run("ALTER TABLE instance ADD COLUMN room TEXT")
        if step.fails:
            raise KeyError("broken row")

    step.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(schema, "RELEASED", (*schema.RELEASED, "0099"))
    monkeypatch.setattr(schema, "CURRENT", "0099")
    return step


@needs_postgresql
def test_a_store_on_a_server_is_upgraded_by_the_command_alone(
    typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with empty("postgresql") as url:
        with Engine(url) as engine:
            item = engine.start(kinerja(), by="staf-1").open_items[0]
        before = schema.CURRENT
        step = request.getfixturevalue("later")
        for command in (("tasks",), ("done", "1", "perintah")):
            said = typed(*command, "--db", url, code=5)
            assert "was written by an earlier version of sopengine: bring it up to date with 'sop upgrade'" in said
        step.fails = True
        with pytest.raises(KeyError):
            bring_up_to_date(url, "staf-1")
        with raw(url) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)
            with pytest.raises(psycopg.errors.UndefinedColumn):
                connection.execute("SELECT room FROM instance")
        step.fails = False
        assert f"tables {before} are now 0099" in typed("upgrade", "--db", url)
        assert "is up to date" in typed("upgrade", "--db", url)
        with Engine(url) as engine:
            engine.done(item.id, by="staf-1")
            assert engine.faults() == ()


@needs_postgresql
def test_two_who_upgrade_a_server_at_once_do_it_once(later: ModuleType) -> None:
    with empty("postgresql") as url:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "CURRENT", schema.RELEASED[-2])
            Engine(url).close()
        done: list[Upgraded] = []
        threads = [threading.Thread(target=lambda: done.append(bring_up_to_date(url, "staf-1"))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [one.after for one in done] == ["0099"] * 3
        assert later
