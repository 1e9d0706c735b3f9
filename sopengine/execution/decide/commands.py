"""Decides commands: what an instance was, and what is asked of it, to the change that follows. No clock, no store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.decide import choice
from sopengine.execution.decide.draft import Draft, visit_of
from sopengine.execution.fold.state import begun, closed
from sopengine.execution.refusals import answers, work
from sopengine.execution.refusals.times import before_opening, in_the_future
from sopengine.execution.values.commands import Done, Start, entry
from sopengine.execution.values.events import Event, EventKind
from sopengine.execution.values.instance import Arrival, Instance, WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that a command does: written as it stands, or not at all."""

    after: Instance
    events: tuple[Event, ...]
    opened: tuple[WorkItem, ...]
    closed: WorkItem | None = None


def start(compiled: Compiled, calendar: Calendar, id: int, command: Start, now: datetime) -> Change:
    """A new instance with this id, at an entry of its SOP."""
    at = command.at or now
    if at > now:
        raise in_the_future(compiled, at, now)
    first_task = entry(compiled, command)
    if first_task is None:
        raise work.no_entry(compiled, command.entry or "")
    first = Event(
        instance=id,
        seq=1,
        version=1,
        kind=EventKind.STARTED,
        at=at,
        recorded_at=now,
        by=command.by,
        data={"sop": compiled.sop, "digest": compiled.digest, "ref": command.ref, "entry": first_task},
        key=command.key,
    )
    draft = Draft(compiled, calendar, begun(first), first, {})
    draft.events.append(first)
    draft.moves.append((first_task, Arrival(at=at, came_from=None)))
    return _change(draft, 0, None)


def done(
    compiled: Compiled,
    calendar: Calendar,
    instance: Instance,
    item: WorkItem,
    command: Done,
    now: datetime,
    visits: Mapping[str, int],
) -> Change:
    """The completion of `item`, which is one of the instance's, open or not.

    `visits`: task -> number of its latest visit, at least of `tasks_ahead`.
    """
    if item.done_at is not None:
        raise work.already_done(compiled, item)
    task = compiled.tasks[item.task]
    at = _moment_done(compiled, item, command.at, now)
    outcomes = _outcomes(compiled, task, instance, item, command)
    data: dict[str, object] = {"outcome": choice.spelled(outcomes)}
    if task.by_data:
        data["by_data"] = True
    if command.data:
        data["data"] = dict(command.data)
    first = Event(
        instance=instance.id,
        seq=instance.events + 1,
        version=instance.version + 1,
        kind=EventKind.DONE,
        at=at,
        recorded_at=now,
        by=command.by,
        item=item.id,
        data=data,
        key=command.key,
    )
    draft = Draft(compiled, calendar, instance, first, visits)
    draft.record(first)
    draft.go(task, choice.targets(outcomes), visit_of(item) if len(compiled.rows[task.step]) > 1 else None)
    return _change(draft, len(draft.state.open_items), closed(item, first))


def tasks_ahead(compiled: Compiled, instance: Instance, task: str) -> frozenset[str]:
    """The tasks that the completion of a task can open at once, and what shares a row with them."""
    todo = [*_targets(compiled, task), *instance.arrivals]
    ahead: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in ahead:
            ahead.add(name)
            todo += () if compiled.tasks[name].work else _targets(compiled, name)
    return frozenset([other for name in ahead for other in compiled.rows[compiled.tasks[name].step]])


def _targets(compiled: Compiled, task: str) -> tuple[str, ...]:
    return choice.targets(compiled.tasks[task].outcomes)


def _change(draft: Draft, already_open: int, done: WorkItem | None) -> Change:
    draft.settle()
    state = draft.state
    if not state.open_items and not state.arrivals:
        draft.add(EventKind.COMPLETED, None, {})
    opened = state.open_items[already_open:]
    return Change(after=state.instance(), events=tuple(draft.events), opened=opened, closed=done)


def _outcomes(
    compiled: Compiled, task: CompiledTask, instance: Instance, item: WorkItem, command: Done
) -> choice.Outcomes:
    if task.asks or command.data:
        _check_data(compiled, item, task, command.data)
    if not task.by_data:
        return choice.by_labels(task, item, command.outcomes)
    if command.outcomes:
        raise answers.decided_by_data(item, command.outcomes[0])
    return choice.by_conditions(compiled, task, {**instance.data, **command.data})


def _check_data(compiled: Compiled, item: WorkItem, task: CompiledTask, data: Mapping[str, str]) -> None:
    for field in data:
        if field not in task.asks:
            raise answers.not_asked(item, field)
    missing = [field for field in task.asks if field not in data]
    if missing:
        raise answers.data_missing(item, compiled, missing)


def _moment_done(compiled: Compiled, item: WorkItem, at: datetime | None, now: datetime) -> datetime:
    """When it was done, never before its opening: people say times to the minute, and clocks are set back."""
    if at is None:
        return max(now, item.opened_at)
    if at > now:
        raise in_the_future(compiled, at, now)
    if at < item.opened_at.replace(second=0, microsecond=0):
        raise before_opening(compiled, item, at)
    return max(at, item.opened_at)
