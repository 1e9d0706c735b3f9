"""The step that most commands are: one piece of a person's work is done and the next one opens.

What follows is what `work.done` decides, said directly: no event is applied to a state in the making,
the values are built at once. A test plays both side by side. Where anything else could follow (a
meeting point, a fork, a wait, a row of several tasks, work recorded later …) nothing is decided here.
"""

from __future__ import annotations

from datetime import datetime

from sopengine.compiled.tables import Compiled, CompiledStep, CompiledTask
from sopengine.execution.acting import doing
from sopengine.execution.decide.moment import no_earlier
from sopengine.execution.records import Records
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete
from sopengine.execution.values.events.event import EVENTS_AT_MOST, item_id
from sopengine.execution.values.events.flow import Completed, Done, Opened
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.frozen import changing
from sopengine.people.values import Acting

_EVENTS = 2
"""That one straight step makes."""

_gone_on = changing(Instance, "version", "open_items", "events")
_ended = changing(Instance, "state", "version", "ended_at", "open_items", "events")
_done_with = changing(
    WorkItem,
    *("state", "done_at", "ended_at", "recorded_at", "outcome", "done_by", "count", "note", "done_as", "done_for"),
)


def straight(
    records: Records, compiled: Compiled, instance: Instance, command: Complete, now: datetime
) -> Change | None:
    """The change that follows from completing a work item; None where it is not as simple as that."""
    if instance.arrivals or instance.state is not InstanceState.RUNNING or command.data or command.count:
        return None
    place = _place(instance, command.item)
    if place < 0 or instance.events + _EVENTS > EVENTS_AT_MOST:
        return None
    item = instance.open_items[place]
    ways = compiled.straight.get(item.task)
    if ways is None:
        return None
    label = command.outcomes[0] if command.outcomes else ""
    target = ways.get(label) if len(command.outcomes) <= 1 else None
    if target is None:
        return None
    at = no_earlier(compiled, item, command.at, now)
    if at < now or not (target or _is_all(instance)):
        return None
    acting = doing(records, compiled, item, command.by, at)
    if target:
        task = compiled.tasks[target]
        return _onwards(records, compiled, instance, place, command, acting, task, label, at, max(now, at))
    return _to_the_end(instance, command, acting, label, at, max(now, at))


def _place(instance: Instance, item: int) -> int:
    """Among what is open; -1 for none."""
    for place, one in enumerate(instance.open_items):
        if one.id == item:
            return place
    return -1


def _is_all(instance: Instance) -> bool:
    """No other work, nor an instance that waits for the end of this one."""
    return len(instance.open_items) == 1 and instance.parent is None


def _to_the_end(
    before: Instance, command: Complete, acting: Acting, label: str, at: datetime, recorded_at: datetime
) -> Change:
    """Without forks one work item follows the other, so the last one ended last."""
    (item,) = before.open_items
    seq, version = before.events + 1, before.version + 1
    ended = Completed(instance=before.id, seq=seq + 1, version=version, at=at, recorded_at=recorded_at, by=acting.by)
    after = _ended(before, InstanceState.COMPLETED, version, at, (), seq + 1)
    return Change(
        before=before.version,
        after=after,
        events=(_done(before, item, command, acting, label, at, recorded_at), ended),
        changed=(_closed(item, command, acting, label, at, recorded_at),),
        straight=True,
    )


def _onwards(
    records: Records,
    compiled: Compiled,
    before: Instance,
    place: int,
    command: Complete,
    acting: Acting,
    task: CompiledTask,
    label: str,
    at: datetime,
    recorded_at: datetime,
) -> Change:
    item, items, seq = before.open_items[place], before.open_items, before.events + 1
    version, id = before.version + 1, item_id(before.id, seq + 1)
    visit = records.latest_visit(before.id, task.name) + 1
    due_at, provisional = _due(records, compiled, task, at)
    closed = _closed(item, command, acting, label, at, recorded_at)
    opened = WorkItem(
        id=id,
        instance=before.id,
        task=task.name,
        step=task.step,
        actor=task.actor,
        visit=visit,
        opened_at=at,
        opened_by=item.id,
        awaits=Awaits.PERSON,
        due_at=due_at,
        provisional=provisional,
        outcomes=task.labels,
        partners=task.partners,
        asks=task.asks,
    )
    done = _done(before, item, command, acting, label, at, recorded_at)
    came = Opened(
        instance=before.id,
        seq=seq + 1,
        version=version,
        at=at,
        recorded_at=recorded_at,
        by=acting.by,
        item=id,
        task=task.name,
        visit=visit,
        due_at=due_at,
        provisional=provisional,
        came_from=item.id,
    )
    left = (opened,) if len(items) == 1 else (*items[:place], *items[place + 1 :], opened)
    after = _gone_on(before, version, left, seq + 1)
    return Change(
        before=before.version, after=after, events=(done, came), opened=(opened,), changed=(closed,), straight=True
    )


def _done(
    before: Instance,
    item: WorkItem,
    command: Complete,
    acting: Acting,
    label: str,
    at: datetime,
    recorded_at: datetime,
) -> Done:
    return Done(
        instance=before.id,
        seq=before.events + 1,
        version=before.version + 1,
        at=at,
        recorded_at=recorded_at,
        by=acting.by,
        item=item.id,
        key=command.key,
        asked=command.fingerprint if command.key else "",
        outcome=label,
        note=command.note,
        done_as=acting.capacity,
        done_for=acting.on_behalf_of,
    )


def _closed(
    item: WorkItem, command: Complete, acting: Acting, label: str, at: datetime, recorded_at: datetime
) -> WorkItem:
    return _done_with(
        item,
        WorkState.DONE,
        at,
        at,
        recorded_at,
        label,
        acting.by,
        None,
        command.note or item.note,
        acting.capacity,
        acting.on_behalf_of,
    )


def _due(records: Records, compiled: Compiled, task: CompiledTask, at: datetime) -> tuple[datetime | None, bool]:
    step: CompiledStep = compiled.steps[task.step]
    if not step.standard.high:
        return None, False
    calendar = records.calendar(compiled.calendar_of(task.actor), compiled.timezone)
    found = calendar.due(step.standard, at, compiled.days, None, task.actor in compiled.external)
    return (found.at, found.provisional) if found else (None, False)
