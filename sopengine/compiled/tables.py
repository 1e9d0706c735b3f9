"""The compiled definition: what execution and compliance need of an SOP, as plain tuples.

The store keeps it beside the pinned text of a version, so that commands on running instances
read neither YAML nor a graph library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sopengine.duration.standard import Duration
from sopengine.expression.data import DataType, Field

FORMAT = 2
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
    """Each once; more than one: the work goes on side by side."""
    when: str = ""
    """Condition on the data of the instance; "" where there is none."""
    otherwise: bool = False
    """Taken where no condition of its decision holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTask:
    """A symbol of the form and its ways out."""

    name: str
    step: str
    actor: str
    question: str
    decides: bool
    outcomes: tuple[CompiledOutcome, ...]
    many: bool = False
    """Of a decision: one outcome or more are taken."""
    work: bool = True
    """False: nothing to do, the flow passes at once."""
    partners: tuple[str, ...] = ()
    """Actors who work along."""
    asks: tuple[str, ...] = ()
    """Ids of the fields that are filled in on completion."""
    labels: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """What a person chooses from; empty where nothing is decided, or the data decide."""
    by_data: bool = field(init=False, compare=False, repr=False)
    """Conditions choose the outcome, nobody is asked."""

    def __post_init__(self) -> None:
        by_data = any(outcome.when or outcome.otherwise for outcome in self.outcomes)
        asked = self.decides and not by_data
        object.__setattr__(self, "by_data", by_data)
        object.__setattr__(self, "labels", tuple(outcome.label for outcome in self.outcomes) if asked else ())


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
    waits_for: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Meeting point -> the tasks it waits for: it starts when none of them is open or has an arrival waiting.

    Empty where there is no fork; a task that is not in it starts as soon as work comes to it.
    """
    back: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """The arrows, from task to task, that lead back."""
    data: dict[str, Field] = field(default_factory=dict, repr=False)
    """What people fill in, by id."""
    text: str = field(default="", repr=False)
    """The file it was read from; kept beside the tables, not in their JSON."""
    rows: Mapping[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)
    """Step -> names of its tasks, in the order of the work."""
    awaited: Mapping[str, frozenset[str]] = field(init=False, compare=False, repr=False)
    """`waits_for`, to look things up in."""

    def __post_init__(self) -> None:
        rows: dict[str, tuple[str, ...]] = dict.fromkeys(self.steps, ())
        for task in self.tasks.values():
            rows[task.step] += (task.name,)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "awaited", {point: frozenset(tasks) for point, tasks in self.waits_for.items()})

    def to_json(self) -> str:
        plain = {name: value for name, value in asdict(self).items() if name not in _NOT_IN_JSON}
        for step in plain["steps"].values():
            step["standard"] = step["standard"]["text"]
        for task in plain["tasks"].values():
            del task["labels"], task["by_data"]
        plain |= {"format": FORMAT, "back": sorted(self.back)}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, tables: str, text: str = "") -> Compiled:
        """Raises ValueError where the tables are of another format."""
        plain: dict[str, Any] = json.loads(tables)
        if plain.pop("format") != FORMAT:
            raise ValueError("compiled by another version of sopengine")
        return cls(
            **plain
            | {
                "entries": tuple(plain["entries"]),
                "steps": {id: _step(step) for id, step in plain["steps"].items()},
                "tasks": {name: _task(task) for name, task in plain["tasks"].items()},
                "waits_for": {point: tuple(tasks) for point, tasks in plain["waits_for"].items()},
                "back": frozenset((source, target) for source, target in plain["back"]),
                "data": {id: _field(one) for id, one in plain["data"].items()},
                "text": text,
            }
        )


_NOT_IN_JSON = ("text", "rows", "awaited")


def _step(plain: dict[str, Any]) -> CompiledStep:
    return CompiledStep(**plain | {"standard": Duration.parse(plain["standard"])})


def _task(plain: dict[str, Any]) -> CompiledTask:
    outcomes = tuple(
        CompiledOutcome(**outcome | {"targets": tuple(outcome["targets"])}) for outcome in plain["outcomes"]
    )
    lists = {name: tuple(plain[name]) for name in ("partners", "asks")}
    return CompiledTask(**plain | lists | {"outcomes": outcomes})


def _field(plain: dict[str, Any]) -> Field:
    return Field(**plain | {"type": DataType(plain["type"]), "options": tuple(plain["options"])})
