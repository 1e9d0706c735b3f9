"""Visits of a row: which one a task that opens belongs to, and when its work is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sopengine.calendar import Calendar, Due
from sopengine.compiled.tables import CompiledTask
from sopengine.duration.standard import Duration
from sopengine.execution.drafting.draft import Draft, visit_of
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.events.changes import Rescheduled, Why
from sopengine.execution.values.instance import Arrival, RowVisit
from sopengine.execution.values.work import WorkItem


def visit(draft: Draft, task: CompiledTask, at: datetime, arrivals: Sequence[Arrival]) -> RowVisit:
    """The visit of its row that is under way, where the task is not yet in it; else a new one."""
    row = draft.compiled.rows[task.step]
    last = _latest(draft, task.name)
    if task.limit and last >= task.limit:
        raise refusal.too_often(draft.id, task)
    if len(row) > 1:
        for found in _visits_to_join(draft, task.step, arrivals):
            if found.number > last:
                return found
        last = max(_latest(draft, name) for name in row)
    return _begun(draft, task, last + 1, at)


def under_way(arrivals: Sequence[Arrival]) -> list[RowVisit]:
    """The visits that arrivals go on with, the oldest first."""
    return sorted([arrival.visit for arrival in arrivals if arrival.visit], key=_number)


def due(draft: Draft, standard: Duration, actor: str, at: datetime, count: int | None = None) -> Due | None:
    """When work of an actor that was received at a time is due."""
    if not standard.high:
        return None
    compiled = draft.compiled
    return calendar(draft, actor).due(standard, at, compiled.days, count, actor in compiled.external)


def calendar(draft: Draft, actor: str) -> Calendar:
    compiled = draft.compiled
    return draft.scene.records.calendar(compiled.calendar_of(actor), compiled.timezone)


def reschedule(draft: Draft, item: WorkItem, due_at: datetime, provisional: bool, why: Why, at: datetime) -> None:
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


def of_visit(draft: Draft, item: WorkItem) -> list[WorkItem]:
    """The work items of the visit that one belongs to, as far as the draft knows them, in the order of opening."""
    known = (*draft.state.open_items, *draft.state.ended.values())
    together = [one for one in known if (one.step, one.visit) == (item.step, item.visit) and not one.withdrawn]
    return sorted(together, key=lambda one: one.id)


def counted(draft: Draft, task: CompiledTask) -> int | None:
    """How many items a standard per item counts, as far as the data say."""
    text = draft.state.data.get(task.count) if task.count else None
    return max(1, int(float(text))) if text else None


def _begun(draft: Draft, task: CompiledTask, number: int, at: datetime) -> RowVisit:
    standard = draft.compiled.steps[task.step].standard
    found = due(draft, standard, task.actor, at, counted(draft, task) if standard.per_item else None)
    visit = RowVisit(
        number=number, due_at=found.at if found else None, provisional=found is not None and found.provisional
    )
    draft.begun_rows[task.step] = visit
    return visit


def _latest(draft: Draft, task: str) -> int:
    """Number of its latest visit, withdrawn ones not counted; 0 where it had none."""
    if draft.knows_all:
        known = (*draft.state.open_items, *draft.state.ended.values())
        return max((one.visit for one in known if one.task == task and not one.withdrawn), default=0)
    found = draft.opened_visits.get(task)
    if found is None:
        found = draft.scene.records.latest_visit(draft.id, task) if draft.before else 0
        draft.opened_visits[task] = found
    return found


def _visits_to_join(draft: Draft, step: str, arrivals: Sequence[Arrival]) -> Iterator[RowVisit]:
    yield from under_way(arrivals)
    if step in draft.begun_rows:
        yield draft.begun_rows[step]
    if not all(arrival.back for arrival in arrivals):
        yield from sorted({*_open_visits(draft, step), *_waiting_visits(draft, step)}, key=_number)


def _open_visits(draft: Draft, step: str) -> Iterator[RowVisit]:
    for item in draft.state.open_items:
        if item.step == step:
            yield visit_of(item)


def _waiting_visits(draft: Draft, step: str) -> Iterator[RowVisit]:
    for point in draft.compiled.rows[step]:
        yield from under_way(draft.state.arrivals.get(point, ()))


def _number(visit: RowVisit) -> int:
    return visit.number
