"""What a report costs beyond its statistics: `python -m benchmarks.compliance.report [--events N] [--folder DIR]`.

The statistics of the last quarter alone, and the whole report of it with runs, forms and maps, in turn, each in a
process of its own; CPU time and peak memory, medians of three. Exit code 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.compliance.bulk import fill
from benchmarks.compliance.setting import NOW
from benchmarks.engine.figure import Figure, as_table
from sopengine.compliance.question import By, Period, Question
from sopengine.engine import Engine
from sopengine.messages.speech import speech
from sopengine.office.reporting.reported import reported
from sopengine.report.page.document import document
from sopengine.settings.values import Monitoring
from sopengine.warehouse import ask

EVENTS, ROUNDS = 1_000_000, 3
GATE_SECONDS, GATE_MEGABYTES = 5.0, 200.0
LARGEST_PAGE = 3.0
"""Megabytes."""
QUESTION = Question(
    at=lambda _: NOW,
    period=Period(since=date(2026, 7, 1), until=date(2026, 9, 30)),
    by=((By.STEP,), (By.SOP,), (By.MONTH,)),
)


def main() -> int:
    asked = _arguments()
    if asked.way:
        print(json.dumps(_played(asked.way, Path(asked.folder))))
        return 0
    with tempfile.TemporaryDirectory() as own:
        store = Path(asked.folder or own) / str(asked.events) / "sop.db"
        if not store.exists():
            store.parent.mkdir(parents=True, exist_ok=True)
            fill(store, asked.events)
        costs = {way: [_process(way, store) for _ in range(ROUNDS)] for way in ("statistics", "report")}
    figures = _figures(f"{asked.events:,} events", costs, gated=asked.events == EVENTS)
    print(as_table(figures))
    return int(any(figure.missed for figure in figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compliance.report", description="What a report costs.")
    parser.add_argument("--events", type=int, default=EVENTS, help="size of the store")
    parser.add_argument("--folder", help="where stores are kept and found again")
    parser.add_argument("--way", choices=("statistics", "report"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _figures(what: str, costs: dict[str, list[dict[str, float]]], *, gated: bool) -> list[Figure]:
    middle = {
        way: {key: statistics.median(one[key] for one in found) for key in found[0]} for way, found in costs.items()
    }
    alone, whole = middle["statistics"], middle["report"]
    seconds, megabytes = (GATE_SECONDS, GATE_MEGABYTES) if gated else (None, None)
    return [
        Figure(what=f"{what}, statistics of a quarter", value=alone["seconds"], unit="s"),
        Figure(
            what=f"{what}, report beyond them", value=whole["seconds"] - alone["seconds"], unit="s", at_most=seconds
        ),
        Figure(what=f"{what}, memory of the report", value=whole["megabytes"], unit="MB", at_most=megabytes),
        Figure(what=f"{what}, size of the page", value=whole["page"], unit="MB", at_most=LARGEST_PAGE),
    ]


def _process(way: str, store: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.compliance.report", "--way", way, "--folder", str(store)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    found: dict[str, float] = json.loads(told.stdout)
    return found


def _played(way: str, store: Path) -> dict[str, float]:
    before, page = time.process_time(), ""
    with Engine(str(store), create=False) as engine:
        if way == "statistics":
            ask([(store.name, engine.ask)], QUESTION)
        else:
            page = document(reported([(store.name, engine)], QUESTION, Monitoring()), speech("id"))
    taken = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": taken, "megabytes": peak, "page": len(page.encode()) / 1e6}


if __name__ == "__main__":
    sys.exit(main())
