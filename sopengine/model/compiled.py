"""The compiled definition: what execution and compliance need of an SOP, as plain tuples.

The store keeps it beside the pinned text of a version, so that commands on running instances
read neither YAML nor a graph library.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sopengine.model.duration import Duration

FORMAT = 1
"""Of the JSON text; a store written by a later program is refused, not guessed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledStep:
    """A row of the form."""

    id: str
    number: str
    activity: str
    standard: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledOutcome:
    """A way out of a task: targets are names of tasks; an empty tuple ends the work."""

    label: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTask:
    """A symbol of the form and its ways out."""

    name: str
    step: str
    actor: str
    question: str
    decides: bool
    outcomes: tuple[CompiledOutcome, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What a person chooses from; empty where nothing is decided."""
        return tuple([outcome.label for outcome in self.outcomes]) if self.decides else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One version of one SOP."""

    sop: str
    """Id of the SOP."""
    digest: str
    """SHA-256 of the read definition, hexadecimal."""
    title: str
    agency: str
    timezone: str
    days: str
    """`working` or `calendar`: what a bare `hari` means."""
    entries: tuple[str, ...]
    """Names of the tasks an instance can start at; the first is the default."""
    actors: dict[str, str]
    """Id -> printed title, in lane order."""
    steps: dict[str, CompiledStep]
    """By id, in the order of the form."""
    tasks: dict[str, CompiledTask] = field(repr=False)
    """By name, in the order of the form."""
    text: str = field(default="", repr=False)
    """The file it was read from; kept beside the tables, not in their JSON."""

    def to_json(self) -> str:
        plain = asdict(self) | {"format": FORMAT}
        del plain["text"]
        for step in plain["steps"].values():
            step["standard"] = step["standard"]["text"]
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, tables: str, text: str = "") -> Compiled:
        """Raises ValueError where the tables are of another format."""
        plain: dict[str, Any] = json.loads(tables)
        if plain.pop("format") != FORMAT:
            raise ValueError("compiled by another version of sopengine")
        steps = {
            id: CompiledStep(**step | {"standard": Duration.parse(step["standard"])})
            for id, step in plain.pop("steps").items()
        }
        tasks = {name: _task(task) for name, task in plain.pop("tasks").items()}
        return cls(**plain | {"entries": tuple(plain["entries"]), "steps": steps, "tasks": tasks, "text": text})


def _task(plain: dict[str, Any]) -> CompiledTask:
    outcomes = tuple(CompiledOutcome(label=o["label"], targets=tuple(o["targets"])) for o in plain["outcomes"])
    return CompiledTask(**plain | {"outcomes": outcomes})
