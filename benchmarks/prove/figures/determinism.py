"""The same commands leave the same store: under two hash seeds, on two databases, to the last byte of a digest."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from benchmarks.engine.contest import ROOT
from benchmarks.prove import office, postgresql
from benchmarks.prove.lot import Found, Lot
from benchmarks.prove.plants import CATALOGUE, PLANT
from sopengine.engine import Engine
from sopengine.engine.copying import digest
from sopengine.errors import RefusedError

_COMMANDS = 60
_HASH_SEEDS = ("1", "2")
_MORNING = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


def run(lot: Lot) -> Found:
    """`count`: of plays, each on every database and under every hash seed."""
    found = Found()
    urls = {"SQLite": ""} | ({"PostgreSQL": lot.server} if lot.server else {})
    told = {
        (database, hash_seed): _digests(lot, url, hash_seed)
        for database, url in urls.items()
        for hash_seed in _HASH_SEEDS
    }
    for number in range(lot.count):
        found.done += 1
        found.add("stores compared", len(told))
        if len({digests[number] for digests in told.values()}) > 1:
            each = ", ".join(f"{' '.join(of)}: {digests[number][:12]}" for of, digests in told.items())
            found.wrong.append(f"play {number} left different stores: {each}")
    return found


def _digests(lot: Lot, url: str, hash_seed: str) -> list[str]:
    """Of all plays, in a process of its own, since a hash seed is given at its begin."""
    command = [sys.executable, "-m", "benchmarks.prove.figures.determinism", url, str(lot.seed), str(lot.count)]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.split()


def play(url: str, seed: int, number: int) -> str:
    """The digest of the store that one play leaves."""
    lot = Lot(count=1, seed=seed, folder=ROOT)
    if url:
        postgresql.clear(url)
    at = _MORNING

    def clock() -> datetime:
        nonlocal at
        at += timedelta(minutes=7)
        return at

    with Engine(url or "sqlite://", clock=clock) as engine:
        sop = office.compiled_once()
        for begun in range(3):
            engine.start(sop, by="sekretaris", ref=f"Izin {begun}")
        for count, act in enumerate(office.acts(engine, sop, "staf", lot.lots("play", number))):
            if count == _COMMANDS:
                break
            try:
                act.give(f"kunci-{count}")
            except RefusedError:
                continue
        return digest(engine)


def main() -> None:
    if bug := os.environ.get(PLANT):
        CATALOGUE[bug].plant()
    url, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for number in range(count):
        print(play(url, seed, number))


if __name__ == "__main__":
    main()
