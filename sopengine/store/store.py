"""The store: transactions that are written whole or not at all, and tried again when another was faster."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError, StorageError
from sopengine.store import schema
from sopengine.store.connect import WRITES, connect, database_url, sqlite_file
from sopengine.store.gate import gate
from sopengine.store.reader import Reader
from sopengine.store.writer import Conflict, Writer

Answer = TypeVar("Answer")

ATTEMPTS = 10
LONGEST_PAUSE = 0.05
"""Seconds; the pause before the n-th attempt is up to n times a tenth of it, drawn by lot."""
SQLITE_BUSY, SQLITE_LOCKED = 5, 6
SERIALIZATION_FAILURE, DEADLOCK = "40001", "40P01"


class Store:
    """One database. May be shared by threads."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        """`url`: of SQLAlchemy, or the path of a SQLite file, made by `create` where there is none."""
        address = database_url(url)
        self.name = address.database or address.render_as_string()
        self._file = sqlite_file(address)
        self._definitions: dict[str, Compiled] = {}
        self._reading = connect(address, create)
        self._writing = self._reading.execution_options(**{WRITES: True})
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._reading.dispose()

    def read(self, question: Callable[[Reader], Answer]) -> Answer:
        """What `question` answers from one consistent view."""

        def attempt() -> Answer:
            with self._reading.begin() as connection:
                return question(Reader(connection, self._definitions))

        return self._try(attempt)

    def write(self, command: Callable[[Writer], Answer]) -> Answer:
        """What `command` answers, once all it wrote is durable. It may be called again from the start."""

        def attempt() -> Answer:
            with gate(self._file), self._writing.begin() as connection:
                return command(Writer(connection, self._definitions))

        return self._try(attempt)

    def _open(self, create: bool) -> None:
        if self.read(lambda reader: schema.is_prepared(reader.connection)):
            return
        if not create:
            raise NotFoundError(
                "{store} is empty: 'sop start ID' makes it a store; --db or SOP_DB names another", store=self.name
            )
        self.write(lambda writer: schema.prepare(writer.connection))

    def _try(self, attempt: Callable[[], Answer]) -> Answer:
        for number in range(1, ATTEMPTS):
            try:
                return self._translated(attempt)
            except _Again:
                time.sleep(random.uniform(0, LONGEST_PAUSE * number / ATTEMPTS))
        try:
            return self._translated(attempt)
        except _Again as error:
            raise StorageError("{store} stayed busy: try again in a moment", store=self.name) from error

    def _translated(self, attempt: Callable[[], Answer]) -> Answer:
        """Its answer; what the database says becomes `_Again` or a StorageError."""
        try:
            return attempt()
        except (Conflict, SQLAlchemyError) as error:
            if _is_passing(error):
                raise _Again from error
            reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
            raise StorageError("cannot use the store {store}: {reason}", store=self.name, reason=reason) from error
        except OSError as error:
            raise StorageError(
                "cannot use the store {store}: {reason}", store=self.name, reason=error.strerror or str(error)
            ) from error


class _Again(Exception):
    """Another writer was in the way; the whole command may be tried again."""


def _is_passing(error: Exception) -> bool:
    if isinstance(error, Conflict):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    return (
        error.connection_invalidated
        or (code is not None and code & 0xFF in (SQLITE_BUSY, SQLITE_LOCKED))
        or state in (SERIALIZATION_FAILURE, DEADLOCK)
        or (state is not None and isinstance(error, IntegrityError))
    )
