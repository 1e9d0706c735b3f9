"""How a task is opened: as a person's work, as several pieces of it, as a wait, a message to come, or a child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sopengine.compiled.tables import CompiledTask
from sopengine.execution.drafting import choice, timers
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.visits import under_way, visit
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.events.flow import Opened, Passed
from sopengine.execution.values.instance import Arrival, RowVisit
from sopengine.execution.values.work import Awaits

EACH_AT_MOST = 10_000
"""Work items of one task in one visit."""


def open_task(draft: Draft, name: str, arrivals: Sequence[Arrival]) -> None:
    """All that has arrived at a task is one start of it."""
    task = draft.compiled.tasks[name]
    at = _moment(draft, name, arrivals)
    if not task.work:
        _pass(draft, task, at, arrivals)
    elif task.each:
        _open_each(draft, task, at, arrivals)
    else:
        _open(draft, task, at, arrivals, visit(draft, task, at, arrivals))


def _moment(draft: Draft, name: str, arrivals: Sequence[Arrival]) -> datetime:
    """The latest of what arrived, and of what was on its way and ended elsewhere, in whatever order it was recorded."""
    at = max([arrival.at for arrival in arrivals]) if len(arrivals) > 1 else arrivals[0].at
    awaited = draft.compiled.awaited.get(name)
    if not awaited:
        return at
    return max([at, *(end for task, end in draft.latest_ends().items() if task in awaited)])


def _open(
    draft: Draft,
    task: CompiledTask,
    at: datetime,
    arrivals: Sequence[Arrival],
    row: RowVisit,
    actor: str = "",
    entry: str = "",
) -> None:
    draft.opened_visits[task.name] = row.number
    item = draft.next_item
    timer = timers.of(draft, task, item, actor or task.actor, at)
    due_at, provisional = row.due_at, row.provisional
    if task.wait and timer and due_at is None and len(draft.compiled.rows[task.step]) == 1:
        due_at = timer.at
    draft.record(
        Opened,
        at,
        item,
        task=task.name,
        visit=row.number,
        due_at=due_at,
        provisional=provisional,
        came_from=draft.cause,
        took=_taken(draft, task, arrivals),
        awaits=_awaits(draft, task, actor or task.actor),
        actor=actor,
        entry=entry,
    )
    if timer:
        draft.set_timer(timer)
    if task.tells:
        timers.tell_of(draft, draft.state.open_items[-1])
    if task.call or task.message:
        draft.pending.append(item)


def _open_each(draft: Draft, task: CompiledTask, at: datetime, arrivals: Sequence[Arrival]) -> None:
    entries = list(_entries(draft, task))
    if not entries:
        _pass(draft, task, at, arrivals)
        return
    row = visit(draft, task, at, arrivals)
    for actor, entry in entries:
        _open(draft, task, at, arrivals, row, actor, entry)
        arrivals = ()


def _entries(draft: Draft, task: CompiledTask) -> Iterator[tuple[str, str]]:
    """Actor, where it is not the task's, and entry of each work item."""
    each = task.each
    assert each
    if each.actors:
        yield from ((actor, actor) for actor in each.actors)
    elif each.count:
        yield from (("", str(number)) for number in range(1, each.count + 1))
    else:
        yield from (("", entry) for entry in _listed(draft, each.field))


def _listed(draft: Draft, field: str) -> list[str]:
    """The entries of a list; of a number as many as it says."""
    text = draft.state.data.get(field, "")
    declared = draft.compiled.data[field]
    if declared.type == "number":
        count = int(float(text or 0))
        return [str(number) for number in range(1, _at_most(draft, field, count) + 1)]
    entries = text.splitlines()
    _at_most(draft, field, len(entries))
    return entries


def _at_most(draft: Draft, field: str, count: int) -> int:
    if count > EACH_AT_MOST:
        raise refusal.too_many_at_once(draft.id, field, count, EACH_AT_MOST)
    return count


def _pass(draft: Draft, task: CompiledTask, at: datetime, arrivals: Sequence[Arrival]) -> None:
    draft.scene.pass_one(draft.id, task)
    decides = task.decides and task.by_data
    outcomes = choice.by_conditions(draft, task) if decides else task.outcomes
    took = _taken(draft, task, arrivals)
    draft.record(Passed, at, task=task.name, outcome=choice.spelled(outcomes), came_from=draft.cause, took=took)
    rows = under_way(arrivals)
    through = tuple(sorted({cause for one in arrivals for cause in one.causes} - {draft.cause}))
    draft.go(
        task,
        choice.targets(outcomes),
        at,
        visit=rows[0] if rows else None,
        back=all(arrival.back for arrival in arrivals),
        through=through,
    )


def _taken(draft: Draft, task: CompiledTask, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """What an event keeps of the arrivals: nothing where they say no more than what it came from."""
    if task.name in draft.compiled.awaited or any(arrival.through for arrival in arrivals):
        return tuple(arrivals)
    return ()


def _awaits(draft: Draft, task: CompiledTask, actor: str) -> Awaits:
    if task.call:
        return Awaits.CHILD
    if task.wait:
        return Awaits.TIME
    if task.message:
        return Awaits.MESSAGE
    return Awaits.PROGRAM if actor in draft.compiled.programs else Awaits.PERSON
