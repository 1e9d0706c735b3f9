"""The store: transactions that are written whole or not at all, and tried again when another was faster."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sopengine.errors import NotFoundError, Phrase, StorageError
from sopengine.store import schema, upgrade
from sopengine.store.definitions.reading import Known
from sopengine.store.dialects.sqlite import locked_part, sqlite_file
from sopengine.store.driver.connect import database, database_url
from sopengine.store.driver.gate import LONGEST_WAIT, Gate, held_too_long
from sopengine.store.driver.link import Link, Links, of_another_version
from sopengine.store.driver.transaction import (
    Trace,
    Unsure,
    preparing,
    reading,
    trying,
    was_kept,
    writing,
)
from sopengine.store.reader import Reader
from sopengine.store.writer import Conflict, Writer

Answer = TypeVar("Answer")

ATTEMPTS = 10
LONGEST_PAUSE = 0.05
"""Seconds; the pause before the n-th attempt is up to n times a tenth of it, drawn by lot."""
LONGEST_PAUSE_WHEN_GONE = 2.0
"""Seconds before a database that went away is tried again; at first a tenth of one, then twice as long each time."""


class Store:
    """One database. May be shared by threads."""

    def __init__(self, url: str, *, create: bool = True, as_it_is: bool = False) -> None:
        """`url`: of SQLAlchemy, or the path of a SQLite file, made by `create` where there is none.

        `as_it_is`: no tables are made or brought up to date, for who looks at them or does that.
        """
        address = database_url(url)
        self.file = sqlite_file(address)
        self._database = database(address, create)
        self.name = self._database.name
        self._known = Known()
        self._place: Hashable = None
        self._links = Links(self._database)
        self._gate = Gate(self.file)
        self._is_open = False
        try:
            if not as_it_is:
                self._open(create)
                self._is_open = True
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._links.close()
        self._gate.close()

    def read(self, question: Callable[[Reader], Answer]) -> Answer:
        """What `question` answers from one consistent view."""
        return self._try(lambda: reading(self._links, lambda link: question(Reader(link, self._known_of(link)))))

    def write(self, command: Callable[[Writer], Answer], by: str = "") -> Answer:
        """What `command` answers, once all it wrote is durable. It may be called again from the start.

        `by`: who is told to others that wait for their turn.
        """

        def written(link: Link) -> tuple[Answer, Trace]:
            writer = Writer(link, self._known_of(link))
            return command(writer), writer.trace

        def attempt() -> Answer:
            with self._gate.held(by):
                return writing(self._links, schema.CURRENT, written)

        return self._try(attempt)

    def rehearse(self, command: Callable[[Writer], Answer]) -> Answer:
        """What `command` would answer; nothing of it is kept."""

        def attempt() -> Answer:
            with self._gate.held():
                return trying(self._links, schema.CURRENT, lambda link: command(Writer(link, self._known_of(link))))

        return self._try(attempt)

    def found(self) -> schema.Prepared:
        """What the database is to this program. Raises StorageError where it is none that can be read here."""
        return self.read(lambda reader: schema.found(reader.link, self.name))

    def version(self) -> str:
        """Of its tables; "" where there are none."""
        return "" if self.found() is schema.Prepared.EMPTY else self.read(lambda reader: schema.version(reader.link))

    def ready(self) -> None:
        """Raises StorageError where it cannot be used by this program now, with the reason."""
        found = self.version()
        if found != schema.CURRENT:
            raise of_another_version(self.name, schema.CURRENT, found)

    def mark(self) -> str:
        """Another text whenever something was committed since; costs less than any question to a table."""
        return self._try(self._links.mark)

    def upgrade(self, by: str = "") -> Path | None:
        """Bring the tables up to date, a file after a copy of it, which is answered; does nothing where they are."""

        def attempt() -> Path | None:
            with self._gate.held(by):
                return preparing(self._links, lambda link: upgrade.upgrade_store(link, self.name, self.file))

        return self._try(attempt)

    def renew_journal(self, by: str = "") -> str:
        """How a file is kept from now on, where it can be kept in a faster way that is as safe; "" where it stays."""

        def attempt() -> str:
            with self._gate.held(by), self._links.one() as link:
                return self._database.renew_journal(link.raw)

        return self._try(attempt)

    def _open(self, create: bool) -> None:
        found = self.found()
        if found is schema.Prepared.EMPTY:
            if not create:
                raise NotFoundError(
                    "{store} is empty: 'sop start ID' makes it a store; --db or SOP_DB names another", store=self.name
                )
            self._make()
        elif found is schema.Prepared.OLDER:
            if self.file is None:
                raise StorageError(
                    "{store} was written by an earlier version of sopengine: bring it up to date with 'sop upgrade'",
                    store=self.name,
                )
            self.upgrade()

    def _make(self) -> None:
        """Whoever comes second finds it done."""

        def made(link: Link) -> None:
            if schema.found(link, self.name) is schema.Prepared.EMPTY:
                schema.make(link)

        def attempt() -> None:
            with self._gate.held():
                preparing(self._links, made)

        self._try(attempt)

    def _known_of(self, link: Link) -> Known:
        """What is remembered of the file that a connection leads to: nothing of one that was replaced meanwhile."""
        if link.place != self._place:
            if self._is_open and schema.found(link, self.name) is not schema.Prepared.READY:
                raise StorageError(
                    "{store} was replaced by one that is empty, or of an earlier version of sopengine: "
                    "start this again, which brings it up to date",
                    store=self.name,
                )
            self._known, self._place = Known(), link.place
        return self._known

    def _try(self, attempt: Callable[[], Answer]) -> Answer:
        until = time.monotonic() + LONGEST_WAIT
        for number in range(1, ATTEMPTS + 1):
            try:
                return self._translated(attempt)
            except _Again as again:
                if number == ATTEMPTS or time.monotonic() > until:
                    raise self._given_up(again) from again
                time.sleep(random.uniform(0.5, 1) * again.pause(number))
        raise AssertionError("the last attempt answers or raises")

    def _translated(self, attempt: Callable[[], Answer]) -> Answer:
        """Its answer; what the database says becomes `_Again` or a StorageError."""
        try:
            return attempt()
        except Conflict as error:
            raise _Again from error
        except Unsure as unsure:
            found: Answer = self._found_out(unsure)
            return found
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise self._unusable(str(error)) from error
        except self._links.driver.Error as error:
            raise self._meant(error) from error

    def _meant(self, error: Exception) -> _Again | StorageError:
        """What an error of the driver means for the whole command."""
        if self._database.passes(error):
            return _Again()
        if self._is_open and self._database.is_lost(error):
            self._links.close()  # they have gone the same way
            return _Again(gone=self._database.reason(error))
        if self._database.waited_in_vain(error):
            with self._links.one() as link:
                return held_too_long(self.name, LONGEST_WAIT, self._database.holder(link.raw))
        return self._of_another_version() or self._unusable(self._database.reason(error))

    def _of_another_version(self) -> StorageError | None:
        """Where the tables are no longer those that this program knows, which explains any error."""
        with suppress(self._links.driver.Error, OSError, TypeError):
            with self._links.one() as link:
                found = schema.version(link)
            if self._is_open and found != schema.CURRENT:
                return of_another_version(self.name, schema.CURRENT, found)
        return None

    def _found_out(self, unsure: Unsure[Any]) -> Any:
        """What it would have answered, where it was kept after all."""
        self._links.close()
        kept = was_kept(self._links, unsure)
        if kept is None:
            raise StorageError(
                "the connection to {store} broke off before it said whether this is recorded: "
                "look with 'sop history' before you do it again",
                store=self.name,
            ) from unsure
        if not kept:
            raise _Again from unsure
        return unsure.answer

    def _given_up(self, again: _Again) -> StorageError:
        if again.gone:
            return StorageError(
                "cannot reach the store {store}: {reason}; nothing was recorded, try again when it runs",
                store=self.name,
                reason=again.gone,
            )
        return StorageError("{store} stayed busy: try again in a moment", store=self.name)

    def _unusable(self, reason: str | Phrase) -> StorageError:
        locked = locked_part(self.file)
        if locked is not None:
            # SQLite says "disk I/O error" of a journal whose mode was left behind when that of the file was widened.
            return StorageError("cannot use the store {store}: you may not write {file}", store=self.name, file=locked)
        return StorageError("cannot use the store {store}: {reason}", store=self.name, reason=reason)


class _Again(Exception):
    """The whole command may be tried again: another writer was in the way, or the database has gone away."""

    def __init__(self, gone: Phrase | None = None) -> None:
        super().__init__(gone)
        self.gone = gone
        """Why it cannot be reached."""

    def pause(self, attempt: int) -> float:
        """Seconds, at most."""
        if self.gone:
            return float(min(LONGEST_PAUSE_WHEN_GONE, 0.05 * 2**attempt))
        return LONGEST_PAUSE * attempt / ATTEMPTS
