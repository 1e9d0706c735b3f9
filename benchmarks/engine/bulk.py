"""Fills stores: an instance by many completions, or many instances as copies of one by plain SQL."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.engine import ours
from sopengine.store.audit import chain

_ITEMS_OF_AN_INSTANCE = 1_000_000
"""Distance between the ids of the first work items of two instances."""
_OF_ITEMS = {("work_item", "id"), ("work_item", "opened_by"), ("event", "item"), ("timer", "item")}
_OF_INSTANCES = {("instance", "id"), ("work_item", "instance"), ("event", "instance"), ("timer", "instance")}
_EVENT_DATA = f"""
CASE WHEN json_extract(event.data, '$.came_from') IS NULL THEN event.data ELSE
    json_set(event.data, '$.came_from', json_extract(event.data, '$.came_from') + number * {_ITEMS_OF_AN_INSTANCE}) END
"""
"""It names the work item that led to what happened."""


def go_round(durable: ours.Durable, completions: int) -> None:
    """One instance of a loop: the work, then its check, which sends it back."""
    (item,) = durable.open_items()
    for label in itertools.islice(itertools.cycle(("", "Tidak")), completions):
        item = durable.done(item, label) or 0


def multiply(file: Path, instance: int, copies: int) -> None:
    """Rows of an instance, its work items, events and timers, under the numbers that follow; then hashes fit again."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'")
    kept = triggers.fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    for table, key in (("instance", "id"), ("work_item", "instance"), ("event", "instance"), ("timer", "instance")):
        connection.execute(_copying(connection, table, key), {"instance": instance, "copies": copies})
    _chain(connection)
    for _, sql in kept:
        connection.execute(sql)
    connection.commit()
    connection.close()


def _chain(connection: sqlite3.Connection) -> None:
    """Give every event, of instances of one version, the hash that the engine would have given it."""
    ((text,),) = connection.execute("SELECT text FROM definition").fetchall()
    names = ", ".join(f'"{column.name}"' for column in chain.COLUMNS)
    head = chain.START

    def hashed(instance: int, seq: int, row: Sequence[Any]) -> tuple[bytes, int, int]:
        nonlocal head
        head = chain.link(head, row, b"") if seq > 1 else chain.link(chain.START, row, chain.seal(text))
        return head, instance, seq

    rows = connection.execute(f"SELECT instance, seq, {names} FROM event ORDER BY instance, seq").fetchall()
    changed = (hashed(row[0], row[1], row[2:]) for row in rows)
    connection.executemany("UPDATE event SET hash = ? WHERE instance = ? AND seq = ?", changed)


def _copying(connection: sqlite3.Connection, table: str, key: str) -> str:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(_value(table, column) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"""
        WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < :copies)
        INSERT INTO {table} ({names}) SELECT {values} FROM copy, {table} WHERE {table}.{key} = :instance
    """


def _value(table: str, column: str) -> str:
    if (table, column) in _OF_INSTANCES:
        return f'{table}."{column}" + number'
    if (table, column) in _OF_ITEMS:
        return f'{table}."{column}" + number * {_ITEMS_OF_AN_INSTANCE}'
    if (table, column) == ("event", "data"):
        return _EVENT_DATA
    return f'{table}."{column}"'


def put_off(file: Path, years: int) -> int:
    """All timers wait for so many years more; how many there are."""
    connection = sqlite3.connect(file)
    later = years * 365 * 24 * 3600 * 1_000_000
    changed = connection.execute("UPDATE timer SET fires_at = fires_at + ?, ready_at = ready_at + ?", (later, later))
    connection.commit()
    connection.close()
    return changed.rowcount
