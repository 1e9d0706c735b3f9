"""The due time of a visit that is under way, counted anew or moved."""

from __future__ import annotations

from datetime import datetime

from sopengine.calendar import Due
from sopengine.execution.drafting import telling, timers
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.due_times import counted, due, measure
from sopengine.execution.values.events.changes import Rescheduled, Why
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import WorkItem


def reschedule(
    draft: Draft, item: WorkItem, due_at: datetime | None, provisional: bool, why: Why, at: datetime
) -> None:
    """Move the due time of the visit that a work item belongs to; does nothing where it is that already."""
    if (due_at, provisional) != (item.due_at, item.provisional):
        draft.record(
            Rescheduled,
            at,
            item.id,
            step=item.step,
            visit=item.visit,
            due_at=due_at,
            provisional=provisional,
            why=why,
        )
        _tell_anew(draft, item)


def _tell_anew(draft: Draft, moved: WorkItem) -> None:
    """What was to be told by the due time that was, of all the open work of the visit."""
    for item in draft.state.open_items:
        if (item.step, item.visit) == (moved.step, moved.visit) and draft.compiled.tasks[item.task].tells:
            telling.recall(draft, item.id, NoticeKind.REMINDER, sent=False, by_hand=False)
            telling.recall(draft, item.id, NoticeKind.ESCALATION, sent=True)
            timers.tell_anew(draft, item)


def of_its_visit(draft: Draft, item: WorkItem, count: int | None = None) -> Due | None:
    """When the visit that a work item belongs to is due, counted anew; of a wait without standard when it is over."""
    first = of_visit(draft, item)[0]
    task = draft.compiled.tasks[item.task]
    counting = count or item.count or counted(draft, task)
    return due(draft, measure(draft, item), leading(draft, first), first.opened_at, counting, first.id)


def of_visit(draft: Draft, item: WorkItem) -> list[WorkItem]:
    """The work items of the visit that one belongs to, as far as the draft knows them, in the order of opening."""
    known = (*draft.state.open_items, *draft.state.ended.values())
    together = [one for one in known if (one.step, one.visit) == (item.step, item.visit) and not one.withdrawn]
    return sorted(together, key=lambda one: one.id)


def leading(draft: Draft, item: WorkItem) -> str:
    """The actor of its task, by whose calendar a visit is due, whoever has this one of several work items."""
    task = draft.compiled.tasks.get(item.task)
    return task.actor if task else item.actor
