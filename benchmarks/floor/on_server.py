"""The floor on PostgreSQL: psycopg alone, with the statements of the engine, in as many messages as it sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psycopg

from benchmarks.floor.completion import Floor, Ways

_BEGIN = "BEGIN; SELECT pg_current_xact_id()::text, version_num FROM alembic_version"
_LOCK = "SELECT id FROM instance WHERE id = %s FOR UPDATE"


class FloorOnServer(Floor):
    """One connection to a store of one SOP, all of whose tasks have one actor and one standard."""

    def __init__(self, conninfo: str, ways: Ways, minutes: int) -> None:
        self._ways = ways
        self._standard = timedelta(minutes=minutes)
        self.connection: Any = _Spoken(psycopg.connect(conninfo, autocommit=True))


class _Spoken:
    """Takes what is said to sqlite3, says it to the server."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw
        self._cursor = raw.cursor()

    def execute(self, text: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        if text.startswith("BEGIN"):
            self._cursor.execute(_BEGIN)
            self._cursor.nextset()
            return self._cursor
        if "LEFT OUTER JOIN work_item" in text:
            self._cursor.execute(_LOCK, values)
        # Without values as the engine says COMMIT: in one message.
        return self._cursor.execute(text.replace("?", "%s"), values) if values else self._cursor.execute(text)

    def executemany(self, text: str, rows: Sequence[Sequence[Any]]) -> None:
        self._cursor.executemany(text.replace("?", "%s"), rows)

    def close(self) -> None:
        self._raw.close()
