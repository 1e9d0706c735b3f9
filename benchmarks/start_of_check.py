"""`sop check` of one file against the imports that it cannot do without, interleaved: CPU time, medians, ratio.

python benchmarks/start_of_check.py [ROUNDS]      21 by default; exit code 1 when the gate is missed
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "definitions" / "lumajang-pengukuran-kinerja.yaml"
GATE = 1.5
"""CPU time of the command, by that of the imports alone."""
RUNS = {
    "imports": [sys.executable, "-c", "import click, yaml, jsonschema, networkx"],
    "check": [sys.executable, "-c", "from sopengine.cli import main; main()", "check", str(FILE)],
}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    spent: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(rounds):
        for name, command in RUNS.items():
            spent[name].append(_cpu(command))
    medians = {name: statistics.median(times) for name, times in spent.items()}
    ratio = medians["check"] / medians["imports"]
    for name, median in medians.items():
        print(f"{name:8} {median * 1000:6.1f} ms")
    print(f"ratio    {ratio:6.2f}    gate {GATE}")
    return int(ratio > GATE)


def _cpu(command: list[str]) -> float:
    """Seconds of a run in a process of its own, of it and the system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
