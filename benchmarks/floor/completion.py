"""Completes work items of a flow without forks, in a store that the engine made and whose instances it started.

Each completion is one transaction with the reads and writes of the engine's own; a test compares the statements and
the rows that both leave. What the engine decides is known here beforehand: where the work goes, and when it is due.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ITEMS_OF_AN_INSTANCE = 1_000_000
"""Distance between the ids of the first work items of two instances."""

Ways = Mapping[tuple[str, str], str]
"""Task and label -> the next task; none where the work ends."""

_INSTANCE = """
SELECT instance.id, instance.digest, instance.sop, instance.ref, instance.state, instance.version, instance.events,
    instance.arrivals, instance.data, instance.started_at, instance.started_by, instance.ended_at,
    work_item.id, work_item.instance, work_item.task, work_item.step, work_item.actor, work_item.visit,
    work_item.opened_at, work_item.opened_by, work_item.started_at, work_item.done_at, work_item.due_at,
    work_item.provisional, work_item.outcome, work_item.done_by
FROM instance LEFT OUTER JOIN work_item ON work_item.instance = instance.id AND work_item.done_at IS NULL
WHERE instance.id = ? ORDER BY work_item.id
"""
_VISIT = "SELECT max(visit) FROM work_item WHERE instance = ? AND task = ?"
_UPDATE_INSTANCE = """
UPDATE instance SET state = ?, version = ?, events = ?, arrivals = ?, data = ?, ended_at = ?
WHERE id = ? AND version = ?
"""
_INSERT_EVENT = """
INSERT INTO event (instance, seq, version, kind, at, recorded_at, "by", item, data, "key")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
"""
_CLOSE = "UPDATE work_item SET done_at = ?, outcome = ?, done_by = ? WHERE id = ? AND done_at IS NULL"
_OPEN = """
INSERT INTO work_item (id, instance, task, step, actor, visit, opened_at, opened_by, started_at, done_at, due_at,
    provisional, outcome, done_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, 0, '', '')
"""
_DONE = '{{"outcome":"{label}"}}'
_OPENED = '{{"task":"{task}","from":{item},"visit":{visit},"due":"{due}","provisional":false}}'


class Floor:
    """One connection to a store of one SOP, all of whose tasks have one actor and one standard."""

    def __init__(self, file: str, ways: Ways, minutes: int, *, journal: str, synchronous: str) -> None:
        """`minutes`: the standard; `journal` and `synchronous`: pragmas of SQLite."""
        self._ways = ways
        self._ahead: dict[str, list[str]] = defaultdict(list)
        for (task, _), target in ways.items():
            self._ahead[task].append(target)
        self._standard = timedelta(minutes=minutes)
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in (
            f"journal_mode = {journal}",
            f"synchronous = {synchronous}",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
        ):
            self.connection.execute(f"PRAGMA {pragma}").close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def open_items(self) -> list[int]:
        return [id for (id,) in self.connection.execute("SELECT id FROM work_item WHERE done_at IS NULL ORDER BY id")]

    def done(self, item: int, label: str, by: str, now: datetime) -> int | None:
        """The work item that this opened; None where the instance ended. `label`: "" where nothing is decided.

        Within office hours only.
        """
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        (row,) = execute(_INSTANCE, (item // _ITEMS_OF_AN_INSTANCE,)).fetchall()
        target = self._ways.get((row[14], label))
        opened = None
        if target:
            opened = self._go_on(row, target, label, by, now)
        else:
            self._end(row, label, by, now)
        execute("COMMIT")
        return opened

    def _go_on(self, row: Sequence[Any], target: str, label: str, by: str, now: datetime) -> int:
        instance, item, actor = row[0], row[12], row[16]
        at, version, done, opened = _micros(now), row[5] + 1, row[6] + 1, row[6] + 2
        id: int = instance * _ITEMS_OF_AN_INSTANCE + opened
        due = now + self._standard
        execute = self.connection.execute
        visit = self._latest_visits(instance, row[14])[target] + 1
        execute(_UPDATE_INSTANCE, ("running", version, opened, "{}", "{}", None, instance, version - 1))
        data = _OPENED.format(task=target, item=item, visit=visit, due=due.isoformat())
        self._record(
            (instance, done, version, "done", at, at, by, item, _DONE.format(label=label)),
            (instance, opened, version, "opened", at, at, by, id, data),
        )
        execute(_CLOSE, (at, label, by, item))
        execute(_OPEN, (id, instance, target, target, actor, visit, at, item, _micros(due)))
        return id

    def _latest_visits(self, instance: int, task: str) -> dict[str, int]:
        """Of all the tasks that this one may lead to, as the engine asks for them before it decides."""
        asked = {ahead: self.connection.execute(_VISIT, (instance, ahead)) for ahead in self._ahead[task]}
        return {ahead: found.fetchall()[0][0] or 0 for ahead, found in asked.items()}

    def _end(self, row: Sequence[Any], label: str, by: str, now: datetime) -> None:
        instance, item, version, done = row[0], row[12], row[5] + 1, row[6] + 1
        at = _micros(now)
        execute = self.connection.execute
        execute(_UPDATE_INSTANCE, ("completed", version, done + 1, "{}", "{}", at, instance, version - 1))
        self._record(
            (instance, done, version, "done", at, at, by, item, _DONE.format(label=label)),
            (instance, done + 1, version, "completed", at, at, by, None, "{}"),
        )
        execute(_CLOSE, (at, label, by, item))

    def _record(self, *events: Sequence[Any]) -> None:
        self.connection.executemany(_INSERT_EVENT, events)


def _micros(time: datetime) -> int:
    """Since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)
