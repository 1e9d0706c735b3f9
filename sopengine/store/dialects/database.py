"""What the store asks of a kind of database, whichever it is."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import URL, Dialect, MetaData
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sopengine.errors import Phrase, StorageError
from sopengine.frozen import frozen


class Fate(Enum):
    """What became of a transaction."""

    OPEN = "open"
    """Not decided yet."""
    KEPT = "kept"
    """Committed; or another was that, after a crash, got its number."""
    LOST = "lost"


@frozen
class Holder:
    """Who holds what others wait for."""

    process: str = "?"
    host: str = "?"
    person: str = "?"


class Database(Protocol):
    """One database: where it is, how it is spoken to, what its errors mean. Holds no connection."""

    name: str
    """For messages; without a password."""
    dialect: Dialect
    """SQLAlchemy's, with the driver."""
    most: int
    """Connections at once; 0: as many as threads ask for."""
    begin_reading: str
    """Begins one consistent view."""
    begin_writing: str
    """Begins what may write."""
    begin_preparing: str
    """The same, for one who makes or changes tables, alone."""
    asked_first: str
    """In a transaction that may write: its name, if it has one, and the version of the tables."""
    bytes_kept: str
    """The question for the size of all tables."""
    mark: str
    """The question for what changes with any commit; a file is asked by a connection that only reads."""
    present: str
    """The question for the names of all tables."""

    def place(self) -> Hashable:
        """Which file a connection would be opened on now, another where it was replaced; None where none is there."""

    def open(self) -> Any:
        """A connection, set up as the store needs it, that leaves transactions to whoever uses it."""

    def is_clean(self, raw: Any) -> bool:
        """Whether a connection can be used again after an error."""

    def is_lost(self, error: Any) -> bool:
        """Whether an error of the driver says that the connection has gone, or that none can be had."""

    def passes(self, error: Any) -> bool:
        """Whether the whole command may be tried again at once: somebody else was faster."""

    def waited_in_vain(self, error: Any) -> bool:
        """Whether an error says that another held a row for too long."""

    def holder(self, raw: Any) -> Holder:
        """Who has been at work for the longest time."""

    def fate(self, raw: Any, transaction: str) -> Fate:
        """Of a transaction whose connection went while it was committed."""

    def renew_journal(self, raw: Any) -> str:
        """The faster way, as safe, in which it is kept from now on; "" where it stays as it is."""

    def reason(self, error: Any) -> Phrase:
        """What an error of the driver says, on one line."""

    def fitted(self, metadata: MetaData) -> MetaData:
        """The tables as they are made here."""


def speaking(url: URL, driver: Any = None) -> Dialect:
    """SQLAlchemy's dialect for a URL, with that driver or its own. Raises StorageError where there is none."""
    try:
        kind: Any = url.get_dialect()
        dialect: Dialect = kind(dbapi=driver or kind.import_dbapi())
    except (ArgumentError, ImportError, NoSuchModuleError) as error:
        raise StorageError(
            "no driver for the store {url}: {reason}", url=url.render_as_string(), reason=str(error)
        ) from error
    return dialect
