"""The standards along the path that an instance took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sopengine.calendar import Calendar
from sopengine.execution.instance import WorkItem
from sopengine.model.compiled import Compiled


def standard_along(items: Sequence[WorkItem], compiled: Compiled, calendar: Calendar) -> timedelta:
    """The sum of the standards of all visits of one instance, of branches side by side the longest.

    In working time of ordinary weeks. A standard without length adds nothing.
    """
    seen: set[tuple[str, int]] = set()
    open_items: list[WorkItem] = []
    so_far: dict[int, timedelta] = {}
    arrived: dict[str, timedelta] = {}
    """Task -> the longest way that has come to it and was not gone on from yet."""
    for item in sorted(items, key=lambda item: item.id):
        for before in [other for other in open_items if other.done_at and other.done_at <= item.opened_at]:
            open_items.remove(before)
            for target in _targets(before, compiled):
                arrived[target] = max(arrived.get(target, timedelta()), so_far[before.id])
        own = timedelta() if (item.step, item.visit) in seen else _standard(item, compiled, calendar)
        seen.add((item.step, item.visit))
        so_far[item.id] = arrived.pop(item.task, timedelta()) + own
        open_items.append(item)
    return max(so_far.values(), default=timedelta())


def _targets(item: WorkItem, compiled: Compiled) -> tuple[str, ...]:
    task = compiled.tasks[item.task]
    taken = [outcome for outcome in task.outcomes if not task.decides or outcome.label == item.outcome]
    return taken[0].targets if taken else ()


def _standard(item: WorkItem, compiled: Compiled, calendar: Calendar) -> timedelta:
    return calendar.usual(compiled.steps[item.step].standard.high, compiled.days)
