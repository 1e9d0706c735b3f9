"""Completes work items of a flow without forks, in a store that the engine made and whose instances it started.

Each completion is one transaction with the reads and writes of the engine's own; a test compares the statements and
the rows that both leave. What the engine decides is known here beforehand: where the work goes, and when it is due.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from types import TracebackType
from typing import Any, Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ITEMS_OF_AN_INSTANCE = 1_000_000
"""Distance between the ids of the first work items of two instances."""

Ways = Mapping[tuple[str, str], str]
"""Task and label -> the next task; none where the work ends."""

_NEAR = 100
"""Work items that the first so many events opened are found by their ids."""
_OPEN_ITEM = """work_item.id, work_item.task, work_item.step, work_item.actor, work_item.visit, work_item.opened_at,
    work_item.opened_by, work_item.awaits, work_item.entry, work_item.started_at, work_item.started_by,
    work_item.due_at, work_item.provisional, work_item.count, work_item.note, work_item.corrected, work_item.assignee,
    work_item.proposed"""
_INSTANCE = f"""
SELECT instance.id, instance.digest, instance.sop, instance.ref, instance.state, instance.version, instance.events,
    instance.arrivals, instance.data, instance.messages, instance.pins, instance.parent, instance.started_at,
    instance.started_by, instance.ended_at, instance.suspended_at,
    (SELECT alembic_version.version_num FROM alembic_version) AS tables,
    (SELECT max(people_event.seq) FROM people_event) AS people,
    (SELECT event.hash FROM event WHERE event.instance = instance.id AND event.seq = instance.events) AS head,
    {_OPEN_ITEM}
FROM instance LEFT OUTER JOIN work_item
    ON work_item.id BETWEEN instance.id * {_ITEMS_OF_AN_INSTANCE} AND instance.id * {_ITEMS_OF_AN_INSTANCE} + {_NEAR}
    AND work_item.state = 'open'
WHERE instance.id = ? ORDER BY work_item.id
"""
_VERSION, _EVENTS, _HEAD, _ITEM, _TASK, _ACTOR = 5, 6, 18, 19, 20, 22
"""Places in such a row."""
_FAR = f"""
SELECT {_OPEN_ITEM} FROM work_item
WHERE work_item.instance = ? AND work_item.state = 'open'
    AND work_item.id - work_item.instance * {_ITEMS_OF_AN_INSTANCE} > {_NEAR}
ORDER BY work_item.id
"""
_VISIT = f"""
SELECT max(visited.visit) FROM (SELECT max(visit) AS visit FROM work_item
    WHERE task = ? AND state <> 'withdrawn' AND id BETWEEN ? AND ?
    UNION ALL
    SELECT max(visit) FROM work_item
    WHERE task = ? AND state <> 'withdrawn' AND instance = ? AND id - instance * {_ITEMS_OF_AN_INSTANCE} > {_NEAR}
) AS visited
"""
_UPDATE_INSTANCE = "UPDATE instance SET version = ?, events = ? WHERE id = ? AND version = ?"
_END_INSTANCE = (
    "UPDATE instance SET version = ?, events = ?, state = 'completed', ended_at = ? WHERE id = ? AND version = ?"
)
_INSERT_EVENT = """
INSERT INTO event (instance, seq, version, kind, at, recorded_at, "by", item, data, "key", asked, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?)
"""
_CLOSE = """
UPDATE work_item SET state = 'done', done_at = ?, ended_at = ?, recorded_at = ?, outcome = ?, done_by = ?, note = '',
    done_as = '', done_for = ''
WHERE id = ? AND state = 'open'
"""
_OPEN = """
INSERT INTO work_item (id, instance, task, step, actor, visit, opened_at, opened_by, awaits, entry, state, started_at,
    started_by, done_at, ended_at, recorded_at, due_at, provisional, outcome, done_by, count, note, corrected,
    assignee, done_as, done_for, proposed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'person', '', 'open', NULL, '', NULL, NULL, NULL, ?, 0, '', '', NULL, '', 0,
    '', '', '', NULL)
"""
_DONE = '{{"outcome":"{label}"}}'
_OPENED = '{{"task":"{task}","visit":{visit},"due_at":"{due}","came_from":{item}}}'


class Floor:
    """One connection to a store of one SOP, all of whose tasks have one actor and one standard."""

    def __init__(self, file: str, ways: Ways, minutes: int, *, journal: str, synchronous: str) -> None:
        """`minutes`: the standard; `journal` and `synchronous`: pragmas of SQLite."""
        self._ways = ways
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
        return [id for (id,) in self.connection.execute("SELECT id FROM work_item WHERE state = 'open' ORDER BY id")]

    def done(self, item: int, label: str, by: str, now: datetime) -> int | None:
        """The work item that this opened; None where the instance ended. `label`: "" where nothing is decided.

        Within office hours only.
        """
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        instance = item // _ITEMS_OF_AN_INSTANCE
        (row,) = execute(_INSTANCE, (instance,)).fetchall()
        if row[_EVENTS] > _NEAR:
            (row,) = [(*row[:_ITEM], *far) for far in execute(_FAR, (instance,)).fetchall()] or [row]
        target = self._ways.get((row[_TASK], label))
        opened = None
        if target:
            opened = self._go_on(row, target, label, by, now)
        else:
            self._end(row, label, by, now)
        execute("COMMIT")
        return opened

    def _go_on(self, row: Sequence[Any], target: str, label: str, by: str, now: datetime) -> int:
        instance, item, actor = row[0], row[_ITEM], row[_ACTOR]
        at, version, done, opened = _micros(now), row[_VERSION] + 1, row[_EVENTS] + 1, row[_EVENTS] + 2
        id: int = instance * _ITEMS_OF_AN_INSTANCE + opened
        due = now + self._standard
        execute = self.connection.execute
        first = instance * _ITEMS_OF_AN_INSTANCE
        visit = (execute(_VISIT, (target, first, first + _NEAR, target, instance)).fetchall()[0][0] or 0) + 1
        execute(_UPDATE_INSTANCE, (version, opened, instance, version - 1))
        data = _OPENED.format(task=target, item=item, visit=visit, due=due.isoformat())
        self._record(
            row[_HEAD],
            (instance, done, version, "done", at, at, by, item, _done(label)),
            (instance, opened, version, "opened", at, at, by, id, data),
        )
        execute(_CLOSE, (at, at, at, label, by, item))
        execute(_OPEN, (id, instance, target, target, actor, visit, at, item, _micros(due)))
        return id

    def _end(self, row: Sequence[Any], label: str, by: str, now: datetime) -> None:
        instance, item, version, done = row[0], row[_ITEM], row[_VERSION] + 1, row[_EVENTS] + 1
        at = _micros(now)
        execute = self.connection.execute
        execute(_END_INSTANCE, (version, done + 1, at, instance, version - 1))
        self._record(
            row[_HEAD],
            (instance, done, version, "done", at, at, by, item, _done(label)),
            (instance, done + 1, version, "completed", at, at, by, None, "{}"),
        )
        execute(_CLOSE, (at, at, at, label, by, item))

    def _record(self, head: bytes, *events: Sequence[Any]) -> None:
        rows = []
        for event in events:
            head = _hash(head, event)
            rows.append((*event, head))
        self.connection.executemany(_INSERT_EVENT, rows)


def _done(label: str) -> str:
    return _DONE.format(label=label) if label else "{}"


def _hash(head: bytes, event: Sequence[Any]) -> bytes:
    """Of an event without key, chained to the hash of the one before it."""
    instance, seq, version, kind, at, recorded_at, by, item, data = event
    told = (
        f"{instance}|{seq}|{version}|{at}|{recorded_at}|{item}|{len(kind)}|{len(by)}|{len(data)}|-1|0:{kind}{by}{data}"
    )
    return blake2b(head + told.encode(), digest_size=32).digest()


def _micros(time: datetime) -> int:
    """Since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)
