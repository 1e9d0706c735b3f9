"""docs/reliability.md and its Indonesian sister, written from what the latest long run of each figure found."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Mapping
from typing import Any

from benchmarks.engine.contest import ROOT
from benchmarks.prove.catalogue import FIGURES
from benchmarks.prove.plants import CATALOGUE

PAGES = {"en": ROOT / "docs" / "reliability.md", "id": ROOT / "docs" / "id" / "keandalan.md"}
_KEPT = ROOT / "benchmarks" / "prove" / "figures.json"

_HEADS = {
    "en": """\
# What the store survives

Written by `python -m benchmarks.prove --long --write`; each figure is its latest long run, which
`benchmarks/prove/figures.json` holds. `--only NAME --seed N` plays one again, `--short` a few of each, as CI does.

A figure says nothing unless it can fail: below it stand the bugs that are planted into the store in the same run, each
in a process of its own, and whether it saw them.

| what | times | wrong | bugs planted and seen |
| --- | ---: | ---: | --- |
""",
    "id": """\
# Apa yang ditahan oleh basis data

Ditulis oleh `python -m benchmarks.prove --long --write`; setiap angka adalah hasil terakhirnya, yang tersimpan di
`benchmarks/prove/figures.json`. Rinciannya, termasuk kesalahan yang sengaja ditanam untuk membuktikan bahwa pengujian
dapat gagal, ada di [reliability.md](../reliability.md).

| apa | kali | salah | kesalahan ditanam dan terlihat |
| --- | ---: | ---: | --- |
""",
}
_NOT_RUN = {"en": "not run", "id": "tidak dijalankan"}
_OF = {"en": "of", "id": "dari"}


def keep(name: str, found: dict[str, Any]) -> None:
    """What a long run found, in place of the one before; others may do the same at this moment."""
    with _KEPT.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        kept = {**(json.loads(text) if text else {}), name: found}
        file.truncate(0)
        file.write(json.dumps({name: kept[name] for name in FIGURES if name in kept}, indent=1) + "\n")


def kept() -> dict[str, Any]:
    """Figure -> what its latest long run found."""
    found: dict[str, Any] = json.loads(_KEPT.read_text(encoding="utf-8"))
    return found


def write() -> None:
    for language, file in PAGES.items():
        file.write_text(text(kept(), language), encoding="utf-8")


def text(found: Mapping[str, Any], language: str) -> str:
    rows = [_row(name, found.get(name), language) for name in FIGURES]
    return _HEADS[language] + "\n".join([*rows, "", *(_details(found) if language == "en" else ())])


def _row(name: str, found: Mapping[str, Any] | None, language: str) -> str:
    figure = FIGURES[name]
    what = figure.what if language == "en" else figure.in_indonesian
    if found is None:
        return f"| {what} | {_NOT_RUN[language]} | | |"
    planted = found["planted"]
    seen = f"{sum(planted.values())} {_OF[language]} {len(planted)}" if planted else ""
    times = f"{found['done']:,} {figure.unit}" if language == "en" else f"{found['done']:,}".replace(",", ".")
    return f"| {what} | {times} | {found['wrong']} | {seen} |"


def _details(kept: Mapping[str, Any]) -> list[str]:
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
