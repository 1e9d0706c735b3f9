"""Visits of a row: which one a task that opens belongs to, how often it may be, and when its work is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sopengine.compiled.tables import CompiledTask
from sopengine.execution.drafting.draft import Draft, know_all, visit_of
from sopengine.execution.drafting.due_times import counted, due
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.instance import Arrival, RowVisit


def visit(draft: Draft, task: CompiledTask, at: datetime, arrivals: Sequence[Arrival]) -> RowVisit:
    """The visit of its row that is under way, where the task is not yet in it; else a new one."""
    row = draft.compiled.rows[task.step]
    last = _latest(draft, task.name)
    if task.limit and is_closed(draft, task):
        raise refusal.too_often(draft.id, task)
    if len(row) > 1:
        for found in _visits_to_join(draft, task.step, arrivals):
            if found.number > last:
                return found
        last = max(_latest(draft, name) for name in row)
    return _begun(draft, task, last + 1, at)


def is_closed(draft: Draft, task: CompiledTask) -> bool:
    """Whether it has been visited as often as its SOP allows."""
    if not task.limit or _latest(draft, task.name) < task.limit:
        return False
    know_all(draft)
    known = (*draft.state.open_items, *draft.state.ended.values())
    return len({one.visit for one in known if one.task == task.name and not one.withdrawn}) >= task.limit


def closed_ways(draft: Draft, task: CompiledTask) -> frozenset[str]:
    """Where its ways lead that may not be visited any more."""
    tasks = draft.compiled.tasks
    targets = {target for outcome in task.outcomes for target in outcome.targets if tasks[target].limit}
    return frozenset(target for target in targets if is_closed(draft, tasks[target]))


def under_way(arrivals: Sequence[Arrival]) -> list[RowVisit]:
    """The visits that arrivals go on with, the oldest first."""
    return sorted([arrival.visit for arrival in arrivals if arrival.visit], key=_number)


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
