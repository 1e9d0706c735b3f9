"""SQLite: a file that is opened with care, or a database in memory."""

from __future__ import annotations

import contextlib
import importlib
import os
import sqlite3
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, MetaData

from sopengine.errors import NotFoundError, Phrase, StorageError
from sopengine.store.dialects.database import Fate, Holder, speaking
from sopengine.store.dialects.network import network_disk

WAL_IS_SAFE = (3, 51, 3)
"""SQLite's version from which on a write-ahead log cannot be reset under a reader."""
BUSY_TIMEOUT = 30
"""Seconds that SQLite waits for a lock."""
ON_NETWORK = "SOP_ON_NETWORK_DISK"
"""Variable of the environment: its owner says that no other machine uses the disk."""
_BUSY, _LOCKED = 5, 6
_PARTS = ("", "-journal", "-wal", "-shm")
"""What SQLite adds to the name of the file."""
_SETTINGS = ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF")


_MEANT = {
    8: Phrase("it may only be read, by you here; nothing was recorded"),
    10: Phrase("its disk cannot be read or written ({reason}): look after the disk, and keep a copy of the file"),
    11: Phrase("it is damaged ({reason}): restore a backup, and keep this file"),
    13: Phrase("its disk is full: make room; nothing was recorded"),
    14: Phrase("it cannot be opened: you may not read or write its folder, or it is none"),
    26: Phrase("file is not a database"),
}
"""Error codes of SQLite that people meet."""
_ANYTHING = Phrase("{reason}")


class Sqlite:
    """Raises NotFoundError for a file that is not there and shall not be made."""

    begin_reading = "BEGIN"
    begin_writing = "BEGIN IMMEDIATE"
    begin_preparing = "BEGIN IMMEDIATE"
    asked_first = "SELECT '', version_num FROM alembic_version"
    bytes_kept = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    mark = "PRAGMA data_version"
    present = "SELECT name FROM sqlite_master WHERE type = 'table'"

    def __init__(self, url: URL, create: bool) -> None:
        self.name = url.database or url.render_as_string()
        self.dialect = speaking(url, driver())
        self._url = url
        self._file = file = sqlite_file(url)
        self._network = network_disk(file) if file else ""
        if self._network and not os.environ.get(ON_NETWORK):
            raise StorageError(
                "{store} lies on a disk of the network ({kind}), where two machines could lose each other's work: "
                "name a store on a disk of this machine, or one of PostgreSQL; {variable}=yes says that only this "
                "machine ever uses it",
                store=self.name,
                kind=self._network,
                variable=ON_NETWORK,
            )
        _prepare_folder(file, create)
        _refuse_odd_files(file)
        # A database in memory lives in its one connection, which the threads share in turn.
        self.most = 0 if file else 1

    def place(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._file) if self._file else None
        except FileNotFoundError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    def open(self) -> Any:
        positional, named = self.dialect.create_connect_args(self._url)
        raw = self._driver.connect(
            *positional,
            **{
                **named,
                "isolation_level": None,
                "timeout": BUSY_TIMEOUT,
                "check_same_thread": False,
                "cached_statements": 256,
            },
        )
        try:
            _set_up(raw, () if self._network else self._driver.sqlite_version_info)
        except BaseException:
            raw.close()
            raise
        return raw

    def is_clean(self, raw: sqlite3.Connection) -> bool:
        return True

    def is_lost(self, error: Any) -> bool:
        return False

    def passes(self, error: Any) -> bool:
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in (_BUSY, _LOCKED)

    def waited_in_vain(self, error: Any) -> bool:
        return False

    def holder(self, raw: Any) -> Holder:
        return Holder()

    def fate(self, raw: Any, transaction: str) -> Fate:
        return Fate.LOST

    def renew_journal(self, raw: Any) -> str:
        (found,) = raw.execute("PRAGMA journal_mode").fetchone()
        best = "TRUNCATE" if self._network else journal_mode(self._driver.sqlite_version_info)
        if best != "WAL" or found == "wal":
            return ""
        (now,) = raw.execute("PRAGMA journal_mode = WAL").fetchone()
        return "WAL + FULL" if now == "wal" else ""

    def reason(self, error: Any) -> Phrase:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        return replace(_MEANT.get(code, _ANYTHING), values={"reason": str(error)})

    def fitted(self, metadata: MetaData) -> MetaData:
        return metadata

    @property
    def _driver(self) -> Any:
        return self.dialect.loaded_dbapi


@cache
def driver() -> Any:
    """The module that speaks to SQLite: Python's own, or that of the extra `wal` where its library is the safer one."""
    if sqlite3.sqlite_version_info >= WAL_IS_SAFE:
        return sqlite3
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory and for any other database."""
    in_memory = url.database in (None, "", ":memory:")
    return None if url.get_backend_name() != "sqlite" or in_memory else Path(str(url.database))


def journal_mode(version: tuple[int, ...]) -> str:
    """Of a new file."""
    return "WAL" if version >= WAL_IS_SAFE else "TRUNCATE"


def locked_part(file: Path | None) -> Path | None:
    """What SQLite keeps beside a file, or the file, where this user may not write it; None where all may be written."""
    parts = (Path(f"{file}{part}") for part in _PARTS if file)
    # In this order: a journal goes as soon as its transaction has ended.
    return next((path for path in parts if not os.access(path, os.W_OK) and path.exists()), None)


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
        # Neither is true of a journal that is removed meanwhile.
        if path.is_dir() or path.is_fifo() or path.is_socket() or path.is_char_device() or path.is_block_device():
            raise StorageError("cannot use the store {store}: {path} is no file", store=file, path=path)


def _set_up(connection: Any, version: tuple[int, ...]) -> None:
    (found,) = connection.execute("PRAGMA journal_mode").fetchone()
    if found != "wal":
        # A file keeps its mode, whatever library opens it next: two modes on one file lock each other out.
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        mode = "TRUNCATE" if pages else journal_mode(version)
        connection.execute(f"PRAGMA journal_mode = {mode}").close()
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()
