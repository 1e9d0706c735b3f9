"""Lengths of several stores in one place, to be spread together: a temporary file, not memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from sopengine.compliance.sql.dialect import SQLITE
from sopengine.compliance.sql.made import MADE
from sopengine.compliance.sql.statements import RANKED, SPREAD
from sopengine.compliance.summing.grouping import places


class Heap:
    """Of one grouping."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("CREATE TABLE length (grp INTEGER, length INTEGER)")

    def add(self, lengths: Iterable[tuple[Any, ...]]) -> None:
        """Of each its group and its microseconds."""
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO length VALUES (?, ?)", lengths)
        self._connection.execute("COMMIT")

    def spread(self, sizes: Mapping[int, int]) -> list[tuple[Any, ...]]:
        """As `statements.SPREAD` tells it; nothing is left afterwards."""
        for name in ("ranked", "sized"):
            self._connection.execute(f"CREATE TABLE {name} ({SQLITE.text(MADE[name])})")
        self._connection.executemany("INSERT INTO sized VALUES (?, ?, ?)", places(sizes))
        self._connection.execute(SQLITE.text(RANKED, lengths="SELECT grp, length FROM length"))
        found = self._connection.execute(SQLITE.text(SPREAD)).fetchall()
        self._connection.close()
        return found
