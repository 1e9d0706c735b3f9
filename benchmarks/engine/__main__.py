"""What the engine costs: `python -m benchmarks.engine [--only NAME]... [--quick]`.

Those who are compared take turns in one run, each in a process of its own. Costs are CPU time (user and system),
medians; a figure is the median of the rounds' ratios. Exit code 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.engine.cases import CASES
from benchmarks.engine.figure import Figure, as_table
from benchmarks.engine.peers import CAMUNDA, SPIFF, peer
from benchmarks.engine.setting import Setting


def main() -> int:
    asked = _arguments()
    print(versions(), flush=True)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(folder=Path(folder), quick=asked.quick)
        for name in asked.only or CASES:
            print(f"{name} ...", file=sys.stderr, flush=True)
            figures += CASES[name](setting)
    print(as_table(figures))
    missed = [figure for figure in figures if figure.missed]
    open_gates = [figure for figure in figures if figure.at_most is not None and figure.value is None]
    print(f"\n{len(missed)} gates missed, {len(open_gates)} not measured")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description="What the engine costs.")
    parser.add_argument("--only", action="append", choices=CASES, help="this case; may be given again")
    parser.add_argument("--quick", action="store_true", help="few rounds, small stores: no figures to rely on")
    return parser.parse_args()


def versions() -> str:
    """Of all that takes part, and how busy the machine is."""
    packages = [f"{name} {version(name)}" for name in ("sopengine", "sqlalchemy", "click")]
    peers = [found.missing or found.name_and_version for found in (peer(SPIFF), peer(CAMUNDA))]
    load = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    return ", ".join(
        [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", *packages, *peers, load]
    )


if __name__ == "__main__":
    sys.exit(main())
