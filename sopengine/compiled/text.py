"""Compiled tables as JSON text, which outlives the release that wrote it: each format has a way to the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sopengine.compiled.tables import (
    Compiled,
    CompiledDays,
    CompiledEach,
    CompiledOutcome,
    CompiledOverdue,
    CompiledSchedule,
    CompiledStep,
    CompiledTask,
)
from sopengine.compiled.upgrades import UPGRADES
from sopengine.duration.standard import Duration, Unit
from sopengine.expression.data import DataType, Field

FORMAT = 4
"""Of the text that is written here."""

_Plain = dict[str, Any]
_NOT_KEPT = ("called", "hours", "text", "rows", "awaited", "straight", "timed")


def to_text(compiled: Compiled) -> str:
    plain = {name: value for name, value in asdict(compiled).items() if name not in _NOT_KEPT}
    for task in plain["tasks"].values():
        del task["labels"], task["by_data"]
    for name in ("external", "programs", "back"):
        plain[name] = sorted(plain[name])
    return json.dumps({"format": FORMAT, **plain}, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def from_text(tables: str, text: str = "") -> Compiled:
    """`text`: the file that they were made from. Raises ValueError where they were written by a later release."""
    plain: _Plain = json.loads(tables)
    found = plain.pop("format")
    for format in range(found, FORMAT):
        plain = UPGRADES[format](plain)
    if found > FORMAT:
        raise ValueError(f"compiled tables of format {found}, here {FORMAT}")
    return Compiled(**plain | {name: read(plain[name]) for name, read in _READ.items()}, text=text)


def _standard(plain: _Plain) -> Duration:
    lengths = {name: tuple((number, Unit(unit)) for number, unit in plain[name]) for name in ("low", "high")}
    return Duration(**plain | lengths)


def _maybe_standard(plain: _Plain | None) -> Duration | None:
    return None if plain is None else _standard(plain)


def _step(plain: _Plain) -> CompiledStep:
    return CompiledStep(**plain | {"standard": _standard(plain["standard"])})


def _task(plain: _Plain) -> CompiledTask:
    each, overdue = plain["each"], plain["overdue"]
    return CompiledTask(
        **plain
        | {
            "outcomes": tuple(
                CompiledOutcome(**outcome | {"targets": tuple(outcome["targets"])}) for outcome in plain["outcomes"]
            ),
            "partners": tuple(plain["partners"]),
            "asks": tuple(plain["asks"]),
            "each": each and CompiledEach(**each | {"actors": tuple(each["actors"])}),
            "wait": _maybe_standard(plain["wait"]),
            "remind": _maybe_standard(plain["remind"]),
            "overdue": overdue
            and CompiledOverdue(after=_standard(overdue["after"]), targets=tuple(overdue["targets"])),
        }
    )


def _days(plain: _Plain) -> CompiledDays:
    return CompiledDays(**{name: day and date.fromisoformat(day) for name, day in plain.items()})


def _field(plain: _Plain) -> Field:
    return Field(**plain | {"type": DataType(plain["type"]), "options": tuple(plain["options"])})


_READ: Mapping[str, Callable[[Any], Any]] = {
    "entries": tuple,
    "steps": lambda steps: {id: _step(step) for id, step in steps.items()},
    "tasks": lambda tasks: {name: _task(task) for name, task in tasks.items()},
    "waits_for": lambda points: {point: tuple(tasks) for point, tasks in points.items()},
    "back": lambda arrows: frozenset((source, target) for source, target in arrows),
    "data": lambda fields: {id: _field(field) for id, field in fields.items()},
    "external": frozenset,
    "programs": frozenset,
    "schedule": lambda plain: plain and CompiledSchedule(**plain),
    "told_days": lambda plain: plain and _days(plain),
}
"""How what JSON does not know is read; all else is taken as it stands."""
