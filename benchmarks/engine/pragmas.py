"""Under which pragmas of SQLite a case is played: the same for all who take part."""

from __future__ import annotations

import gc
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

_SYNCHRONOUS = {"OFF": 0, "NORMAL": 1, "FULL": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pragmas:
    """How safely a commit is kept."""

    journal: str
    synchronous: str

    def __str__(self) -> str:
        return f"{self.journal} + {self.synchronous}"

    def set_on(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA journal_mode = {self.journal}").close()
        connection.execute(f"PRAGMA synchronous = {self.synchronous}").close()

    def are_on(self, connection: sqlite3.Connection) -> bool:
        ((journal,),) = connection.execute("PRAGMA journal_mode").fetchall()
        ((synchronous,),) = connection.execute("PRAGMA synchronous").fetchall()
        return bool(journal.upper() == self.journal and synchronous == _SYNCHRONOUS[self.synchronous])


HASTY = Pragmas(journal="TRUNCATE", synchronous="OFF")
"""To fill a store; for no figure of time."""
FAST, SAFE = Pragmas(journal="WAL", synchronous="NORMAL"), Pragmas(journal="TRUNCATE", synchronous="FULL")


def driver_connections(file: Path | str) -> list[sqlite3.Connection]:
    """Those of this process to a file: engines do not show their own."""
    gc.collect()
    found = [found for found in gc.get_objects() if isinstance(found, sqlite3.Connection)]
    return [connection for connection in found if _file(connection) == os.path.realpath(file)]


def _file(connection: sqlite3.Connection) -> str:
    """Empty for a closed one, and for one of another thread."""
    try:
        file: str = connection.execute("PRAGMA database_list").fetchall()[0][2]
        return os.path.realpath(file)
    except sqlite3.ProgrammingError:
        return ""
