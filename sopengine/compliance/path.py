"""The standards along the path that an instance took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen


@frozen
class Walked:
    """A work item on the path, withdrawn ones left out."""

    task: str
    step: str
    visit: int
    standard: timedelta
    """Of the row, in working time of ordinary weeks; nothing where it has no length."""
    opened_by: int | None
    """Place of the work that opened it, among those of the instance in the order of their opening."""
    done: bool
    """Completed, or gone on from without it."""
    expired: bool
    """Nobody acted, and it was gone on from without it."""
    outcome: str
    """The label that was chosen, or several, a line each."""


@frozen
class Along:
    """What the standards of a path add up to, of branches side by side the longest."""

    promised: timedelta
    """Each row once."""
    with_rework: timedelta
    """With every visit."""


@frozen
class _Way:
    """From the start to a work item."""

    length: timedelta = timedelta()
    rows: frozenset[tuple[str, int]] = frozenset()
    """Steps and visits on it: more work in the same visit has the same standard."""


def standard_along(items: Sequence[WorkItem], compiled: Compiled, calendar: Calendar) -> Along:
    """Of one instance so far. A standard without length adds nothing."""
    kept = [item for item in sorted(items, key=lambda item: item.id) if item.state is not WorkState.WITHDRAWN]
    places = {item.id: place for place, item in enumerate(kept)}
    usual = {id: calendar.usual(step.standard.high, compiled.days) for id, step in compiled.steps.items()}
    return along([_walked(item, places, usual[item.step]) for item in kept], compiled)


def _walked(item: WorkItem, places: dict[int, int], standard: timedelta) -> Walked:
    return Walked(
        task=item.task,
        step=item.step,
        visit=item.visit,
        standard=standard,
        opened_by=None if item.opened_by is None else places.get(item.opened_by),
        done=bool(item.done_at) or item.state is WorkState.EXPIRED,
        expired=item.state is WorkState.EXPIRED,
        outcome=item.outcome,
    )


def along(items: Sequence[Walked], compiled: Compiled) -> Along:
    """`items`: in the order of their opening."""
    before = _before(items, compiled)
    return Along(
        promised=_longest(items, before, lambda item: item.standard if item.visit == 1 else timedelta()),
        with_rework=_longest(items, before, lambda item: item.standard),
    )


def _before(items: Sequence[Walked], compiled: Compiled) -> list[list[int]]:
    """Of each what led to it: what opened it, and what had come to its meeting point and waited there.

    Where nothing is kept of what opened it (by an earlier release), whatever came to its task since it was opened last.
    """
    own = {(item.opened_by, item.task) for item in items}
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    at_once: dict[tuple[str, int], list[int]] = {}
    found: list[list[int]] = []
    for place, item in enumerate(items):
        arrived = at_once.setdefault((item.task, item.visit), waiting.pop(item.task, []))
        found.append(arrived if item.opened_by is None else [*arrived, item.opened_by])
        for target in _reached(item, compiled) if item.done else ():
            if (place, target) not in own:
                waiting[target].append(place)
    return found


def _longest(
    items: Sequence[Walked], before: Sequence[Sequence[int]], standard: Callable[[Walked], timedelta]
) -> timedelta:
    ways: list[_Way] = []
    for item, led in zip(items, before, strict=True):
        way = max((ways[place] for place in led), key=lambda way: way.length, default=_Way())
        row = (item.step, item.visit)
        ways.append(way if row in way.rows else _Way(length=way.length + standard(item), rows=way.rows | {row}))
    return max((way.length for way in ways), default=timedelta())


def _reached(item: Walked, compiled: Compiled) -> set[str]:
    """The tasks that it led to, and those beyond tasks without work."""
    todo, seen = list(_taken(item, compiled.tasks.get(item.task))), set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += _passed_to(compiled.tasks[name])
    return seen


def _taken(item: Walked, task: CompiledTask | None) -> tuple[str, ...]:
    """Nothing of a task that only another version has."""
    if task is None:
        return ()
    if item.expired and task.overdue:
        return task.overdue.targets
    labels = {item.outcome, *item.outcome.splitlines()}
    outcomes = [outcome for outcome in task.outcomes if not task.decides or outcome.label in labels]
    return tuple(target for outcome in outcomes for target in outcome.targets)


def _passed_to(task: CompiledTask) -> tuple[str, ...]:
    return () if task.work else tuple(target for outcome in task.outcomes for target in outcome.targets)
