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
from benchmarks.engine.figure import Figure, as_table, not_measured

try:
    from benchmarks.floor import compliance_duckdb
except ImportError:
    compliance_duckdb = None  # type: ignore[assignment]

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
GATE_OVER_FLOOR = 1.3
GATE_MEGABYTES = 150.0
GATED = 1_000_000
"""Events of the store that the gates are for."""

Costs = dict[str, list[dict[str, float]]]
"""Way -> what each round cost."""


def main() -> int:
    asked = _arguments()
    print(_versions(), flush=True)
    with tempfile.TemporaryDirectory() as own:
        folder = Path(asked.folder or own)
        figures = [figure for events in asked.events or SIZES for figure in _of(folder, events)]
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


def _of(folder: Path, events: int) -> list[Figure]:
    store = _store(folder, events)
    ways = ["sqlite", *(["duckdb"] if compliance_duckdb is not None else []), *(["ours"] if events <= GATED else [])]
    costs: Costs = {way: [] for way in ways}
    for number in range(ROUNDS):
        for way in ways:
            if way != "ours" or number == 0 or events < GATED:
                print(f"{events:,} events: {way} ...", file=sys.stderr, flush=True)
                costs[way].append(_play(way, store))
    return _figures(f"{events:,} events", costs, gated=events == GATED)


def _figures(what: str, costs: Costs, gated: bool) -> list[Figure]:
    floor = _median(costs["sqlite"], "seconds")
    figures = [
        Figure(what=f"{what}, {way}", value=_median(found, "seconds"), unit="s", here=f"{memory:,.0f} MB")
        for way, found in costs.items()
        if (memory := _median(found, "megabytes"))
    ]
    if "ours" not in costs:
        return figures
    ours, memory = _median(costs["ours"], "seconds"), _median(costs["ours"], "megabytes")
    over, most = (GATE_OVER_FLOOR, GATE_MEGABYTES) if gated else (None, None)
    figures.append(Figure(what=f"{what}, ours beside sqlite", value=ours / floor, at_most=over))
    figures.append(Figure(what=f"{what}, memory of ours", value=memory, unit="MB", at_most=most))
    if "duckdb" not in costs:
        figures.append(not_measured(f"{what}, duckdb", "not installed"))
    return figures


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
