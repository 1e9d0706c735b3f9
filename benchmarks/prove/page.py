"""docs/reliability.md, written from what the latest long run of each figure found."""

from __future__ import annotations

import fcntl
import json
from typing import Any

from benchmarks.engine.contest import ROOT
from benchmarks.prove.catalogue import FIGURES
from benchmarks.prove.plants import CATALOGUE

PAGE = ROOT / "docs" / "reliability.md"
_KEPT = ROOT / "benchmarks" / "prove" / "figures.json"

_HEAD = """\
# What the store survives

Written by `python -m benchmarks.prove --long --write`; each figure is its latest long run, which
`benchmarks/prove/figures.json` holds. `--only NAME --seed N` plays one again, `--short` a few of each, as CI does.

A figure says nothing unless it can fail: below it stand the bugs that are planted into the store in the same run, each
in a process of its own, and whether it saw them.
"""


def keep(name: str, found: dict[str, Any]) -> None:
    """What a long run found, in place of the one before; others may do the same at this moment."""
    with _KEPT.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        kept = {**(json.loads(text) if text else {}), name: found}
        file.truncate(0)
        file.write(json.dumps({name: kept[name] for name in FIGURES if name in kept}, indent=1) + "\n")


def write() -> None:
    PAGE.write_text(text(json.loads(_KEPT.read_text(encoding="utf-8"))), encoding="utf-8")


def text(kept: dict[str, Any]) -> str:
    rows = ["| what | times | wrong | bugs planted and seen |", "| --- | ---: | ---: | --- |"]
    for name, figure in FIGURES.items():
        if found := kept.get(name):
            seen = f"{sum(found['planted'].values())} of {len(found['planted'])}" if found["planted"] else ""
            rows.append(f"| {figure.what} | {found['done']:,} {figure.unit} | {found['wrong']} | {seen} |")
        else:
            rows.append(f"| {figure.what} | not run | | |")
    return "\n".join([_HEAD, *rows, "", *_details(kept)])


def _details(kept: dict[str, Any]) -> list[str]:
    lines = []
    for name, figure in FIGURES.items():
        if found := kept.get(name):
            told = "; ".join(f"{what}: {_number(said)}" for what, said in found["told"].items())
            lines += [f"## {name}", "", f"{figure.what[0].upper()}{figure.what[1:]}.", ""]
            lines += [f"{found['done']:,} {figure.unit}, {found['wrong']} wrong{f'; {told}' if told else ''}.", ""]
            lines += [f"Run on {found['on']}, seed {found['seed']}, {found['seconds']} s. {found['versions']}.", ""]
            planted = [
                f"- Planted: {bug} ({CATALOGUE[bug].what}): {'seen' if seen else 'NOT SEEN'}."
                for bug, seen in found["planted"].items()
                if bug in CATALOGUE
            ]
            lines += [*planted, ""] if planted else []
    return lines


def _number(said: int | str) -> str:
    return f"{said:,}" if isinstance(said, int) else said
