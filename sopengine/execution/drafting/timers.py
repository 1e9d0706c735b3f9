"""What happens to a work item by itself, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from sopengine.compiled.tables import CompiledTask
from sopengine.duration.standard import Duration
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.due_times import calendar, counted, due
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Timer, TimerKind, WorkItem

_MOMENT = timedelta(microseconds=1)


def of(draft: Draft, task: CompiledTask, item: int, actor: str, opened_at: datetime) -> Timer | None:
    """The timer of a work item that opens; None where nothing happens to it by itself."""
    found = []
    if task.wait:
        found.append(_timer(draft, task, task.wait, item, actor, opened_at, TimerKind.WAIT))
    if task.overdue:
        found.append(_timer(draft, task, task.overdue.after, item, actor, opened_at, TimerKind.OVERDUE))
    return min((timer for timer in found if timer), key=_fires_at, default=None)


def again(draft: Draft, item: WorkItem) -> None:
    """Set the timer of an open work item anew; while its instance is suspended it has none."""
    if draft.state.state is InstanceState.SUSPENDED:
        return
    timer = of(draft, draft.compiled.tasks[item.task], item.id, item.actor, item.opened_at)
    if timer:
        draft.set_timer(timer)


def _fires_at(timer: Timer) -> datetime:
    return timer.fires_at


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
