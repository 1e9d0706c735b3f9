"""Does the store lose anything? `python -m benchmarks.prove [--long | --short] [--only NAME]… [--seed N]`.

Every figure is played in a process of its own; then the bugs that are planted for it, each in one of its own again: a
figure that cannot see its bug proves nothing. Exit code 1 where something was lost or a bug was not seen.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.engine.contest import ROOT
from benchmarks.prove import disk, page
from benchmarks.prove.catalogue import FIGURES, Figure
from benchmarks.prove.lot import Found, Lot
from benchmarks.prove.plants import CATALOGUE, PLANT
from benchmarks.prove.postgresql import Missing, Server

_IN_MEMORY = Path("/dev/shm")
_SHOWN = 5
"""Of what was wrong."""


def main() -> int:
    asked = _arguments()
    if asked.play:
        return _play(asked)
    print(f"seed {asked.seed}; {versions()}", flush=True)
    ends = [_figure(name, asked) for name in asked.only or ([] if asked.write and not asked.long else FIGURES)]
    if asked.write:
        page.write()
    return max(ends, default=0)


def versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("sopengine", "sqlalchemy", "psycopg", "cryptography"))
    return f"Python {platform.python_version()}, {disk.build()}, {packages}, {platform.system()} {platform.release()}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prove", description="Does the store lose anything?")
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--long", action="store_true", help="the numbers of docs/reliability.md; hours on a busy machine"
    )
    length.add_argument("--short", action="store_true", help="a few of each, as in CI (default)")
    parser.add_argument("--only", action="append", choices=FIGURES, help="this figure; may be given again")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="default: by lot, and printed")
    parser.add_argument(
        "--write", action="store_true", help="write docs/reliability.md; alone, from the latest long runs"
    )
    parser.add_argument("--no-plants", action="store_true", help="leave the planted bugs out")
    parser.add_argument("--play", metavar="NAME", choices=FIGURES, help=argparse.SUPPRESS)
    parser.add_argument("--plant", metavar="BUG", choices=CATALOGUE, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _figure(name: str, asked: argparse.Namespace) -> int:
    """Played, told and, of a long run, kept; its exit code."""
    figure, begin = FIGURES[name], time.monotonic()
    found = _child(name, figure.long if asked.long else figure.short, asked.seed)
    seconds = time.monotonic() - begin
    if found is None:
        print(f"{name}: not played, there is no PostgreSQL here", flush=True)
        return 0
    bad = _told(name, figure, found, seconds)
    seen = {} if asked.no_plants else _plants(name, asked.seed)
    if asked.long:
        page.keep(name, _kept(found, seconds, seen, asked.seed))
    return int(bad or not all(seen.values()))


def _told(name: str, figure: Figure, found: dict[str, Any], seconds: float) -> bool:
    wrong = found["wrong"]
    more = "".join(f", {said} {what}" for what, said in found["told"].items())
    print(f"{name}: {found['done']:,} {figure.unit}, {len(wrong)} wrong, {seconds:.0f} s{more}", flush=True)
    for each in wrong[:_SHOWN]:
        print(f"    {each}", flush=True)
    return bool(wrong) or not found["done"]


def _plants(name: str, seed: int) -> dict[str, bool]:
    """Bug -> whether the figure saw it."""
    seen = {}
    for bug, planted in CATALOGUE.items():
        if planted.figure == name:
            found = _child(name, planted.count, seed, bug)
            seen[bug] = bool(found and found["done"] and found["wrong"])
            first = found["wrong"][0] if found and found["wrong"] else "nothing"
            first = first if seen[bug] else f"NOT SEEN ({first})"
            print(f"    planted: {bug} ({planted.what}): {first}", flush=True)
    return seen


def _child(name: str, count: int, seed: int, bug: str = "") -> dict[str, Any] | None:
    """What a figure found, in a process of its own; None where it needs a server that cannot be had."""
    command = [sys.executable, "-m", "benchmarks.prove", "--play", name, "--count", str(count), "--seed", str(seed)]
    done = subprocess.run(
        [*command, *(("--plant", bug) if bug else ())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if bug else None,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        return {"done": 0, "wrong": [f"the figure ended with exit code {done.returncode}"], "told": {}}
    found: dict[str, Any] | None = json.loads(done.stdout.splitlines()[-1])
    return found


def _play(asked: argparse.Namespace) -> int:
    figure = FIGURES[asked.play]
    if asked.plant:
        os.environ[PLANT] = asked.plant
        CATALOGUE[asked.plant].plant()
    folder = Path(tempfile.mkdtemp(prefix="prove-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None))
    found: Found | None
    try:
        with ExitStack() as stack:
            url = stack.enter_context(Server()).new_database() if figure.of_server or figure.may_have_server else ""
            found = figure.run(Lot(count=asked.count, seed=asked.seed, folder=folder, server=url))
    except Missing:
        found = None
        if figure.may_have_server:
            found = figure.run(Lot(count=asked.count, seed=asked.seed, folder=folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found and asdict(found)))
    return 0


def _kept(found: dict[str, Any], seconds: float, seen: dict[str, bool], seed: int) -> dict[str, Any]:
    at = datetime.now(UTC).strftime("%Y-%m-%d")
    more = {"seconds": round(seconds), "seed": seed, "on": at, "versions": versions(), "planted": seen}
    return {**found, "wrong": len(found["wrong"]), **more}


if __name__ == "__main__":
    sys.exit(main())
