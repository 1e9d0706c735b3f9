"""What does not need a big store: the working time of a million pairs, and the commands on the store of the demo."""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.engine.figure import Figure
from sopengine.calendar import office_calendar
from sopengine.calendar.cumulative import slots
from sopengine.calendar.moments import SECOND, micros
from sopengine.compliance.setting.slots import Slots
from sopengine.compliance.sql.dialect import SQLITE

PAIRS = 1_000_000
_FIRST = date(2026, 1, 1)
_DAY = 86_400
_AT = "CASE WHEN {0} < 0 THEN {0} + {1} ELSE {0} END"
_WORKED = f"""
SELECT sum({_AT.format("d", "done")} - ({_AT.format("o", "opened")})) FROM (
    SELECT opened, done, @worked[o; :own; opened] AS o, @worked[d; :own; done] AS d FROM pair @fence
)
"""
"""As `sopengine.compliance.sql` measures visits."""
_BY_TABLE = """
SELECT sum(d.base + d.pace * done - o.base - o.pace * opened) FROM pair
JOIN slot o ON o.slot = opened / {0} JOIN slot d ON d.slot = done / {0}
"""
"""The same by an index: what it is held against."""


def working_time(rounds: int, at_most: float) -> Figure:
    """In SQLite, by slots of one year."""
    calendar = office_calendar("Asia/Jakarta")
    connection, found = sqlite3.connect(":memory:"), slots(calendar.timeline, *_year())
    connection.execute("CREATE TABLE slot (slot INTEGER PRIMARY KEY, base INTEGER, pace INTEGER)")
    connection.executemany("INSERT INTO slot VALUES (?, ?, ?)", found.rows)
    connection.execute("CREATE TABLE pair (opened INTEGER, done INTEGER)")
    connection.executemany("INSERT INTO pair VALUES (?, ?)", _pairs())
    ours = Slots({("", ""): calendar}, *_year())
    asked = {
        "ours": (SQLITE.text(_WORKED, width=ours.width), ours.texts() | {"own": ours.own["", ""]}),
        "by table": (_BY_TABLE.format(found.width), {}),
    }
    costs: dict[str, list[float]] = {way: [] for way in asked}
    answers = set()
    for _ in range(2 * rounds + 1):
        for way, (text, values) in asked.items():
            before = time.process_time()
            answers.update(connection.execute(text, values).fetchall())
            costs[way].append(time.process_time() - before)
    assert len(answers) == 1, "both ways tell the same"
    seconds = {way: statistics.median(found) for way, found in costs.items()}
    return Figure(
        what="1,000,000 pairs of working time",
        value=seconds["ours"],
        unit="s",
        at_most=at_most,
        here=f"by an index {seconds['by table']:.2f} s",
    )


def commands(folder: Path, rounds: int, at_most: float) -> Figure:
    """`sop comply` beside `sop tasks`, whole commands in turn."""
    program = [sys.executable, "-c", "from sopengine.cli import main; main()"]
    subprocess.run([*program, "demo"], cwd=folder, check=True, capture_output=True)
    costs: dict[str, list[float]] = {"comply": [], "tasks": []}
    for _ in range(5 * rounds):
        for command, found in costs.items():
            found.append(_cpu([*program, command, "--at", "2026-03-31 15:00"], folder / "sop-demo"))
    comply, tasks = (statistics.median(costs[command]) for command in ("comply", "tasks"))
    here = f"{1000 * comply:.0f} ms, {1000 * tasks:.0f} ms"
    return Figure(
        what="sop comply beside sop tasks, store of the demo", value=comply / tasks, at_most=at_most, here=here
    )


def _cpu(command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=False, capture_output=True, env={**os.environ, "SOP_LANG": "id"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _year() -> tuple[date, date]:
    return _FIRST, date(_FIRST.year + 1, 1, 1)


def _pairs() -> Iterator[tuple[int, int]]:
    lots, first = random.Random(17), micros(datetime(_FIRST.year, 1, 2, tzinfo=UTC))
    for _ in range(PAIRS):
        opened = first + lots.randrange(330 * _DAY) * SECOND
        yield opened, opened + lots.randrange(20 * _DAY) * SECOND
