"""What statistics over a store cost: `python -m benchmarks.compliance [--events N]... [--folder DIR]`.

The same statistics in plain SQL on SQLite in place, in DuckDB on the rows as files (one thread), and as this program
tells them, in turn, each in a process of its own; CPU time and peak memory, medians of the rounds. Stores are kept in
--folder and used again. Exit code 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.compliance.bulk import fill
from benchmarks.compliance.small import commands, working_time
from benchmarks.engine.figure import Figure, as_table, not_measured

try:
    from benchmarks.floor import compliance_duckdb
except ImportError:
    compliance_duckdb = None  # type: ignore[assignment]

SIZES = (10_000, 100_000, 1_000_000)
"""And 10,000,000 where it is asked for: `--events 1000000 --events 10000000` compares the two."""
ROUNDS = 3
GATE_OVER_FLOOR = 1.3
GATE_MEGABYTES = 150.0
GATED = 1_000_000
"""Events of the store that the gates are for."""
TEN_TIMES, GATE_GROWTH, GATE_MEMORY_GROWTH = 10_000_000, 15.0, 1.5
"""Of the store that shows how cost and memory grow from there."""
GATE_PAIRS = 0.2
"""Seconds for the working time of a million pairs."""
LOGS, GATE_LOG_GROWTH = (100_000, 1_000_000), 1.2
"""Events of the stores that are exported as XES and CSV, and how the memory for it may grow from one to the other."""
GATE_OVER_TASKS = 1.5
"""Of `sop tasks`, for `sop comply` of the store of the demo."""

Costs = dict[str, list[dict[str, float]]]
"""Way -> what each round cost."""


def main() -> int:
    asked = _arguments()
    print(_versions(), flush=True)
    with tempfile.TemporaryDirectory() as own:
        folder = Path(asked.folder or own)
        costs = {events: _costs(folder, events) for events in asked.events or SIZES}
        figures = [figure for events, each in costs.items() for figure in _figures(events, each)]
        figures += [
            *_growth(costs),
            *_logs(folder),
            working_time(ROUNDS, GATE_PAIRS),
            commands(Path(own), ROUNDS, GATE_OVER_TASKS),
        ]
    print(as_table(figures))
    return int(any(figure.missed for figure in figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compliance", description="What statistics cost.")
    parser.add_argument("--events", action="append", type=int, help="size of a store; may be given again")
    parser.add_argument("--folder", help="where stores are kept and found again")
    return parser.parse_args()


def _versions() -> str:
    try:
        duckdb = f"DuckDB {version('duckdb')}"
    except PackageNotFoundError:
        duckdb = "no DuckDB: python -m pip install duckdb"
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {duckdb}"


def _costs(folder: Path, events: int) -> Costs:
    store = _store(folder, events)
    ways = ["sqlite", "ours", *(["duckdb"] if compliance_duckdb is not None else [])]
    costs: Costs = {way: [] for way in ways}
    for _ in range(ROUNDS if events < TEN_TIMES else 1):
        for way in ways:
            print(f"{events:,} events: {way} ...", file=sys.stderr, flush=True)
            costs[way].append(_play(way, store))
    return costs


def _figures(events: int, costs: Costs) -> list[Figure]:
    what, floor = f"{events:,} events", _median(costs["sqlite"], "seconds")
    figures = [
        Figure(what=f"{what}, {way}", value=_median(found, "seconds"), unit="s", here=f"{memory:,.0f} MB")
        for way, found in costs.items()
        if (memory := _median(found, "megabytes"))
    ]
    ours, memory = _median(costs["ours"], "seconds"), _median(costs["ours"], "megabytes")
    over, most = (GATE_OVER_FLOOR, GATE_MEGABYTES) if events == GATED else (None, None)
    figures.append(Figure(what=f"{what}, ours beside sqlite", value=ours / floor, at_most=over))
    figures.append(Figure(what=f"{what}, memory of ours", value=memory, unit="MB", at_most=most))
    if "duckdb" not in costs:
        figures.append(not_measured(f"{what}, duckdb", "not installed"))
    return figures


def _growth(costs: dict[int, Costs]) -> list[Figure]:
    """From one million events to ten, where both were measured."""
    if not {GATED, TEN_TIMES} <= costs.keys():
        return [not_measured("ten times the events", "--events 1000000 --events 10000000")]
    once, ten = costs[GATED]["ours"], costs[TEN_TIMES]["ours"]
    time, memory = (_median(ten, what) / _median(once, what) for what in ("seconds", "megabytes"))
    return [
        Figure(what="ten times the events, time", value=time, at_most=GATE_GROWTH),
        Figure(what="ten times the events, memory", value=memory, at_most=GATE_MEMORY_GROWTH),
    ]


def _logs(folder: Path) -> list[Figure]:
    """Export of the whole store; one round, for files of hundreds of megabytes."""
    costs = {events: _play("log", _store(folder, events)) for events in LOGS}
    figures = [
        Figure(what=f"{events:,} events, log as XES and CSV", value=cost["seconds"], unit="s", here=f"{memory:,.0f} MB")
        for events, cost in costs.items()
        if (memory := cost["megabytes"])
    ]
    small, big = (costs[events]["megabytes"] for events in LOGS)
    return [*figures, Figure(what="log, memory over ten times the events", value=big / small, at_most=GATE_LOG_GROWTH)]


def _store(folder: Path, events: int) -> Path:
    """With the rows as files beside it, where DuckDB reads them."""
    own = folder / str(events)
    store = own / "sop.db"
    if not store.exists():
        own.mkdir(parents=True, exist_ok=True)
        print(f"{events:,} events: filling a store ...", file=sys.stderr, flush=True)
        fill(store, events)
    if compliance_duckdb is not None and not (own / "work_item.csv").exists():
        compliance_duckdb.exported(store, own)
    return store


def _play(way: str, store: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.compliance.player", way, str(store)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    found: dict[str, float] = json.loads(told.stdout)
    return found


def _median(rounds: Sequence[dict[str, float]], what: str) -> float:
    return statistics.median(found[what] for found in rounds)


if __name__ == "__main__":
    sys.exit(main())
