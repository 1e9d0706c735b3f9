"""What happens to a work item by itself, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sopengine.compiled.tables import CompiledTask
from sopengine.duration.standard import Duration
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.due_times import calendar, counted, due, measure
from sopengine.execution.values.events.telling import Escalated, Reminded
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Timer, TimerKind, WorkItem

_MOMENT = timedelta(microseconds=1)
_TELLING = (TimerKind.REMIND, TimerKind.ESCALATE)
_ENDING = (TimerKind.WAIT, TimerKind.OVERDUE)


def of(
    draft: Draft, task: CompiledTask, item: int, actor: str, opened_at: datetime, *, anew: bool = False
) -> Timer | None:
    """What ends a work item that opens; None where it does not end by itself. `anew`: it has opened before."""
    found = []
    if task.wait:
        found.append(_timer(draft, task, task.wait, item, actor, opened_at, TimerKind.WAIT, anew))
    if task.overdue:
        found.append(_timer(draft, task, task.overdue.after, item, actor, opened_at, TimerKind.OVERDUE, anew))
    return min((timer for timer in found if timer), key=_fires_at, default=None)


def again(draft: Draft, item: WorkItem) -> None:
    """Set the timer of an open work item anew; while its instance is suspended it has none."""
    if draft.state.state is InstanceState.SUSPENDED:
        return
    timer = of(draft, draft.compiled.tasks[item.task], item.id, item.actor, item.opened_at, anew=True)
    draft.stop_timers(item.id, _ENDING)  # Counted from another moment the other of the two may come first.
    if timer:
        draft.set_timer(timer)
    tell_anew(draft, item)


def tell_of(draft: Draft, item: WorkItem) -> None:
    """Set what tells of a work item that has opened."""
    for timer in _telling(draft, item):
        draft.set_timer(timer)


def tell_anew(draft: Draft, item: WorkItem) -> None:
    """Set what tells of an open work item by its due time as it is now; of one due time nothing is told twice."""
    draft.stop_timers(item.id, _TELLING)
    if draft.state.state is InstanceState.SUSPENDED or not draft.compiled.tasks[item.task].tells:
        return
    known = draft.state.item(item.id) or item
    told = set(_told(draft, known))
    for timer in _telling(draft, known):
        if timer.kind not in told:
            draft.set_timer(timer)


def _telling(draft: Draft, item: WorkItem) -> Iterator[Timer]:
    """A reminder that would come before the work itself says nothing."""
    task, due_at = draft.compiled.tasks[item.task], item.due_at
    if due_at is None:
        return
    if task.remind and (at := _ahead(draft, item, task.remind, due_at)) and at > item.opened_at:
        yield Timer(item=item.id, kind=TimerKind.REMIND, fires_at=at, at=at)
    if task.escalate:
        yield _at(draft, measure(draft, item), item.id, item.actor, due_at, TimerKind.ESCALATE)


def _ahead(draft: Draft, item: WorkItem, amount: Duration, due_at: datetime) -> datetime | None:
    compiled = draft.compiled
    return calendar(draft, item.actor).ahead(amount, due_at, compiled.days, item.actor in compiled.external)


def _told(draft: Draft, item: WorkItem) -> Iterator[TimerKind]:
    """What was told of this very due time; a reminder by hand tells of its own moment."""
    kept = draft.scene.records.events(draft.id) if draft.before else ()
    for event in (*kept, *draft.events):
        if isinstance(event, Reminded | Escalated) and (event.item, event.due_at) == (item.id, item.due_at):
            yield TimerKind.REMIND if isinstance(event, Reminded) else TimerKind.ESCALATE


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
    anew: bool,
) -> Timer | None:
    found = due(draft, after, actor, opened_at, counted(draft, task), item if anew else None)
    return _at(draft, after, item, actor, found.at, kind) if found else None


def _at(draft: Draft, after: Duration, item: int, actor: str, at: datetime, kind: TimerKind) -> Timer:
    """A wait is over at its time; all else waits until lateness exceeds zero, which is when the office next opens."""
    fires_at = at
    if kind is not TimerKind.WAIT:
        fires_at = calendar(draft, actor).late_after(after, at, actor in draft.compiled.external) + _MOMENT
    return Timer(item=item, kind=kind, fires_at=fires_at, at=at)
