"""What a commit costs here and now: tried on a file beside the store, or on the server, without touching a table."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from sopengine.store.dialects.sqlite import Sqlite

_COMMITS = 40
_LONGEST = 2.0
"""Seconds that a trial may take."""


def commit_in_file(folder: Path, journal: str) -> float:
    """Seconds, the median. Raises OSError or an error of the driver where the folder may not be written."""
    file = folder / f".sop-trial-{os.getpid()}.db"
    try:
        raw = Sqlite(URL.create("sqlite", database=str(file)), create=True).open()
        try:
            raw.execute(f"PRAGMA journal_mode = {journal}").close()
            raw.execute("CREATE TABLE trial (number INTEGER, text TEXT)").close()
            return _median(lambda: _insert(raw))
        finally:
            raw.close()
    finally:
        for part in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{file}{part}").unlink(missing_ok=True)


def commit_on_server(raw: Any) -> float:
    """Seconds, the median: a message to nobody is written and synced as a transaction of its own."""
    return _median(lambda: raw.execute("SELECT pg_logical_emit_message(true, 'sop', 'trial')"))


def _insert(raw: Any) -> None:
    raw.execute("BEGIN IMMEDIATE").close()
    raw.execute("INSERT INTO trial VALUES (1, 'Menerima dan mencatat surat')").close()
    raw.execute("COMMIT").close()


def _median(commit: Callable[[], object]) -> float:
    taken: list[float] = []
    until = time.monotonic() + _LONGEST
    while len(taken) < _COMMITS and (not taken or time.monotonic() < until):
        began = time.perf_counter()
        commit()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
