"""How a work item ends, and where work goes from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sopengine.compiled.tables import CompiledTask
from sopengine.execution.drafting import choice, telling
from sopengine.execution.drafting.draft import Draft, visit_of
from sopengine.execution.drafting.due_times import calendar, measure
from sopengine.execution.values.events.changes import Why, Withdrawn
from sopengine.execution.values.events.course import Cancelled
from sopengine.execution.values.events.flow import Done, Expired
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import Awaits, WorkItem
from sopengine.people.values import Acting

EXPIRED = "overdue"
"""Why a child is cancelled whose parent took its way out."""

_NOTHING: Mapping[str, str] = {}


def complete(
    draft: Draft,
    item: WorkItem,
    at: datetime,
    outcomes: choice.Outcomes,
    *,
    by: str = "",
    acting: Acting | None = None,
    data: Mapping[str, str] = _NOTHING,
    note: str = "",
    count: int | None = None,
    by_message: str = "",
) -> None:
    """A work item is done; where it is one of several, the flow goes on once enough of them are."""
    task = draft.compiled.tasks[item.task]
    labels = choice.spelled(outcomes)
    said = {"done_as": acting.capacity, "done_for": acting.on_behalf_of} if acting else _NOTHING
    draft.record(
        Done, at, item.id, by, outcome=labels, data=data, note=note, count=count, by_message=by_message, **said
    )
    stop(draft, item, at)
    if task.each:
        latest = _enough(draft, task, item, at)
        if latest is None:
            return
        at = latest
    _follow(draft, task, item, choice.targets(outcomes), at)


def expire(draft: Draft, item: WorkItem, at: datetime, by: str) -> None:
    """Nobody acted in time; of several work items of a task none is wanted any more."""
    task = draft.compiled.tasks[item.task]
    if task.overdue is None:
        return
    for other in _siblings(draft, item):
        withdraw(draft, other, at, Why.ENOUGH, by)
    draft.record(Expired, at, item.id, by, outcome=task.overdue.after.text)
    stop(draft, item, at)
    cancel_children(draft, item, at, EXPIRED)
    _follow(draft, task, item, task.overdue.targets, at)


def withdraw(draft: Draft, item: WorkItem, at: datetime, why: Why, by: str = "") -> None:
    """A work item is no longer wanted; of a call its child is cancelled."""
    draft.record(Withdrawn, max(at, item.opened_at), item.id, by, why=why)
    stop(draft, item)
    cancel_children(draft, item, at, str(why))


def cancel_children(draft: Draft, item: WorkItem, at: datetime, reason: str) -> None:
    """Of a work item that called another SOP and ends otherwise than by its end."""
    if item.awaits is Awaits.CHILD:
        for child in children(draft, item):
            if child.state.state in (InstanceState.RUNNING, InstanceState.SUSPENDED):
                cancel(child, at, reason)


def cancel(draft: Draft, at: datetime, reason: str) -> None:
    """The instance ends; its open work is withdrawn, and its children are cancelled with it."""
    draft.moves.clear()
    for item in draft.state.open_items:
        withdraw(draft, item, at, Why.CANCELLED)
    draft.record(Cancelled, max([at, draft.state.started_at, *draft.latest_ends().values()]), reason=reason)


def children(draft: Draft, item: WorkItem) -> list[Draft]:
    """What becomes of the instances that a work item called."""
    scene = draft.scene
    kept = [scene.of(id) for id in scene.records.children(item.id, item.id)]
    begun = [other for other in scene.drafts.values() if not other.before and other.state.parent == item.id]
    return [*kept, *begun]


def _follow(draft: Draft, task: CompiledTask, item: WorkItem, targets: Sequence[str], at: datetime) -> None:
    draft.cause = item.id
    stays = visit_of(item) if len(draft.compiled.rows[task.step]) > 1 else None
    draft.go(task, targets, at, visit=stays)


def _enough(draft: Draft, task: CompiledTask, item: WorkItem, at: datetime) -> datetime | None:
    """The latest completion, where the flow goes on: enough are done, the others are withdrawn. None: not yet."""
    kept = draft.scene.records.done_in_visit(draft.id, item.task, item.visit) if draft.before else ()
    done = {one.id: one for one in kept}
    done |= {id: one for id, one in draft.state.ended.items() if _same(one, item) and one.done_at}
    left = _siblings(draft, item)
    enough = task.each.done_when if task.each else 0
    if left and (not enough or len(done) < enough):
        return None
    latest = max([at, *(one.done_at for one in done.values() if one.done_at)])
    for other in left:
        withdraw(draft, other, latest, Why.ENOUGH)
    return latest


def _siblings(draft: Draft, item: WorkItem) -> list[WorkItem]:
    """The other open work items of the same task and visit."""
    return [other for other in draft.state.open_items if _same(other, item) and other.id != item.id]


def _same(one: WorkItem, other: WorkItem) -> bool:
    return (one.task, one.visit) == (other.task, other.visit)


def stop(draft: Draft, item: WorkItem, done_at: datetime | None = None) -> None:
    """Nothing more happens to a work item by itself, and nothing is told of it; what was told holds where it was done.

    `done_at`: None where it is not wanted any more. What somebody asked to tell by hand of a task that tells nothing by
    itself is left alone where it was done: whoever sends it looks whether it still waits, and completions cost no more.
    """
    task = draft.compiled.tasks[item.task]
    if task.timed:
        draft.stop_timers(item.id)
    if task.tells or done_at is None:
        telling.recall(draft, item.id, NoticeKind.REMINDER, sent=done_at is None)
    if task.tells and (done_at is None or _in_time(draft, item, done_at)):
        telling.recall(draft, item.id, NoticeKind.ESCALATION, sent=True)


def _in_time(draft: Draft, item: WorkItem, at: datetime) -> bool:
    """Whether it was never late, though that was recorded only later."""
    if item.due_at is None or at <= item.due_at:
        return True
    late_after = calendar(draft, item.actor).late_after
    return at <= late_after(measure(draft, item), item.due_at, item.actor in draft.compiled.external)
