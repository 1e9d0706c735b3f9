"""How much the engine costs, beside raw sqlite3 in the same run: `python benchmarks/engine.py`.

CPU time, medians. The raw one makes as little durable as a completion can: an event and the state, in one
transaction, under the same pragmas and on the same disk.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sopengine.calendar import office_calendar
from sopengine.cli.terminal.table import table
from sopengine.compiled.tables import Compiled, CompiledOutcome, CompiledStep, CompiledTask
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.execution import decide
from sopengine.execution.values.commands import Done, Start
from sopengine.store.connect import journal_mode

STEPS = 9
ROUNDS = 5
COMPLETIONS = 1_000
"""A round."""
NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)

Cpu = tuple[float, float]
"""User and system time of one completion, in microseconds."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        durable, growth = median(engine_rounds(Path(folder))), file_growth(Path(folder))
        raw = median([cpu(raw_round(Path(folder) / f"raw-{round}.db")) for round in range(ROUNDS)])
    decided = median([cpu(decide_round()) for _ in range(ROUNDS)])
    libraries, done = (
        start_up("import click, sqlalchemy"),
        start_up("import sopengine.cli.commands.work.done, sopengine.cli"),
    )
    rows = [
        ("decide and apply one completion, user", f"{decided[0]:.1f} µs", "<= 15 µs"),
        ("durable completion, user", f"{durable[0]:.0f} µs", "<= 200 µs"),
        ("durable completion, user + system", f"{sum(durable):.0f} µs", f"<= {2 * sum(raw):.0f} µs (2 x raw)"),
        ("raw sqlite3, two statements, user + system", f"{sum(raw):.0f} µs", ""),
        ("growth of the file a completion", f"{growth:.0f} bytes", "<= 2048 bytes"),
        ("importing what sop done needs", f"{done:.0f} ms", f"<= {1.3 * libraries:.0f} ms (1.3 x click, sqlalchemy)"),
    ]
    print(table(("What", "Here", "Gate"), rows))


def ring(steps: int = STEPS) -> Compiled:
    """As many steps in a circle, so that there is always something to complete."""
    names = [f"langkah-{number}" for number in range(steps)]
    return Compiled(
        sop="keliling",
        digest="0" * 64,
        title="Keliling",
        agency="Dinas Contoh",
        timezone="Asia/Jakarta",
        days="working",
        entries=(names[0],),
        actors={"staf-1": "Staf"},
        steps={
            name: CompiledStep(id=name, number=str(number), activity=name, standard=Duration.parse("60 menit"))
            for number, name in enumerate(names, 1)
        },
        tasks={
            name: CompiledTask(
                name=name,
                step=name,
                actor="staf-1",
                question="",
                decides=False,
                outcomes=(CompiledOutcome(label="", targets=(names[number % steps],)),),
            )
            for number, name in enumerate(names, 1)
        },
    )


def decide_round(steps: int = STEPS) -> Callable[[], None]:
    compiled, calendar = ring(steps), office_calendar("Asia/Jakarta")

    def work() -> None:
        change = decide.start(compiled, calendar, 1, Start(by="staf-1"), NOW)
        visits: dict[str, int] = {}
        for _ in range(COMPLETIONS):
            instance = change.after
            item = instance.open_items[0]
            visits |= {new.task: new.visit for new in change.opened}
            change = decide.done(compiled, calendar, instance, item, Done(item=item.id, by="staf-1"), NOW, visits)

    return work


def engine_rounds(folder: Path) -> list[Cpu]:
    with Engine(str(folder / "engine.db")) as engine:
        return [cpu(engine_round(engine)) for _ in range(ROUNDS)]


def engine_round(engine: Engine) -> Callable[[], None]:
    first = engine.start(ring(), by="staf-1").open_items[0]

    def work() -> None:
        item = first
        for _ in range(COMPLETIONS):
            item = engine.done(item.id, by="staf-1").open_items[0]

    return work


def file_growth(folder: Path) -> float:
    """Bytes of one completion, on average."""
    file = folder / "growth.db"
    with Engine(str(file)) as engine:
        work = engine_round(engine)
        before = file.stat().st_size
        work()
        return (file.stat().st_size - before) / COMPLETIONS


def raw_round(file: Path) -> Callable[[], None]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, version INTEGER, task TEXT)")
    connection.execute("CREATE TABLE event (id INTEGER, seq INTEGER, data TEXT, PRIMARY KEY (id, seq))")
    connection.execute("INSERT INTO state VALUES (1, 0, 'langkah-0')")

    def work() -> None:
        for seq in range(COMPLETIONS):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE state SET version = ?, task = ? WHERE id = 1", (seq, f"langkah-{seq}"))
            connection.execute("INSERT INTO event VALUES (1, ?, ?)", (seq, '{"task":"langkah-1","by":"staf-1"}'))
            connection.execute("COMMIT")
        connection.close()

    return work


def cpu(work: Callable[[], None]) -> Cpu:
    """Of one completion, in microseconds."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return user / COMPLETIONS * 1e6, system / COMPLETIONS * 1e6


def median(rounds: list[Cpu]) -> Cpu:
    return statistics.median(user for user, _ in rounds), statistics.median(system for _, system in rounds)


def start_up(code: str) -> float:
    """CPU time of a fresh interpreter, user and system, in milliseconds."""
    times = []
    for _ in range(2 * ROUNDS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3)
    return statistics.median(times)


if __name__ == "__main__":
    main()
