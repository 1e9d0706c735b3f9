"""The store: transactions that are written whole or not at all, and tried again when another was faster."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sopengine.errors import NotFoundError, StorageError
from sopengine.store import schema, upgrade
from sopengine.store.definitions.reading import Known
from sopengine.store.driver.connect import connect, database_url, locked_part, sqlite_file
from sopengine.store.driver.gate import Gate
from sopengine.store.driver.link import Link
from sopengine.store.reader import Reader
from sopengine.store.writer import Conflict, Writer

Answer = TypeVar("Answer")

ATTEMPTS = 10
LONGEST_PAUSE = 0.05
"""Seconds; the pause before the n-th attempt is up to n times a tenth of it, drawn by lot."""
SQLITE_BUSY, SQLITE_LOCKED = 5, 6
SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION = "40001", "40P01", "23505"


class Store:
    """One database. May be shared by threads."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        """`url`: of SQLAlchemy, or the path of a SQLite file, made by `create` where there is none."""
        address = database_url(url)
        self.name = address.database or address.render_as_string()
        self.file = sqlite_file(address)
        self._known = Known()
        self._links = connect(address, create)
        self._gate = Gate(self.file)
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._links.close()
        self._gate.close()

    def read(self, question: Callable[[Reader], Answer]) -> Answer:
        """What `question` answers from one consistent view."""

        def attempt() -> Answer:
            with self._links.one() as link:
                return _within(link, "BEGIN", lambda: question(Reader(link, self._known)))

        return self._try(attempt)

    def write(self, command: Callable[[Writer], Answer], by: str = "") -> Answer:
        """What `command` answers, once all it wrote is durable. It may be called again from the start.

        `by`: who is told to others that wait for their turn.
        """

        def attempt() -> Answer:
            with self._gate.held(by), self._links.one() as link:
                begin = "BEGIN IMMEDIATE" if link.on_sqlite else "BEGIN"
                return _within(link, begin, lambda: command(Writer(link, self._known)))

        return self._try(attempt)

    def rehearse(self, command: Callable[[Writer], Answer]) -> Answer:
        """What `command` would answer; nothing of it is kept."""

        def attempt() -> Answer:
            with self._gate.held(), self._links.one() as link:
                begin = "BEGIN IMMEDIATE" if link.on_sqlite else "BEGIN"
                return _within(link, begin, lambda: command(Writer(link, self._known)), end="ROLLBACK")

        return self._try(attempt)

    def _open(self, create: bool) -> None:
        found = self.read(lambda reader: schema.found(reader.link, self.name))
        if found is schema.Prepared.EMPTY:
            if not create:
                raise NotFoundError(
                    "{store} is empty: 'sop start ID' makes it a store; --db or SOP_DB names another", store=self.name
                )
            self.write(lambda writer: self._make(writer.link))
        elif found is schema.Prepared.OLDER:
            self._upgrade()

    def _make(self, link: Link) -> None:
        if schema.found(link, self.name) is schema.Prepared.EMPTY:
            schema.make(link)

    def _upgrade(self) -> None:
        """Of a file, after a copy of it; whoever comes second finds it done."""
        if self.file is None:
            raise StorageError(
                "{store} was written by an earlier version of sopengine: bring it up to date with 'sop upgrade'",
                store=self.name,
            )
        self.write(lambda writer: upgrade.upgrade_file(writer.link, self.name, self.file))

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
        except Conflict as error:
            raise _Again from error
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise self._unusable(str(error)) from error
        except self._links.driver.Error as error:
            if self._passes(error):
                raise _Again from error
            raise self._unusable(str(error)) from error

    def _passes(self, error: Exception) -> bool:
        """Whether the whole command may be tried again: another was faster, or the connection was lost."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            return code & 0xFF in (SQLITE_BUSY, SQLITE_LOCKED)
        state = getattr(error, "sqlstate", None)
        lost = self._links.is_lost(error)
        return lost or state in (SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION)

    def _unusable(self, reason: str) -> StorageError:
        locked = locked_part(self.file)
        if locked is not None:
            # SQLite says "disk I/O error" of a journal whose mode was left behind when that of the file was widened.
            return StorageError("cannot use the store {store}: you may not write {file}", store=self.name, file=locked)
        return StorageError("cannot use the store {store}: {reason}", store=self.name, reason=reason)


class _Again(Exception):
    """Another writer was in the way; the whole command may be tried again."""


def _within(link: Link, begin: str, work: Callable[[], Answer], end: str = "COMMIT") -> Answer:
    """One transaction: all of it or nothing."""
    link.run(begin)
    try:
        answer = work()
        link.run(end)
        return answer
    except BaseException:
        _roll_back(link)
        raise


def _roll_back(link: Link) -> None:
    """Some errors have ended the transaction themselves; what was raised is what counts."""
    try:
        if not link.on_sqlite or link.raw.in_transaction:
            link.run("ROLLBACK")
    except link.dialect.loaded_dbapi.Error:
        return
