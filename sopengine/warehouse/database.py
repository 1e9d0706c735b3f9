"""A database while it is asked: small relations are brought to it, few rows come back. The store is only read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sopengine.compliance.setting.setting import Row
from sopengine.compliance.setting.slots import Slots
from sopengine.compliance.sql import made
from sopengine.compliance.sql.dialect import POSTGRESQL, SQLITE, Dialect
from sopengine.store.driver.link import Link

_ROOM = 32_000
"""KiB that SQLite may keep of what is made: what the slots of some years need."""
_TYPE = re.compile(r"\b(?:TEXT|BIGINT|INTEGER)\b")


class Database:
    """One connection, in a transaction of its own; what is made in it is gone afterwards."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._cursor = link.cursor
        self._dialect: Dialect = SQLITE if link.on_sqlite else POSTGRESQL
        self._own = "temp" if link.on_sqlite else "pg_temp"
        self.words: dict[str, str | int] = {}
        """Macros of the question."""
        self._values: dict[str, bytes] = {}

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """What an earlier question left behind is taken away first, and at last what this one made."""
        if self._link.on_sqlite:
            self._clear()
            self._cursor.execute(f"PRAGMA temp.cache_size = -{_ROOM}")
        else:
            self._anew("BEGIN ISOLATION LEVEL REPEATABLE READ")  # not read-only: PostgreSQL would make no table then
            self._clear()
        yield
        self._clear()

    def fill(self, name: str, rows: Iterable[Row]) -> None:
        """Makes a small relation."""
        columns = self._text(made.MADE[name])
        self._cursor.execute(f"CREATE TEMP TABLE {name} ({columns})")
        if self._link.on_sqlite:
            self._cursor.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * _width(columns))})", rows)
            return
        with self._cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self._cursor.execute(f"ANALYZE {name}")

    def know(self, slots: Slots) -> None:
        """Working time, days and months."""
        self.words |= {"width": slots.width, "begins": slots.begin, "ends": slots.end}
        if self._link.on_sqlite:
            self._values = slots.texts()
        else:
            self.fill("slot", slots.rows())

    @contextmanager
    def filled(self, name: str, rows: Iterable[Row]) -> Iterator[None]:
        """For a while."""
        self.fill(name, rows)
        yield
        self._cursor.execute(f"DROP TABLE {self._own}.{name}")

    def make(self, name: str, text: str) -> None:
        """A relation of the rows of the store and of what was made before."""
        self.change(text)
        if not self._link.on_sqlite:
            self._cursor.execute(f"ANALYZE {name}")

    def change(self, text: str, **words: str | int) -> None:
        self._run(self._text(text, **words))

    def rows(self, text: str, **words: str | int) -> list[tuple[Any, ...]]:
        self._run(self._text(text, **words))
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def each(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Row by row, however many there are."""
        if self._link.on_sqlite:
            yield from self._cursor.execute(self._text(text))
            return
        with self._link.raw.cursor(name="each") as cursor:
            cursor.execute(self._text(text))
            yield from cursor

    def let_others_write(self) -> None:
        """What is asked from here on asks only what was made; a writer of SQLite waits for readers."""
        self._anew("BEGIN")

    def _run(self, text: str) -> None:
        """Only SQLite finds slots in what is bound."""
        if self._link.on_sqlite:
            self._cursor.execute(text, self._values)
        else:
            self._cursor.execute(text)

    def _anew(self, begin: str) -> None:
        self._link.run("COMMIT")
        self._link.run(begin)

    def _clear(self) -> None:
        for name in made.ALL:
            self._cursor.execute(f"DROP TABLE IF EXISTS {self._own}.{name}")

    def _text(self, text: str, **words: str | int) -> str:
        return self._dialect.text(text, **(self.words | words))


def _width(columns: str) -> int:
    """How many columns; what stands in brackets are keys."""
    return len(_TYPE.findall(columns))
