"""Well-formed SOPs that are far too large, or whose flow is far too tangled."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from hostile_files.case import Case, plain, said, steps


def cases() -> Iterator[Case]:
    for count in (100, 300, 1_000):
        yield said(f"size: {count} steps", _flow(steps(count)))
        yield said(
            f"size: {count} lanes",
            _flow(steps(1)) | {"actors": {f"a{n}": f"Staf {n}" for n in range(count)} | {"staf": "S"}},
        )
    for count in (50, 490):
        yield said(f"size: {count} needs a step", _flow(steps(3, needs=[f"Berkas {n}" for n in range(count)])))
        yield said(f"size: {count} symbols a step", _flow([_many_tasks(count)]))
        yield said(f"size: {count} outcomes", _flow(_many_outcomes(count)))
        yield said(f"size: {count} branches", _flow(_fork(count)))
        yield said(
            f"size: {count} partners", _flow(steps(1, **{"with": [f"a{n}" for n in range(count)]})) | _lanes(count)
        )
        yield said(
            f"size: {count} legal bases",
            _flow(steps(1)) | {"document": {"legal_basis": [f"UU {n}" for n in range(count)]}},
        )
        yield said(f"size: {count} fields", _fields(count))
        yield said(f"size: {count} substeps", _flow(steps(2, substeps=[f"Mencatat {n}" for n in range(count)])))
    for count in (12, 40, 100):
        yield said(f"flow: {count} decisions, each to all", _flow(_tangle(count)))
        yield said(f"flow: {count} loops", _flow(_loops(count)))
        yield said(f"flow: {count} forks in each other", _flow(_nested(count)))
        yield said(f"flow: {count} by lot", _flow(_by_lot(count)))
        yield said(f"flow: {count} decisions back by lot, many lanes", _crossing(count))
        yield said(f"flow: {count} tasks without work in a circle", _flow(_idle(count)))
    yield said("flow: to itself", _flow(steps(1, next="s0")))
    yield said("flow: to nowhere", _flow(steps(3, next="hantu")))
    yield said("flow: all rows one id", _flow([row | {"id": "sama"} for row in steps(100)]))
    yield said("flow: no row", _flow([]))
    yield said("flow: a page a row", _flow(steps(60)) | {"form": {"break_before": [f"s{n}" for n in range(60)]}})


def _flow(rows: list[dict[str, Any]]) -> dict[str, Any]:
    sop = plain()
    for key in ("artifacts", "data", "document"):
        del sop[key]
    return sop | {"actors": {"staf": "Staf"}, "steps": rows}


def _lanes(count: int) -> dict[str, Any]:
    return {"actors": {"staf": "Staf"} | {f"a{n}": f"Staf {n}" for n in range(count)}}


def _many_tasks(count: int) -> dict[str, Any]:
    return {"id": "s", "activity": "Mencatat surat", "duration": "1 jam", "tasks": [{"actor": "staf"}] * count}


def _many_outcomes(count: int) -> list[dict[str, Any]]:
    rows = steps(2)
    rows[0] |= {"question": "Ke mana?", "decision": {f"Jalan {n}": "s1" for n in range(count)}}
    return rows


def _fork(count: int) -> list[dict[str, Any]]:
    rows = steps(count + 2)
    rows[0]["next"] = [row["id"] for row in rows[1:-1]]
    for row in rows[1:-1]:
        row["next"] = rows[-1]["id"]
    return rows


def _fields(count: int) -> dict[str, Any]:
    names = [f"f{n}" for n in range(count)]
    return _flow(steps(2, asks=names)) | {"data": {name: {"type": "text"} for name in names}}


def _tangle(count: int) -> list[dict[str, Any]]:
    rows = steps(count)
    for row in rows:
        row["decision"] = {f"Ke {other['id']}": other["id"] for other in rows} | {"Selesai": "end"}
    return rows


def _loops(count: int) -> list[dict[str, Any]]:
    rows = steps(count)
    for number, row in enumerate(rows[1:], 1):
        row["decision"] = {"Ya": rows[number + 1]["id"] if number + 1 < count else "end", "Tidak": "s0"}
    return rows


def _nested(count: int) -> list[dict[str, Any]]:
    rows = steps(2 * count)
    for number in range(count):
        rows[number]["next"] = [rows[number + 1]["id"], rows[2 * count - number - 1]["id"]]
    return rows


def _by_lot(count: int) -> list[dict[str, Any]]:
    lot, rows = random.Random(count), steps(count)
    for row in rows:
        targets = [other["id"] for other in lot.sample(rows, 3)]
        if lot.random() < 0.5:
            row["next"] = targets
        else:
            row["decision"] = {"A": targets[0], "B": targets[1:], "C": "end"}
    return rows


def _crossing(count: int) -> dict[str, Any]:
    """Nothing is wrong with it: each row may send back to any row before it, from lane to lane."""
    lot, rows = random.Random(count), steps(count)
    actors = {f"a{number}": f"Staf {number}" for number in range(12)}
    for number, row in enumerate(rows):
        row["actor"] = lot.choice([*actors])
        if number:
            ahead = rows[number + 1]["id"] if number + 1 < count else "end"
            row["decision"] = {"Ya": ahead, "Tidak": rows[lot.randrange(number)]["id"]}
    return _flow(rows) | {"actors": actors}


def _idle(count: int) -> list[dict[str, Any]]:
    rows = steps(count, work=False)
    rows[-1]["next"] = "s0"
    return rows
