"""Connections of the driver itself: SQLAlchemy builds the statements and knows the dialects, nothing more.

A connection is kept from one transaction to the next, for that costs more than the transaction itself.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Hashable
from contextlib import suppress
from types import TracebackType
from typing import Any

from sqlalchemy import Dialect

from sopengine.errors import StorageError
from sopengine.store.dialects.database import Database


class Link:
    """One connection, for one thread at a time."""

    __slots__ = ("cursor", "database", "dialect", "kind", "on_sqlite", "place", "raw", "version")

    def __init__(self, database: Database, raw: Any, place: Hashable = None) -> None:
        self.database = database
        self.place = place
        """Which file it leads to."""
        self.dialect: Dialect = database.dialect
        self.raw = raw
        self.kind = self.dialect.name
        """Of the database: statements are prepared for one."""
        self.on_sqlite = self.kind == "sqlite"
        self.version: str | None = None
        """Of the tables, as the transaction at hand sees it; None as long as nobody has asked."""
        self.cursor = raw.cursor()
        """Of one statement after the other; whoever reads takes all rows at once."""

    def run(self, text: str) -> None:
        """A statement without values, such as `BEGIN`."""
        self.cursor.execute(text)

    def begin_writing(self) -> str:
        """Name of the transaction, "" where it has none."""
        database = self.database
        if self.on_sqlite:
            self.cursor.execute(database.begin_writing)
            self.version = None
            return ""
        self.cursor.execute(f"{database.begin_writing}; {database.asked_first}")  # in one message
        self.cursor.nextset()
        return self._heard()

    def tables_version(self) -> str:
        """In a transaction that may write: asked once, unless a statement has brought it along as `version`."""
        if self.version is None:
            self.cursor.execute(self.database.asked_first)
            self._heard()
        return str(self.version)

    def _heard(self) -> str:
        name, version = self.cursor.fetchone() or ("", "?")
        self.version = str(version)
        return str(name)

    def commit(self) -> None:
        """Raises where the database gives up a transaction in which something failed before."""
        self.cursor.execute("COMMIT")
        if not self.on_sqlite and self.cursor.statusmessage != "COMMIT":
            raise self.driver.errors.InFailedSqlTransaction("a statement failed before")

    @property
    def driver(self) -> Any:
        """The module, with its errors."""
        return self.dialect.loaded_dbapi


class Links:
    """The connections of one store. May be shared by threads, and comes clean out of a fork."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.dialect = database.dialect
        self._most = threading.BoundedSemaphore(database.most) if database.most else None
        self._free: list[Link] = []
        self._place: Hashable = None
        self._looking = threading.Lock()
        self._eye: Link | None = None
        self._eye_owner = 0
        self._owner = os.getpid()

    def one(self) -> _Lent:
        """A connection for the time being; where an error has ended or soiled it, it is not used again."""
        return _Lent(self)

    def lend(self) -> Link:
        if self._most:
            self._most.acquire()
        try:
            return self._taken()
        except BaseException:
            if self._most:
                self._most.release()
            raise

    def take_back(self, link: Link, *, clean: bool) -> None:
        """`clean`: nothing went wrong while it was lent."""
        try:
            if clean or self.database.is_clean(link.raw):
                self._free.append(link)
            else:
                _close(link)
        finally:
            if self._most:
                self._most.release()

    @property
    def driver(self) -> Any:
        """The module, with its errors."""
        return self.dialect.loaded_dbapi

    def mark(self) -> str:
        """Another text whenever something was committed since, by whomever; it may be another without that, too."""
        if self.database.most:  # a database in memory: no other connection sees it
            with self.one() as link:
                return str(link.raw.total_changes)
        with self._looking:
            try:
                eye = self._eye_on(self._place_now())
                eye.cursor.execute(self.database.mark)
                return f"{eye.place} {eye.cursor.fetchone()[0]}"
            except BaseException:
                self._close_eye()
                raise

    def close(self) -> None:
        """Those that nobody uses now."""
        self._close_eye()
        while self._free:
            _close(self._free.pop())

    def _eye_on(self, place: Hashable) -> Link:
        """A connection that never writes: a file tells it of what all others have written."""
        if self._eye is None or self._eye.place != place or self._eye_owner != os.getpid():
            self._close_eye()
            self._eye, self._eye_owner = Link(self.database, self.database.open(), place), os.getpid()
        return self._eye

    def _close_eye(self) -> None:
        if self._eye is not None:
            _close(self._eye) if self._eye_owner == os.getpid() else _FORGOTTEN.append(self._eye)
        self._eye = None

    def _taken(self) -> Link:
        if self._owner != os.getpid():
            # What the parent process has open is not ours: neither to use nor to close.
            _FORGOTTEN.extend(self._free)
            self._free, self._owner = [], os.getpid()
        place = self._place_now()
        while True:
            try:
                link = self._free.pop()
            except IndexError:
                return Link(self.database, self.database.open(), place)
            if link.place == place:
                return link
            _close(link)

    def _place_now(self) -> Hashable:
        """Of the file. What was opened on one that has gone since would still be written, and read by nobody."""
        place = self.database.place()
        if place is None and self._place is not None:
            raise StorageError(
                "the store {store} is gone: put it back, or restore a backup; nothing was recorded",
                store=self.database.name,
            )
        self._place = place
        return place


def of_another_version(store: str, known: str, found: str) -> StorageError:
    """`known`: the version of the tables that this program writes."""
    return StorageError(
        "{store} was brought from tables {known} to {found} by another version of sopengine meanwhile: "
        "start this again with that version",
        store=store,
        known=known,
        found=found,
    )


class _Lent:
    """What `with` asks for; a generator would take as long as a statement."""

    __slots__ = ("_link", "_links")

    def __init__(self, links: Links) -> None:
        self._links = links

    def __enter__(self) -> Link:
        self._link = self._links.lend()
        return self._link

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._links.take_back(self._link, clean=kind is None)


_FORGOTTEN: list[Link] = []
"""Connections of a parent process, kept so that nothing closes them."""


def _close(link: Link) -> None:
    with suppress(link.driver.Error):
        link.raw.close()
