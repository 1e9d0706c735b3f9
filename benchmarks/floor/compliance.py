"""The statistics of compliance in plain SQL over the rows of a store, by none of our code but the rows of calendars.

What a hand-written report would ask, in one text for SQLite and DuckDB: visits of rows measured in working time, by
step with median and 90th percentile, by month, by actor; what was lost, what is late, what is open, what was sent
back, what was recorded long after. A test compares the answers with ours on a small store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]
Rows = Sequence[Row]
Answers = Mapping[str, Rows]
"""Statistic -> its rows."""

ZONE = 10_000_000
"""Slots of a time zone lie so far from those of the one before."""
DAY = 86_400 * 1_000_000
LATE_VISITS = 100
"""So many are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Where the databases differ."""

    divided: str
    greatest: str


SQLITE, DUCKDB = Dialect(divided="/", greatest="max"), Dialect(divided="//", greatest="greatest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the rows of a store do not say by themselves; small beside them."""

    steps: Rows
    """`id`, `digest`, `step`, `tasks`, `by_clock`, `external`, `zone`, `ahead`: `zone` counts from 0 in steps of ZONE,
    `ahead` are the microseconds that its clock is ahead of UTC."""
    slots: Callable[[], Iterable[Row]]
    """`slot` (with its zone added), `base`, `pace`."""
    width: int
    """Of a slot, in microseconds."""
    now: int
    """Microseconds since 1970 UTC."""


TABLES = {
    "step": "id INTEGER PRIMARY KEY, digest TEXT, step TEXT, tasks INTEGER, by_clock INTEGER, external INTEGER, "
    "zone BIGINT, ahead BIGINT",
    "slot": "slot INTEGER PRIMARY KEY, base BIGINT, pace INTEGER",
}

_WORKED = "CASE {0}.pace WHEN 0 THEN {0}.base ELSE {0}.base + {1} END"

MEASURED = """
CREATE TEMP TABLE measured AS
WITH item AS NOT MATERIALIZED (
    SELECT s.id AS step, s.tasks, s.by_clock, s.external, s.zone, s.ahead, w.instance, w.visit, w.actor,
        w.opened_at AS opened, w.due_at AS due, w.provisional,
        CASE WHEN w.started_at <= {now} THEN w.started_at END AS started,
        CASE WHEN w.ended_at <= {now} THEN w.ended_at END AS ended,
        CASE WHEN w.ended_at <= {now} THEN w.done_at END AS done,
        CASE WHEN w.ended_at <= {now} THEN w.recorded_at END AS recorded,
        CASE WHEN w.ended_at <= {now} AND w.state = 'expired' THEN 1 ELSE 0 END AS expired
    FROM work_item w JOIN instance i ON i.id = +w.instance JOIN step s ON s.digest = i.digest AND s.step = w.step
    WHERE w.opened_at <= {now}
), visit AS NOT MATERIALIZED (
    SELECT step, by_clock, external, zone, ahead, instance, visit, actor, opened, due, provisional, started, ended,
        done, recorded, expired
    FROM item WHERE tasks = 1
    UNION ALL
    SELECT step, min(by_clock), min(external), min(zone), min(ahead), instance, visit, min(actor), min(opened),
        min(due), min(provisional), min(started), CASE WHEN count(ended) = count(*) THEN max(ended) END,
        CASE WHEN count(done) = count(*) THEN max(done) END, max(recorded), max(expired)
    FROM item WHERE tasks > 1 GROUP BY step, instance, visit
), worked AS (
    SELECT v.*, CASE by_clock WHEN 1 THEN coalesce(ended, {now}) - opened ELSE {w_end} - {w_opened} END AS sojourn,
        CASE by_clock WHEN 1 THEN started - opened ELSE {w_started} - {w_opened} END AS waiting,
        CASE by_clock WHEN 1 THEN coalesce(ended, {now}) - started ELSE {w_end} - {w_started} END AS service,
        CASE WHEN due IS NULL THEN 0 WHEN by_clock = 1 OR external = 1 THEN {greatest}(coalesce(ended, {now}) - due, 0)
            ELSE {greatest}({w_end} - {w_due}, 0) END AS late
    FROM visit v
    JOIN slot o ON o.slot = zone + opened {divided} {width}
    JOIN slot e ON e.slot = zone + coalesce(ended, {now}) {divided} {width}
    LEFT JOIN slot d ON d.slot = zone + due {divided} {width}
    LEFT JOIN slot b ON b.slot = zone + started {divided} {width}
)
SELECT step, external, ahead, instance, visit, actor, opened, started, done, recorded, due, provisional, sojourn,
    waiting, CASE WHEN started IS NULL THEN sojourn ELSE service END AS taken, late,
    CASE WHEN ended IS NULL THEN CASE WHEN late > 0 THEN 'overdue' ELSE 'running' END
        WHEN done IS NULL THEN CASE WHEN expired = 1 AND late > 0 THEN 'late' ELSE 'withdrawn' END
        WHEN due IS NULL THEN 'not measurable' WHEN late > 0 THEN 'late' ELSE 'on time' END AS verdict
FROM worked
"""

_COUNTS = """
count(CASE WHEN verdict = 'on time' THEN 1 END), count(CASE WHEN verdict = 'late' THEN 1 END),
count(CASE WHEN verdict = 'overdue' THEN 1 END)
"""

STATISTICS = {
    "steps": f"""
        SELECT step, {_COUNTS}, count(CASE WHEN verdict = 'running' THEN 1 END),
            count(CASE WHEN verdict = 'not measurable' THEN 1 END), count(CASE WHEN verdict = 'withdrawn' THEN 1 END),
            sum(provisional), count(CASE WHEN visit > 1 THEN 1 END)
        FROM measured WHERE external = 0 GROUP BY step ORDER BY step
    """,
    "external": "SELECT step, count(*) FROM measured WHERE external = 1 GROUP BY step ORDER BY step",
    "times": """
        SELECT step, sum(CASE WHEN done IS NOT NULL THEN taken ELSE 0 END), sum(coalesce(waiting, 0)),
            sum(CASE WHEN visit > 1 AND done IS NOT NULL THEN taken ELSE 0 END),
            sum(CASE WHEN verdict IN ('late', 'overdue') THEN late ELSE 0 END)
        FROM measured GROUP BY step ORDER BY step
    """,
    "quantiles": """
        SELECT step, many, max(CASE WHEN place = (many + 1) {divided} 2 THEN taken END),
            max(CASE WHEN place = many {divided} 2 + 1 THEN taken END),
            max(CASE WHEN place = (9 * many + 9) {divided} 10 THEN taken END), max(taken)
        FROM (
            SELECT step, taken, row_number() OVER (PARTITION BY step ORDER BY taken) AS place,
                count(*) OVER (PARTITION BY step) AS many
            FROM measured WHERE done IS NOT NULL
        ) AS placed GROUP BY step, many ORDER BY step
    """,
    "days": f"""
        SELECT (done + ahead) {{divided}} {DAY} AS day, {_COUNTS}
        FROM measured WHERE done IS NOT NULL AND external = 0 GROUP BY day ORDER BY day
    """,
    "actors": f"SELECT actor, {_COUNTS} FROM measured WHERE external = 0 GROUP BY actor ORDER BY actor",
    "late": f"""
        SELECT instance, step, visit, due, done, late FROM measured
        WHERE verdict IN ('late', 'overdue') AND external = 0 ORDER BY late DESC, instance, step, visit
        LIMIT {LATE_VISITS}
    """,
    "open": f"""
        SELECT step, ({{now}} - opened) {{divided}} {DAY} AS age, count(*)
        FROM measured WHERE verdict IN ('overdue', 'running') AND external = 0 GROUP BY step, age ORDER BY step, age
    """,
    "recorded": f"""
        SELECT step, count(*), count(CASE WHEN recorded - done > {DAY} THEN 1 END)
        FROM measured WHERE done IS NOT NULL GROUP BY step ORDER BY step
    """,
    "returns": """
        SELECT f.step, t.step, count(*), sum(m.taken)
        FROM measured m JOIN step s ON s.id = m.step
        JOIN work_item t ON t.instance = m.instance AND t.step = s.step AND t.visit = m.visit
        JOIN work_item f ON f.id = t.opened_by
        WHERE m.visit > 1 AND m.done IS NOT NULL AND f.step <> t.step
        GROUP BY f.step, t.step ORDER BY f.step, t.step
    """,
    "instances": """
        SELECT sop, count(*), count(CASE WHEN ended_at <= {now} AND state = 'completed' THEN 1 END)
        FROM instance WHERE started_at <= {now} GROUP BY sop ORDER BY sop
    """,
}


def texts(dialect: Dialect, setting: Setting) -> tuple[str, dict[str, str]]:
    """What makes the relation, and what is asked of it."""
    worked = {
        "w_opened": _WORKED.format("o", "opened"),
        "w_end": _WORKED.format("e", f"coalesce(ended, {setting.now})"),
        "w_due": _WORKED.format("d", "due"),
        "w_started": _WORKED.format("b", "started"),
    }
    words = {"divided": dialect.divided, "greatest": dialect.greatest, "now": setting.now, "width": setting.width}
    return MEASURED.format(**words, **worked), {name: text.format(**words) for name, text in STATISTICS.items()}


def in_sqlite(file: Path, setting: Setting) -> Answers:
    """In place: the store itself is only read."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    for table, rows in (("step", setting.steps), ("slot", setting.slots())):
        columns = TABLES[table].count(",") + 1
        connection.execute(f"CREATE TEMP TABLE {table} ({TABLES[table]})")
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)
    connection.execute("CREATE INDEX temp.step_of_version ON step (digest, step)")
    measured, questions = texts(SQLITE, setting)
    connection.execute(measured)
    answers = {name: connection.execute(text).fetchall() for name, text in questions.items()}
    connection.close()
    return answers
