"""The ways out of a task as somebody chooses among them: what each is called, and where it leads."""

from __future__ import annotations

from dataclasses import replace

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen


@frozen
class Target:
    """A task that a way leads to."""

    task: str
    number: str
    """Of its row, as printed."""
    activity: str
    actor: str
    """Title, as printed."""
    standard: str
    """As printed."""


@frozen
class Way:
    """One of them."""

    label: str
    """Empty where nothing is decided."""
    targets: tuple[Target, ...]
    """Empty where the work ends."""
    leads_back: bool
    """To work that was done before: whoever has to do it again asks why."""


def ways_out(compiled: Compiled, task: str) -> tuple[Way, ...]:
    """In the order of the definition."""
    return tuple(
        Way(
            label=outcome.label,
            targets=tuple(_target(compiled, target) for target in outcome.targets),
            leads_back=any((task, target) in compiled.back for target in outcome.targets),
        )
        for outcome in compiled.tasks[task].outcomes
    )


def ways_offered(compiled: Compiled, item: WorkItem) -> tuple[Way, ...]:
    """Those that may be chosen now of an item as `offered` gives it; none where nobody is asked."""
    return tuple(way for way in ways_out(compiled, item.task) if way.label in item.outcomes) if item.outcomes else ()


def offered(engine: Engine, item: WorkItem, compiled: Compiled) -> WorkItem:
    """The item without the labels whose ways a `limit` has closed."""
    task = compiled.tasks[item.task]
    limited = _limited(compiled, task) if item.open and item.outcomes else {}
    if not limited:
        return item
    visits = {(one.task, one.visit) for one in engine.visits(item.instance) if not one.withdrawn}
    closed = {name for name, limit in limited.items() if sum(visited == name for visited, _ in visits) >= limit}
    labels = {outcome.label for outcome in task.outcomes if closed.isdisjoint(outcome.targets)}
    return replace(item, outcomes=tuple(label for label in item.outcomes if label in labels))


def _limited(compiled: Compiled, task: CompiledTask) -> dict[str, int]:
    """The tasks that its ways lead to and that may be visited so often only."""
    targets = {target for outcome in task.outcomes for target in outcome.targets}
    return {target: compiled.tasks[target].limit for target in targets if compiled.tasks[target].limit}


def _target(compiled: Compiled, name: str) -> Target:
    task = compiled.tasks[name]
    step = compiled.steps[task.step]
    return Target(
        task=name,
        number=step.number,
        activity=step.activity,
        actor=compiled.actors[task.actor],
        standard=step.standard.text,
    )
