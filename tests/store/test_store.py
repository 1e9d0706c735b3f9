"""Files that are no store, stores of others, busy stores: one clear error each, nothing half written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import empty, needs_postgresql
from flows import kinerja

from sopengine.compiled.text import FORMAT
from sopengine.engine import Engine
from sopengine.errors import MisuseError, NotFoundError, SopError, StorageError
from sopengine.store import schema, store
from sopengine.store.dialects import sqlite
from sopengine.store.store import Store
from sopengine.store.writer import Conflict, Writer

START = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


def said(error: type[SopError], action: Callable[[], object]) -> str:
    with pytest.raises(error) as caught:
        action()
    return str(caught.value)


def test_a_missing_file_is_not_made_by_a_question(tmp_path: Path) -> None:
    file = tmp_path / ".sop" / "sop.db"
    message = said(NotFoundError, lambda: Engine(str(file), create=False))
    assert message == f"no store at {file}: 'sop start ID' makes one there; --db or SOP_DB names another"
    assert not file.parent.exists()


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    file.write_text("not a database, but long enough to look at" * 100, encoding="utf-8")
    before = file.read_bytes()
    assert said(StorageError, lambda: Engine(str(file))) == f"cannot use the store {file}: file is not a database"
    assert file.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    message = said(StorageError, lambda: Engine(str(tmp_path)))
    assert message == f"cannot use the store {tmp_path}: {tmp_path} is no file"


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    assert said(StorageError, lambda: Engine(str(file))) == f"{file} is a database of another program"


def test_an_empty_file_is_filled_by_a_start_only(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    file.touch()
    message = said(NotFoundError, lambda: Engine(str(file), create=False))
    assert message == f"{file} is empty: 'sop start ID' makes it a store; --db or SOP_DB names another"
    Engine(str(file)).close()
    Engine(str(file), create=False).close()


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    Engine(str(file)).close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    message = said(StorageError, lambda: Engine(str(file)))
    versions = f"(tables 0099, here {schema.CURRENT})"
    assert message == f"{file} was written by a later version of sopengine {versions}: update sopengine"


def test_a_definition_compiled_by_a_later_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file)) as engine:
        begun = engine.start(kinerja(), by="staf-1")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("DROP TRIGGER definition_no_update")
    connection.execute("""UPDATE definition SET tables = replace(tables, '"format":', '"format":9')""")
    connection.close()
    with Engine(str(file)) as engine:
        message = said(StorageError, lambda: engine.done(begun.open_items[0].id, by="staf-1"))
        assert message.endswith(f"compiled tables of format 9{FORMAT}, here {FORMAT}")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "cannot" in said(StorageError, lambda: Engine(str(tmp_path / "a" / "sop.db")))


def test_a_url_that_cannot_be_read_is_misuse() -> None:
    assert said(MisuseError, lambda: Engine("://x")) == "cannot read the store's URL '://x'"


def test_a_database_without_driver_is_named_without_its_password() -> None:
    message = said(StorageError, lambda: Engine("nosuch://staf:secret@host/sop"))
    assert message.startswith("no driver for the store nosuch://staf:***@host/sop")


def test_a_path_may_hold_what_means_something_in_a_url(tmp_path: Path) -> None:
    file = tmp_path / "a?b#c%20 d.db"
    Engine(str(file)).close()
    assert file.exists()


def test_a_conflict_makes_the_whole_command_run_again(tmp_path: Path) -> None:
    kept = Store(str(tmp_path / "sop.db"))
    attempts: list[Writer] = []

    def command(writer: Writer) -> int:
        writer.pin(kinerja(), START)
        attempts.append(writer)
        if len(attempts) < 3:
            raise Conflict
        return len(attempts)

    assert kept.write(command) == 3
    assert kept.read(lambda reader: reader.pinned(kinerja().digest)) == kinerja()
    kept.close()


def test_a_store_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    kept = Store(str(tmp_path / "sop.db"))
    attempts: list[Writer] = []

    def command(writer: Writer) -> None:
        attempts.append(writer)
        busy = sqlite.driver().OperationalError("database is locked")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
        raise busy

    assert said(StorageError, lambda: kept.write(command)).endswith("stayed busy: try again in a moment")
    assert len(attempts) == store.ATTEMPTS
    kept.close()


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    kept = Store(str(tmp_path / "sop.db"))

    def command(writer: Writer) -> None:
        writer.pin(kinerja(), START)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        kept.write(command)
    assert "keeps no definition" in said(NotFoundError, lambda: kept.read(lambda r: r.pinned(kinerja().digest)))
    kept.close()


def test_a_write_ahead_log_is_used_where_sqlite_resets_it_safely() -> None:
    assert sqlite.journal_mode((3, 51, 2)) == "TRUNCATE"
    assert sqlite.journal_mode((3, 51, 3)) == sqlite.journal_mode((4, 0, 0)) == "WAL"


@pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
def test_both_journal_modes_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setattr(sqlite, "journal_mode", lambda version: mode)
    with Engine(str(tmp_path / "sop.db")) as engine:
        begun = engine.start(kinerja(), by="staf-1")
        engine.done(begun.open_items[0].id, by="staf-1")
        assert engine.verify(begun.id)
        pragmas = ["journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema"]
        with engine._store._links.one() as link:
            found = [link.raw.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]
    assert found == [mode.lower(), 2, 1, 1, 0]


def attempts_at(kept: Store, statement: str) -> int:
    """How often a command is tried that runs this statement, until it is given up."""
    tried: list[Writer] = []

    def command(writer: Writer) -> None:
        tried.append(writer)
        writer.link.run(statement)

    assert len(said(StorageError, lambda: kept.write(command)).splitlines()) == 1
    return len(tried)


def test_a_row_that_makes_no_sense_is_told_at_once(shared: str) -> None:
    with Engine(shared) as engine:
        engine.start(kinerja(), by="staf-1")
    kept = Store(shared)
    assert attempts_at(kept, "UPDATE instance SET started_by = ''") == 1
    assert attempts_at(kept, "UPDATE nothing SET nothing = 1") == 1
    assert attempts_at(kept, "DELETE FROM event") == 1
    kept.close()


@needs_postgresql
@pytest.mark.parametrize(
    ("code", "attempts"),
    [("23505", 10), ("40001", 10), ("40P01", 10), ("23514", 1), ("23503", 1), ("53100", 1), ("22001", 1)],
)
def test_only_who_met_another_is_tried_again(code: str, attempts: int) -> None:
    with empty("postgresql") as url:
        kept = Store(url)
        raising = f"DO $$ BEGIN RAISE EXCEPTION 'odd' USING ERRCODE = '{code}'; END $$"
        assert attempts_at(kept, raising) == attempts
        kept.close()
