"""Opens a database: from a URL or a path to connections that are set up as the store needs them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sopengine.errors import MisuseError, NotFoundError, StorageError
from sopengine.store.driver.link import Links

WAL_IS_SAFE = (3, 51, 3)
"""SQLite's version from which on a write-ahead log cannot be reset under a reader."""
_PARTS = ("", "-journal", "-wal", "-shm")
"""What SQLite adds to the name of the file."""
_SETTINGS = ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF")


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


def connect(url: URL, create: bool) -> Links:
    """Raises NotFoundError for a SQLite file that is not there and shall not be made."""
    try:
        kind: Any = url.get_dialect()
        dialect = kind(dbapi=kind.import_dbapi())
    except (ArgumentError, ImportError, NoSuchModuleError) as error:
        raise StorageError(
            "no driver for the store {url}: {reason}", url=url.render_as_string(), reason=str(error)
        ) from error
    if dialect.name != "sqlite":
        return Links(url, dialect, _as_it_is)
    file = sqlite_file(url)
    _prepare_folder(file, create)
    _refuse_odd_files(file)
    # A database in memory lives in its one connection, which the threads share in turn.
    return Links(url, dialect, _set_up_sqlite(sqlite3.sqlite_version_info), most=0 if file else 1)


def journal_mode(version: tuple[int, ...]) -> str:
    """Of a new file."""
    return "WAL" if version >= WAL_IS_SAFE else "TRUNCATE"


def locked_part(file: Path | None) -> Path | None:
    """What SQLite keeps beside a file, or the file, where this user may not write it; None where all may be written."""
    parts = (Path(f"{file}{part}") for part in _PARTS if file)
    return next((path for path in parts if path.exists() and not os.access(path, os.W_OK)), None)


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
    # SQLite would let nobody else write it, whatever the umask says; what it puts beside it follows this mode.
    with contextlib.suppress(OSError):
        file.touch(0o666)


def _refuse_odd_files(file: Path | None) -> None:
    """Of a FIFO, SQLite would wait for its other end."""
    for path in (Path(f"{file}{part}") for part in _PARTS if file):
        if path.exists() and not path.is_file():
            raise StorageError("cannot use the store {store}: {path} is no file", store=file, path=path)


def _set_up_sqlite(version: tuple[int, ...]) -> Callable[[sqlite3.Connection], None]:
    def set_up(connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA journal_mode").fetchone()
        if found != "wal":
            # A file keeps its mode, whatever library opens it next: two modes on one file lock each other out.
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            mode = "TRUNCATE" if pages else journal_mode(version)
            connection.execute(f"PRAGMA journal_mode = {mode}").close()
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").close()

    return set_up


def _as_it_is(_connection: Any) -> None:
    return
