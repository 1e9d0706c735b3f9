"""The database itself guards what must never change; tried with plain SQL, as a careless hand would."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from databases import empty, needs_postgresql, raw
from flows import kinerja
from sqlalchemy import create_engine, make_url

from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.store import tables
from sopengine.store.instant import Instant

SET_UPS = ("", "PRAGMA recursive_triggers = ON")
EVENT = "INTO event (instance, seq, version, kind, at, recorded_at, by, data, key, asked, hash)"
HASH = "decode(repeat('00', 32), 'hex')"
EVENTS = f"INSERT {EVENT} VALUES"


@pytest.fixture(params=SET_UPS, ids=["plain", "recursive triggers"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    file = tmp_path / "sop.db"
    with Engine(str(file)) as engine:
        begun = engine.start(kinerja(), by="staf-1", key="k")
        engine.done(begun.open_items[0].id, by="staf-1")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(request.param)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET by = 'sekretaris'",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 4",
        f"INSERT OR REPLACE {EVENT} VALUES (1, 1, 1, 'started', 0, 0, 'x', '{{}}', NULL, '', zeroblob(32))",
        f"INSERT OR REPLACE {EVENT} VALUES (1, 4, 2, 'opened', 0, 0, 'x', '{{}}', NULL, '', zeroblob(32))",
        f"INSERT OR REPLACE {EVENT} VALUES (1, 5, 2, 'done', 0, 0, 'x', '{{}}', 'k', '', zeroblob(32))",
        f"REPLACE {EVENT} VALUES (1, 1, 1, 'started', 0, 0, 'x', '{{}}', 'k', '', zeroblob(32))",
        f"INSERT {EVENT} VALUES (1, 6, 2, 'done', 0, 0, 'x', '{{}}', NULL, '', zeroblob(32))",
        f"INSERT {EVENT} VALUES (1, 4, 2, 'done', 0, 0, 'x', '{{}}', NULL, '', zeroblob(32)) "
        "ON CONFLICT DO UPDATE SET by = 'x'",
        "UPDATE OR REPLACE event SET seq = 1 WHERE seq = 4",
        "UPDATE definition SET text = ''",
        "DELETE FROM definition",
        "INSERT OR REPLACE INTO definition SELECT digest, sop, number, 'x', tables, pinned_at FROM definition",
        "INSERT OR REPLACE INTO definition SELECT hex(randomblob(32)), sop, number, 'x', tables, 0 FROM definition",
        "DELETE FROM instance",
        "DELETE FROM work_item",
    ],
)
def test_what_was_written_stays(database: sqlite3.Connection, statement: str) -> None:
    before = list(database.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|keeps its rows"):
        database.execute(statement)
    assert list(database.iterdump()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instance SET state = 'finished'",
        "UPDATE instance SET state = 'completed'",
        "UPDATE instance SET ended_at = started_at - 1, state = 'completed'",
        "UPDATE instance SET version = 0",
        "UPDATE instance SET version = 'two'",
        "UPDATE instance SET started_by = ''",
        "UPDATE work_item SET visit = 0",
        "UPDATE work_item SET done_at = opened_at - 1, done_by = 'x'",
        "UPDATE work_item SET done_at = opened_at, done_by = ''",
        "UPDATE work_item SET outcome = 'Ya', done_at = NULL, done_by = ''",
        "UPDATE work_item SET provisional = 2",
        "UPDATE work_item SET due_at = 'tomorrow'",
        f"INSERT {EVENT} VALUES (1, 5, 2, 'done', 1, 0, 'x', '{{}}', NULL, '', zeroblob(32))",
        f"INSERT {EVENT} VALUES (1, 5, 2, 'done', 0, 0, '', '{{}}', NULL, '', zeroblob(32))",
    ],
)
def test_rows_that_make_no_sense_are_refused(database: sqlite3.Connection, statement: str) -> None:
    before = list(database.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"constraint failed|cannot store"):
        database.execute(statement)
    assert list(database.iterdump()) == before


def test_the_next_event_is_taken(database: sqlite3.Connection) -> None:
    database.execute(f"INSERT {EVENT} VALUES (1, 5, 2, 'done', 0, 0, 'x', '{{}}', 'l', '', zeroblob(32))")


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection[Any]]:
    """The same on PostgreSQL, for one who may all but own the server."""
    with empty("postgresql") as url:
        with Engine(url) as engine:
            begun = engine.start(kinerja(), by="staf-1", key="k")
            engine.done(begun.open_items[0].id, by="staf-1")
        with raw(url) as connection:
            yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET by = 'sekretaris'",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 4",
        "TRUNCATE event",
        "TRUNCATE instance CASCADE",
        f"{EVENTS} (1, 6, 2, 'done', 0, 0, 'x', '{{}}', NULL, '', {HASH})",
        "INSERT INTO event SELECT * FROM event ON CONFLICT (instance, seq) DO UPDATE SET by = 'x'",
        "UPDATE definition SET text = ''",
        "DELETE FROM definition",
        "DELETE FROM instance",
        "DELETE FROM work_item",
        "MERGE INTO event USING instance ON event.instance = instance.id WHEN MATCHED THEN UPDATE SET by = 'x'",
    ],
)
def test_what_was_written_stays_on_postgresql(server: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(psycopg.Error, match=r"append-only|keeps its rows"):
        server.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instance SET state = 'finished'",
        "UPDATE instance SET state = 'completed'",
        "UPDATE instance SET version = 0",
        "UPDATE instance SET started_by = ''",
        "UPDATE work_item SET done_at = opened_at, done_by = ''",
        "UPDATE work_item SET due_at = 'tomorrow'",
        f"{EVENTS} (1, 5, 2, 'done', 1, 0, 'x', '{{}}', NULL, '', {HASH})",
        f"{EVENTS} (1, 5, 2, 'done', 0, 0, 'x', '{{}}', 'k', '', {HASH})",
        f"{EVENTS} (7, 1, 1, 'started', 0, 0, 'x', '{{}}', NULL, '', {HASH})",
        "INSERT INTO definition SELECT md5(digest) || md5(digest), sop, number, text, tables, 0 FROM definition",
    ],
)
def test_rows_that_make_no_sense_are_refused_on_postgresql(server: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(psycopg.Error, match=r"violates|invalid input"):
        server.execute(statement)


def test_on_postgresql_not_even_the_owner_of_the_tables_has_the_right_to_change_events() -> None:
    name = f"owner_{uuid.uuid4().hex[:8]}"
    with empty("postgresql") as url, raw(url) as boss:
        boss.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'; GRANT ALL ON SCHEMA {schema_of(boss)} TO {name}")
        try:
            owned = make_url(url).set(username=name, password="x").render_as_string(hide_password=False)
            with Engine(owned) as engine:
                begun = engine.start(kinerja(), by="staf-1")
                engine.done(begun.open_items[0].id, by="staf-1")
                assert engine.faults() == ()
            with raw(owned) as owner:
                for statement in ("UPDATE event SET by = 'x'", "DELETE FROM event", "DELETE FROM work_item"):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        owner.execute(statement)
        finally:
            boss.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


@needs_postgresql
def test_on_postgresql_partial_indexes_are_partial_and_text_is_compared_by_its_bytes() -> None:
    with empty("postgresql") as url, Engine(url), raw(url) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef LIKE '% WHERE %' FROM pg_indexes WHERE schemaname = current_schema()"
        )
        partial = {name for name, is_partial in found if is_partial}
        assert partial == {
            str(index.name)
            for table in tables.metadata.tables.values()
            for index in table.indexes
            if index.dialect_options["sqlite"]["where"] is not None
        }
        assert {"work_item_open", "work_item_desk", "event_key"} <= partial
        odd = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
        )
        assert odd.fetchall() == []


def schema_of(connection: psycopg.Connection[Any]) -> str:
    (found,) = connection.execute("SELECT current_schema()").fetchone() or ("",)
    return str(found)


def test_every_row_belongs_to_what_exists(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute(f"INSERT {EVENT} VALUES (7, 1, 1, 'started', 0, 0, 'x', '{{}}', NULL, '', zeroblob(32))")


def test_a_time_without_zone_never_reaches_a_column() -> None:
    dialect = create_engine("sqlite://").dialect
    with pytest.raises(MisuseError, match="has no zone; give one"):
        Instant().process_bind_param(datetime(2026, 7, 1), dialect)  # noqa: DTZ001


def test_a_time_is_the_same_after_its_way_through_a_column() -> None:
    dialect = create_engine("sqlite://").dialect
    for at in (datetime(2026, 7, 1, 1, 15, 0, 1, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)):
        kept = Instant().process_bind_param(at, dialect)
        assert isinstance(kept, int)
        assert Instant().process_result_value(kept, dialect) == at
    assert Instant().process_bind_param(None, dialect) is None
    assert Instant().process_result_value(None, dialect) is None
