"""Random SOPs as compiled tables: random flows whose tasks bear every key of the language that can be run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

from flows import flow
from random_flows import END, Played, Ways, arrows_of, play, random_flow, reached

from sopengine.compiled.tables import Compiled, CompiledEach, CompiledOutcome, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.expression.condition import Expression
from sopengine.expression.data import DataType, Field

NILAI = Field(id="nilai", type=DataType.NUMBER)
STANDARDS = ("2 jam", "1 hari kerja", "3 hari", "20 menit", "Sesuai kebutuhan", "2 menit/berkas", "1 minggu", "24 jam")
TIMES = ("1 jam", "1 hari kerja", "2 hari", "30 menit")
MESSAGES = ("kabar", "surat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An SOP, and what its flow alone may come to."""

    compiled: Compiled
    played: Played
    """Every way tried, by numbers of tasks; only told where `whole`."""
    names: tuple[str, ...]
    """Of the tasks, by number."""


def made(random: Random, most: int = 8) -> Made:
    """One that can end; circles have a person's task in them."""
    while True:
        ways, _ = random_flow(random, most)
        found = _made(random, ways)
        if _can_end(chosen_ways(found)):
            return found


def _made(random: Random, ways: Ways) -> Made:
    names = tuple(_name(random, task) for task in range(len(ways)))
    more, many, capsules = _more(random, ways, names)
    tasks = {
        names[task]: {label: _targets(names, to) for label, to in zip(_labels(outs), outs, strict=True)}
        for task, outs in enumerate(ways)
    }
    child = _child(random)
    compiled = flow(
        tasks,
        id="acak",
        entries=names[:1],
        capsules=capsules,
        many=many,
        more=more,
        data=(NILAI,),
        called={child.sop: child},
        external=frozenset({"pemohon"}),
        programs=frozenset({"sistem"}),
    )
    return Made(compiled=compiled, played=_played(compiled, names), names=names)


def _name(random: Random, task: int) -> str:
    """Some tasks share a row with the one before; some are of outsiders and of programs."""
    step = task - 1 if task and random.random() < 0.2 else task
    actor = random.choice(["", "", "", "pemohon", "sistem"])
    return f"t{step}/{actor or 'staf-1'}{task}" if step != task else f"t{task}/{actor}" if actor else f"t{task}"


def _more(random: Random, ways: Ways, names: Sequence[str]) -> tuple[dict[str, dict[str, Any]], list[str], list[str]]:
    more: dict[str, dict[str, Any]] = {}
    many, capsules = [], []
    telling = Random(repr(ways))
    for task, outs in enumerate(ways):
        name, ahead = names[task], all(to > task or to == END for targets in outs for to in targets)
        said = more.setdefault(name, {"standard": random.choice(STANDARDS)})
        if len(outs) > 1 and random.random() < 0.2:
            many.append(name)
        if len(outs) > 1 and random.random() < 0.3:
            said["outcomes"] = _by_data(random, names, outs)
        elif len(outs) == 1:
            kind = random.choice(["", "", "", "each", "wait", "message", "call", "capsule", "each call", "asks"])
            said |= _special(random, kind) if ahead or kind in ("each", "asks") else {}
            capsules += [name] if kind == "capsule" and ahead and task else []
        later = range(task + 1, len(ways))
        if name not in capsules and random.random() < 0.2:
            targets = tuple(names[number] for number in random.sample(later, min(len(later), random.choice([0, 1, 2]))))
            said["overdue"] = CompiledOverdue(after=Duration.parse(random.choice(TIMES)), targets=targets)
        if name not in capsules and telling.random() < 0.3:
            said["remind"] = telling.choice([None, *map(Duration.parse, TIMES)])
            said["escalate"] = telling.choice(["", name.partition("/")[2] or "staf-1"])
    return more, many, capsules


def _special(random: Random, kind: str) -> dict[str, Any]:
    several = CompiledEach(count=random.randint(1, 3), done_when=random.choice([0, 0, 1, 2]))
    said: dict[str, dict[str, Any]] = {
        "": {},
        "capsule": {},
        "each": {"each": several},
        "each call": {"each": several, "call": "anak"},
        "wait": {"wait": Duration.parse(random.choice(TIMES))},
        "message": {"message": random.choice(MESSAGES)},
        "call": {"call": "anak"},
        "asks": {"asks": ("nilai",), "count": random.choice(["", "nilai"])},
    }
    return said[kind]


def _by_data(random: Random, names: Sequence[str], outs: list[list[int]]) -> tuple[CompiledOutcome, ...]:
    """The first with a condition that nothing known makes true; the data are asked elsewhere or not at all."""
    labels = _labels(outs)
    found = []
    for place, targets in enumerate(outs):
        when = f"{random.randint(1, 9)} > {random.randint(1, 9)}" if place < len(outs) - 1 else ""
        found.append(
            CompiledOutcome(label=labels[place], targets=tuple(_targets(names, targets)), when=when, otherwise=not when)
        )
    return tuple(found)


def _child(random: Random) -> Compiled:
    """Which an instance calls: it waits, forks, or ends at once."""
    overdue = CompiledOverdue(after=Duration.parse("1 hari kerja"), targets=())
    shapes: list[dict[str, Any]] = [
        {"tasks": {"x": {"": ["y"]}, "y": {"": []}}},
        {"tasks": {"x": {"": ["y"]}, "y": {"": []}}, "more": {"x": {"wait": Duration.parse("1 jam")}}},
        {"tasks": {"x": {"": ["y", "z"]}, "y": {"": []}, "z": {"": []}}, "more": {"y": {"overdue": overdue}}},
        {"tasks": {"x": {"": []}}, "capsules": ["x"]},
    ]
    return flow(id="anak", **random.choice(shapes))


def _labels(outs: list[list[int]]) -> list[str]:
    return [""] if len(outs) == 1 else [f"L{place}" for place in range(len(outs))]


def _targets(names: Sequence[str], to: list[int]) -> list[str]:
    return [names[target] for target in to if target != END]


def chosen_ways(made: Made) -> Ways:
    """Of each task the outcomes that can be taken one at a time: of data the one that they decide."""
    number = {name: place for place, name in enumerate(made.names)}
    ways: Ways = []
    for name in made.names:
        task = made.compiled.tasks[name]
        taken = [outcome for outcome in task.outcomes if outcome.when and _holds(outcome.when)]
        taken = (taken if task.many else taken[:1]) or [outcome for outcome in task.outcomes if outcome.otherwise]
        if task.by_data:
            ways.append([sorted({number[to] for outcome in taken for to in outcome.targets})])
        else:
            ways.append([[number[to] for to in outcome.targets] for outcome in task.outcomes])
    return ways


def _holds(condition: str) -> bool:
    return Expression.parse(condition).evaluate({}) is True


def _can_end(ways: Ways) -> bool:
    """From every task that is come to some choice leads to the end."""
    costs = costs_to_the_end(ways)
    return all(task in costs for task in reached(arrows_of(ways), {0}))


def costs_to_the_end(ways: Ways) -> dict[int, int]:
    """Completions on the best way to where nothing is left of a task's work; without it: there is none."""
    costs: dict[int, int] = {}
    for _ in ways:
        for task, outs in enumerate(ways):
            ending = [outcome for outcome in outs if all(to == END or to in costs for to in outcome)]
            if ending:
                best = min(max([costs[to] for to in outcome if to != END], default=0) for outcome in ending)
                costs[task] = min(costs.get(task, best + 1), best + 1)
    return costs


def ways_of(compiled: Compiled, names: Sequence[str]) -> Ways:
    """All that can leave each task, by numbers: what a person may choose together, and time-outs."""
    number = {name: place for place, name in enumerate(names)}
    ways: Ways = []
    for name in names:
        task = compiled.tasks[name]
        outs = [[number[to] for to in outcome.targets] for outcome in task.outcomes]
        several = [
            sorted({to for out in some for to in out})
            for size in range(2, len(outs) + 1)
            for some in combinations(outs, size)
            if task.many
        ]
        late = [[number[to] for to in task.overdue.targets]] if task.overdue else []
        ways.append([out or [END] for out in [*outs, *several, *late]])
    return ways


def _played(compiled: Compiled, names: tuple[str, ...]) -> Played:
    number = {name: place for place, name in enumerate(names)}
    waits_for = {number[point]: {number[task] for task in tasks} for point, tasks in compiled.waits_for.items()}
    return play(ways_of(compiled, names), [0], waits_for, most=400)


def another_version(compiled: Compiled) -> Compiled:
    """The same flow, read from another text."""
    return replace(compiled, digest=compiled.digest[::-1], text="sop: 1\n# lain\n")
