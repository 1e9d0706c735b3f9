"""Fills a store with years of work, rows in bulk: what the engine would have written, without deciding each step."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.compliance.definitions import versions
from benchmarks.compliance.setting import NOW
from sopengine.calendar import office_calendar
from sopengine.calendar.moments import micros, utc
from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.engine import Engine
from sopengine.store import tables

FIRST = datetime(2024, 1, 2, tzinfo=UTC)
_ITEMS_OF_AN_INSTANCE = 1_000_000
_OPEN_AT_ONCE = 2_000
"""Rows that are held before they are written."""
_TABLES = ("instance", "work_item", "event")
_DEFAULTS = {"TEXT": "", "INTEGER": 0, "BLOB": bytes(32)}
_ARRIVED = {"arrivals": "{}", "data": "{}", "messages": "[]", "pins": "{}"}

Row = Mapping[str, Any]
"""By column; what is not said is as in a row where nothing is known."""


@dataclass(slots=True, kw_only=True)
class Rows:
    """Of each table, as they are made."""

    instance: list[Row]
    work_item: list[Row]
    event: list[Row]


def fill(file: Path, events: int) -> int:
    """Makes the store and so many events at least; answers how many there are."""
    found = list(versions())
    with Engine(str(file)) as engine:
        for compiled in found:
            engine.start(compiled, by="sekretaris", at=FIRST, ref=f"Pertama {compiled.digest[:6]}")
        first = len(found) + 1
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    guards = _dropped(connection, "trigger", "tbl_name = 'event'")
    indexes = _dropped(connection, "index", "sql IS NOT NULL")
    written = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    runs = _runs(found, first)
    while written < events:
        rows = Rows(instance=[], work_item=[], event=[])
        for run in islice(runs, _OPEN_AT_ONCE // 20):
            run.play(rows)
        written += len(rows.event)
        _insert(connection, rows)
    for statement in (*indexes, *guards):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    return int(written)


class _Run:
    """One instance, from its start to its end or to now."""

    def __init__(self, number: int, compiled: Compiled, started: int, lots: random.Random) -> None:
        self.number = number
        self.compiled = compiled
        self.calendar = office_calendar(compiled.timezone)
        self.started = started
        self.lots = lots
        self.visits: dict[str, int] = {}
        self.seq = 0

    def play(self, rows: Rows) -> None:
        at, done_by = self.started, None
        self._event(rows, "started", at, at)
        task: str | None = self.compiled.entries[0]
        due: tuple[int | None, bool] = (None, False)
        while task is not None and at < micros(NOW):
            here = self.compiled.tasks[task]
            begins_row = here.name == self.compiled.rows[here.step][0]
            self.visits[here.step] = self.visits.get(here.step, 0) + begins_row
            due = self._due(here, at) if begins_row else due
            row = self._work(here, at, due, done_by)
            self._event(rows, "opened", at, row["id"])
            ended = row.get("ended_at")
            if ended:
                self._event(rows, "done", ended, row["id"])
            rows.work_item.append(row)
            done_by, at = row["id"], ended or micros(NOW)
            task = self._next(here, row["outcome"]) if ended else task
        finished = task is None
        if finished:
            self._event(rows, "completed", at, None)
        rows.instance.append(self._instance(at if finished else None))

    def _due(self, task: CompiledTask, at: int) -> tuple[int | None, bool]:
        standard, external = self.compiled.steps[task.step].standard, task.actor in self.compiled.external
        due = self.calendar.due(standard, utc(at), self.compiled.days, external=external)
        return (micros(due.at), due.provisional) if due else (None, False)

    def _work(self, task: CompiledTask, at: int, due: tuple[int | None, bool], opened_by: int | None) -> Row:
        done = self._completion(at, due[0])
        started = self._between(at, done) if self.number % 3 == 0 else None
        row = {
            "id": self.number * _ITEMS_OF_AN_INSTANCE + self.seq + 1,
            "instance": self.number,
            "task": task.name,
            "step": task.step,
            "actor": task.actor,
            "visit": self.visits[task.step],
            "opened_at": at,
            "opened_by": opened_by,
            "awaits": "person",
            "state": "open",
            "started_at": started if started and started <= micros(NOW) else None,
            "started_by": "staf-1" if started and started <= micros(NOW) else "",
            "due_at": due[0],
            "provisional": int(due[1]),
            "outcome": "",
        }
        if done > micros(NOW):
            return row
        outcome = ("Tidak" if self.lots.random() < 0.2 else "Ya") if task.decides else ""
        late_entry = self.lots.random() < 0.05
        recorded = min(done + (3 * 86_400_000_000 if late_entry else 0), micros(NOW))
        return row | {
            "state": "done",
            "done_at": done,
            "ended_at": done,
            "recorded_at": recorded,
            "outcome": outcome,
            "done_by": "staf-1",
        }

    def _completion(self, at: int, due: int | None) -> int:
        """In most cases within the time, by the clock of the office; some by far beyond, some in the evening."""
        share = self.lots.lognormvariate(-0.7, 0.9)
        worked = self.calendar.timeline.worked
        length = max(60_000_000, worked(due) - worked(at)) if due else 3_600_000_000
        done = self.calendar.timeline.after(at, max(60_000_000, round(share * length)))
        return done + (3 * 3_600_000_000 if self.lots.random() < 0.03 else 0)

    def _between(self, at: int, done: int) -> int:
        return at + int(self.lots.random() * (done - at))

    def _next(self, task: CompiledTask, outcome: str) -> str | None:
        ways = [way for way in task.outcomes if not task.decides or way.label == outcome]
        return ways[0].targets[0] if ways and ways[0].targets else None

    def _event(self, rows: Rows, kind: str, at: int, item: int | None) -> None:
        self.seq += 1
        row = {"instance": self.number, "seq": self.seq, "version": self.seq, "kind": kind, "at": at, "recorded_at": at}
        rows.event.append(row | {"by": "staf-1", "item": item, "data": "{}"})

    def _instance(self, ended: int | None) -> Row:
        return _ARRIVED | {
            "id": self.number,
            "digest": self.compiled.digest,
            "sop": self.compiled.sop,
            "ref": f"Berkas {self.number}",
            "state": "completed" if ended else "running",
            "version": self.seq,
            "events": self.seq,
            "started_at": self.started,
            "started_by": "staf-1",
            "ended_at": ended,
        }


def _runs(found: Sequence[Compiled], first: int) -> Iterator[_Run]:
    """One after another, evenly over the years; of each SOP the newer version in the later half."""
    lots = random.Random(17)
    begin, half = micros(FIRST), (NOW - FIRST) // timedelta(microseconds=2)
    number = first
    while True:
        started = begin + lots.randrange(2 * half)
        older = lots.randrange(len(found) // 2) * 2
        yield _Run(number, found[older + (started - begin > half)], started, lots)
        number += 1


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """The columns are those of the store's own tables."""
    for name in _TABLES:
        columns = tables.metadata.tables[name].columns
        empty = {column.name: None if column.nullable else _DEFAULTS[str(_kind(column))] for column in columns}
        names = ", ".join(f'"{column}"' for column in empty)
        text = f"INSERT INTO {name} ({names}) VALUES ({', '.join('?' * len(empty))})"
        connection.executemany(text, (tuple((empty | dict(row)).values()) for row in getattr(rows, name)))


def _kind(column: Any) -> str:
    kind = str(column.type).upper()
    return kind if kind in _DEFAULTS else "INTEGER"


def _dropped(connection: sqlite3.Connection, kind: str, which: str) -> list[str]:
    """What they were made with, to make them again when the rows are there."""
    found = connection.execute(f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}' AND {which}").fetchall()
    for name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, sql in found]
