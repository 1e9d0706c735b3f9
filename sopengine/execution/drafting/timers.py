"""What happens to a work item by itself, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from sopengine.calendar import Due
from sopengine.compiled.tables import CompiledTask
from sopengine.duration.standard import Duration
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.visits import calendar, counted, due
from sopengine.execution.values.work import Timer, TimerKind, WorkItem

_MOMENT = timedelta(microseconds=1)


def of(draft: Draft, task: CompiledTask, item: int, actor: str, opened_at: datetime) -> Timer | None:
    """The timer of a work item that opens; None where nothing happens to it by itself."""
    if task.wait:
        return _timer(draft, task, task.wait, item, actor, opened_at, TimerKind.WAIT)
    if task.overdue:
        return _timer(draft, task, task.overdue.after, item, actor, opened_at, TimerKind.OVERDUE)
    return None


def again(draft: Draft, item: WorkItem, pauses: tuple[tuple[datetime, datetime], ...] = ()) -> None:
    """Set the timer of an open work item anew; `pauses`: how long the instance was suspended since it opened."""
    task = draft.compiled.tasks[item.task]
    timer = of(draft, task, item.id, item.actor, item.opened_at)
    if timer is None:
        return
    after = task.wait or (task.overdue.after if task.overdue else None)
    at = timer.at
    for pause in pauses:
        if after and pause[1] > item.opened_at:
            at = moved(draft, after, item.actor, at, pause, counted(draft, task))
    draft.set_timer(_at(draft, after, item.id, item.actor, at, timer.kind) if at != timer.at and after else timer)


def moved(
    draft: Draft,
    standard: Duration,
    actor: str,
    at: datetime,
    pause: tuple[datetime, datetime],
    count: int | None = None,
) -> datetime:
    """A due time after an interruption."""
    compiled = draft.compiled
    hours = calendar(draft, actor)
    return hours.moved(standard, at, pause, compiled.days, count, actor in compiled.external)


def standard_due(draft: Draft, item: WorkItem, first: WorkItem) -> Due | None:
    """When a visit is due that its first work item opened, or when a wait is over."""
    task = draft.compiled.tasks[item.task]
    return due(draft, measure(draft, item), first.actor, first.opened_at, item.count or counted(draft, task))


def measure(draft: Draft, item: WorkItem) -> Duration:
    """What a work item's due time is counted by: its row's standard, of a wait without one its own time."""
    task, standard = draft.compiled.tasks[item.task], draft.compiled.steps[item.step].standard
    return task.wait if task.wait and not standard.high else standard


def _timer(
    draft: Draft,
    task: CompiledTask,
    after: Duration,
    item: int,
    actor: str,
    opened_at: datetime,
    kind: TimerKind,
) -> Timer | None:
    found = due(draft, after, actor, opened_at, counted(draft, task))
    return _at(draft, after, item, actor, found.at, kind) if found else None


def _at(draft: Draft, after: Duration, item: int, actor: str, at: datetime, kind: TimerKind) -> Timer:
    """A wait is over at its time; a time-out is one once lateness exceeds zero, which is when the office next opens."""
    fires_at = at
    if kind is TimerKind.OVERDUE:
        fires_at = calendar(draft, actor).late_after(after, at, actor in draft.compiled.external) + _MOMENT
    return Timer(item=item, kind=kind, fires_at=fires_at, at=at)
