"""Connections of the driver itself: SQLAlchemy builds the statements and knows the dialects, nothing more.

A connection is kept from one transaction to the next, for that costs more than the transaction itself.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Dialect


class Link:
    """One connection, for one thread at a time."""

    __slots__ = ("cursor", "dialect", "on_sqlite", "raw")

    def __init__(self, dialect: Dialect, raw: Any) -> None:
        self.dialect = dialect
        self.raw = raw
        self.on_sqlite = dialect.name == "sqlite"
        self.cursor = raw.cursor()
        """Of one statement after the other; whoever reads takes all rows at once."""

    def run(self, text: str) -> None:
        """A statement without values, such as `BEGIN`."""
        self.cursor.execute(text)


class Links:
    """The connections of one store. May be shared by threads, and comes clean out of a fork."""

    def __init__(self, url: URL, dialect: Dialect, set_up: Callable[[Any], None], *, most: int = 0) -> None:
        """`most`: no more connections than so many, 0: as many as threads ask for."""
        self.dialect = dialect
        self._url = url
        self._set_up = set_up
        self._most = threading.BoundedSemaphore(most) if most else None
        self._free: list[Link] = []
        self._owner = os.getpid()

    @contextmanager
    def one(self) -> Iterator[Link]:
        """A connection for the time being; after an error of the driver it is not used again."""
        if self._most:
            self._most.acquire()
        try:
            link = self._taken()
            try:
                yield link
            except BaseException as error:
                if isinstance(error, self.driver.Error) and self.is_lost(error):
                    _close(link)
                else:
                    self._free.append(link)
                raise
            self._free.append(link)
        finally:
            if self._most:
                self._most.release()

    @property
    def driver(self) -> Any:
        """The module, with its errors."""
        return self.dialect.loaded_dbapi

    def is_lost(self, error: Any) -> bool:
        """Whether the connection has gone with it."""
        return bool(self.dialect.is_disconnect(error, None, None))

    def close(self) -> None:
        while self._free:
            _close(self._free.pop())

    def _taken(self) -> Link:
        if self._owner != os.getpid():
            # What the parent process has open is not ours: neither to use nor to close.
            _FORGOTTEN.extend(self._free)
            self._free, self._owner = [], os.getpid()
        try:
            return self._free.pop()
        except IndexError:
            return self._opened()

    def _opened(self) -> Link:
        positional, named = self.dialect.create_connect_args(self._url)
        raw = self.driver.connect(*positional, **{**named, **_HOW.get(self.dialect.name, {})})
        try:
            self._set_up(raw)
        except BaseException:
            raw.close()
            raise
        return Link(self.dialect, raw)


BUSY_TIMEOUT = 30
"""Seconds that SQLite waits for a lock."""
_HOW: dict[str, dict[str, Any]] = {
    "sqlite": {"isolation_level": None, "timeout": BUSY_TIMEOUT, "check_same_thread": False, "cached_statements": 256},
    "postgresql": {"autocommit": True},
}
_FORGOTTEN: list[Link] = []
"""Connections of a parent process, kept so that nothing closes them."""


def _close(link: Link) -> None:
    try:
        link.raw.close()
    except (link.dialect.loaded_dbapi.Error, sqlite3.Error):
        return
