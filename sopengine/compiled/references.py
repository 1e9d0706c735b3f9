"""Whether compiled tables hang together: what runs on them looks nothing up that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled, CompiledTask

_ID = re.compile("[a-z][a-z0-9-]{0,63}")
"""Of an SOP; files are named by it."""


def check_references(compiled: Compiled) -> None:
    """Raises ValueError, KeyError or TypeError where tables were not made by this program."""
    if not _ID.fullmatch(compiled.sop):
        raise ValueError(f"'{compiled.sop}' is no id of an SOP")
    ZoneInfo(compiled.timezone)
    for text in _texts(compiled):
        if not isinstance(text, str):
            raise TypeError(f"{text!r} is no text")
    _all_in(compiled.tasks, _tasks_named(compiled))
    for name, task in compiled.tasks.items():
        if name != task.name:
            raise ValueError(f"task '{task.name}' is kept as '{name}'")
        _all_in(compiled.steps, (task.step,))
        _all_in(compiled.actors, _actors(task))
        _all_in(compiled.data, _fields(task))


def _texts(compiled: Compiled) -> Iterator[object]:
    yield from (compiled.title, compiled.agency, compiled.days, *compiled.actors.values())
    for step in compiled.steps.values():
        yield from (step.number, step.activity)
    for task in compiled.tasks.values():
        yield task.question
        for outcome in task.outcomes:
            yield from (outcome.label, outcome.when)


def _tasks_named(compiled: Compiled) -> Iterator[str]:
    yield from compiled.entries
    for point, awaited in compiled.waits_for.items():
        yield from (point, *awaited)
    for arrow in compiled.back:
        yield from arrow
    yield from (target for task in compiled.tasks.values() for target in _targets(task))


def _targets(task: CompiledTask) -> Iterator[str]:
    for outcome in task.outcomes:
        yield from outcome.targets
    yield from task.overdue.targets if task.overdue else ()


def _actors(task: CompiledTask) -> Iterator[str]:
    yield from (task.actor, *task.partners, *(task.each.actors if task.each else ()))
    if task.escalate:
        yield task.escalate


def _fields(task: CompiledTask) -> Iterator[str]:
    yield from task.asks
    yield from (field for field in (task.count, task.each.field if task.each else "") if field)


def _all_in(known: Iterable[str], names: Iterable[str]) -> None:
    missing = {*names}.difference(known)
    if missing:
        raise KeyError(*sorted(missing))
