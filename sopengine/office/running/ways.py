"""The ways out of a task as somebody chooses among them: what each is called, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from sopengine.compiled.tables import Compiled


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
