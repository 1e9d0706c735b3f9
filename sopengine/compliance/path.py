"""The standards along the path that an instance took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.values.work import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """From the start to a work item."""

    length: timedelta
    row: tuple[str, int]
    """Step and visit of the last work on it: more work in the same visit has the same standard."""


_START = _Way(length=timedelta(), row=("", 0))


def standard_along(items: Sequence[WorkItem], compiled: Compiled, calendar: Calendar) -> timedelta:
    """The sum of the standards of all visits of one instance, of branches side by side the longest.

    In working time of ordinary weeks. A standard without length adds nothing.
    """
    open_items: dict[int, WorkItem] = {}
    walked: dict[int, _Way] = {}
    arrived: dict[str, list[_Way]] = defaultdict(list)
    """Task -> the ways that have come to it and were not gone on from yet."""
    for item in sorted(items, key=lambda item: item.id):
        for before in [other for other in open_items.values() if other.done_at and other.done_at <= item.opened_at]:
            del open_items[before.id]
            for target in _reached(_taken(before, compiled), compiled):
                arrived[target].append(walked[before.id])
        standard = calendar.usual(compiled.steps[item.step].standard.high, compiled.days)
        ways = arrived.pop(item.task, [_START])
        walked[item.id] = max((_longer(way, item, standard) for way in ways), key=lambda way: way.length)
        open_items[item.id] = item
    return max((way.length for way in walked.values()), default=timedelta())


def _longer(way: _Way, item: WorkItem, standard: timedelta) -> _Way:
    row = (item.step, item.visit)
    return _Way(length=way.length + (timedelta() if way.row == row else standard), row=row)


def _taken(item: WorkItem, compiled: Compiled) -> tuple[str, ...]:
    task, labels = compiled.tasks[item.task], {item.outcome, *item.outcome.splitlines()}
    outcomes = [outcome for outcome in task.outcomes if not task.decides or outcome.label in labels]
    return tuple(target for outcome in outcomes for target in outcome.targets)


def _reached(targets: Iterable[str], compiled: Compiled) -> set[str]:
    """The same, beyond tasks without work."""
    todo, seen = list(targets), set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += _passed_to(compiled.tasks[name])
    return seen


def _passed_to(task: CompiledTask) -> tuple[str, ...]:
    return () if task.work else tuple(target for outcome in task.outcomes for target in outcome.targets)
