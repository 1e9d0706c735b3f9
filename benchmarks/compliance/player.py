"""One way to the statistics, once, in a process of its own: `python -m benchmarks.compliance.player WAY STORE`.

Prints CPU seconds and the peak of memory.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.compliance.setting import NOW, setting
from benchmarks.floor.compliance import in_sqlite
from sopengine.compliance.question import By, Question
from sopengine.engine import Engine
from sopengine.office.keeping.log import Wanted, export_log
from sopengine.warehouse import ask

try:
    from benchmarks.floor import compliance_duckdb
except ImportError:
    compliance_duckdb = None  # type: ignore[assignment]


def by_sqlite(store: Path) -> int:
    return len(in_sqlite(store, setting(store, NOW))["steps"])


def by_duckdb(store: Path) -> int:
    """Of the files that lie beside the store."""
    return len(compliance_duckdb.in_duckdb(store.parent, setting(store, NOW))["steps"])


def by_ours(store: Path) -> int:
    """The same statistics: by step with its quantiles, by actor and month, all that is listed."""
    by = ((By.STEP,), (By.ACTOR,), (By.MONTH,))
    question = Question(at=lambda zone: NOW, by=by, without_spread=by[1:], paths=False)
    with Engine(str(store), create=False) as engine:
        return len(ask([(str(store), engine.ask)], question).of(By.STEP))


def by_log(store: Path) -> int:
    """All of it as XES and as CSV."""
    with tempfile.TemporaryDirectory() as folder, Engine(str(store), create=False) as engine:
        files = [Path(folder) / name for name in ("log.xes", "log.csv")]
        return export_log(engine, Wanted(), files).events


WAYS: dict[str, Callable[[Path], int]] = {"sqlite": by_sqlite, "duckdb": by_duckdb, "ours": by_ours, "log": by_log}


def main(way: str, store: str) -> None:
    before = time.process_time()
    steps = WAYS[way](Path(store))
    taken = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": taken, "megabytes": peak, "steps": steps}))


if __name__ == "__main__":
    main(*sys.argv[1:])
