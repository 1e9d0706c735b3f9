"""Lengths of several stores in one place, to be spread together: a temporary file, not memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from sopengine.compliance.sql.dialect import SQLITE
from sopengine.compliance.sql.statements import SPREAD


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
        self._connection.execute("CREATE TABLE sized (grp INTEGER PRIMARY KEY, many INTEGER)")
        self._connection.executemany("INSERT INTO sized VALUES (?, ?)", sizes.items())
        text = SQLITE.text(SPREAD, lengths="SELECT grp, length FROM length")
        found = self._connection.execute(text).fetchall()
        self._connection.close()
        return found
