"""Opens a database: from a URL or a path to a SQLAlchemy engine that begins transactions as the store needs them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from sopengine.errors import MisuseError, NotFoundError, StorageError
from sopengine.store.statement import Statement

BUSY_TIMEOUT = 30
"""Seconds that SQLite waits for a lock."""
WAL_IS_SAFE = (3, 51, 3)
"""SQLite's version from which on a write-ahead log cannot be reset under a reader."""
WRITES = "sopengine_writes"
"""Execution option of a connection that is going to write."""
_PARTS = ("", "-journal", "-wal", "-shm")
"""What SQLite adds to the name of the file."""
_BEGIN, _BEGIN_TO_WRITE = Statement(text("BEGIN")), Statement(text("BEGIN IMMEDIATE"))


def database_url(url: str) -> URL:
    """A URL as it is; anything else is the path of a SQLite file."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        return make_url(url)
    except ArgumentError as error:
        raise MisuseError("cannot read the store's URL '{url}'", url=url) from error


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory and for any other database."""
    in_memory = url.database in (None, "", ":memory:")
    return None if url.get_backend_name() != "sqlite" or in_memory else Path(str(url.database))


def connect(url: URL, create: bool) -> Engine:
    """Raises NotFoundError for a SQLite file that is not there and shall not be made."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, sqlite_file(url), create)
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ImportError) as error:
        raise StorageError(
            "no driver for the store {url}: {reason}", url=url.render_as_string(), reason=str(error)
        ) from error


def journal_mode(version: tuple[int, ...]) -> str:
    return "WAL" if version >= WAL_IS_SAFE else "TRUNCATE"


def _sqlite(url: URL, file: Path | None, create: bool) -> Engine:
    _prepare_folder(file, create)
    _refuse_odd_files(file)
    # A database in memory lives in its one connection, which the threads share in turn.
    pool = {} if file else {"pool_size": 1, "max_overflow": 0}
    arguments = {"isolation_level": None, "timeout": BUSY_TIMEOUT, "check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=arguments, **pool)
    event.listen(engine, "connect", _set_up(journal_mode(sqlite3.sqlite_version_info)))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_folder(file: Path | None, create: bool) -> None:
    if file is None or file.exists():
        return
    if not create:
        raise NotFoundError(
            "no store at {path}: 'sop start ID' makes one there; --db or SOP_DB names another", path=str(file)
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "cannot make the folder {path}: {reason}", path=str(file.parent), reason=error.strerror
        ) from error


def _refuse_odd_files(file: Path | None) -> None:
    """Of a FIFO, SQLite would wait for its other end."""
    for path in (Path(f"{file}{part}") for part in _PARTS if file):
        if path.exists() and not path.is_file():
            raise StorageError("cannot use the store {store}: {path} is no file", store=file, path=path)


def _set_up(journal: str) -> Callable[[sqlite3.Connection, Any], None]:
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in (
            f"journal_mode = {journal}",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    return set_up


def _begin(connection: Connection) -> None:
    begin = _BEGIN_TO_WRITE if connection.get_execution_options().get(WRITES) else _BEGIN
    begin.change(connection)
