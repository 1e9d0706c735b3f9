"""Events to state: the state of an instance is the fold of its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sopengine.execution.event import Event, EventKind
from sopengine.execution.instance import Instance, InstanceState, WorkItem
from sopengine.model.compiled import Compiled


def replay(compiled: Compiled, events: Sequence[Event]) -> tuple[Instance, tuple[WorkItem, ...]]:
    """The instance that its events, all of them in order, lead to, and its work items, open and done."""
    instance = begun(events[0])
    items: dict[int, WorkItem] = {}
    for event in events[1:]:
        if event.kind is EventKind.DONE:
            items[_item(event)] = closed(items[_item(event)], event)
        instance = apply(compiled, instance, event)
        items |= {item.id: item for item in instance.open_items}
    return instance, tuple(items.values())


def begun(event: Event) -> Instance:
    """The instance right after it started."""
    return Instance(
        id=event.instance,
        sop=str(event.data["sop"]),
        digest=str(event.data["digest"]),
        ref=str(event.data["ref"]),
        state=InstanceState.RUNNING,
        version=event.version,
        started_at=event.at,
        started_by=event.by,
        events=event.seq,
    )


def apply(compiled: Compiled, instance: Instance, event: Event) -> Instance:
    """The instance after one more event."""
    if event.kind is EventKind.OPENED:
        item = opened(compiled, event)
        items = (*instance.open_items, item)
        visits = {**instance.visits, item.step: item.visit}
        return replace(instance, version=event.version, events=event.seq, open_items=items, visits=visits)
    if event.kind is EventKind.DONE:
        left = _without(instance.open_items, _item(event))
        return replace(instance, version=event.version, events=event.seq, open_items=left)
    return replace(instance, version=event.version, events=event.seq, state=InstanceState.COMPLETED, ended_at=event.at)


def opened(compiled: Compiled, event: Event) -> WorkItem:
    """The work item that an event opened."""
    task = compiled.tasks[str(event.data["task"])]
    due, came_from = event.data["due"], event.data["from"]
    return WorkItem(
        id=_item(event),
        instance=event.instance,
        task=task.name,
        step=task.step,
        actor=task.actor,
        visit=int(event.data["visit"] or 0),
        opened_at=event.at,
        opened_by=None if came_from is None else int(came_from),
        due_at=None if due is None else datetime.fromisoformat(str(due)),
        provisional=bool(event.data["provisional"]),
        outcomes=task.labels,
    )


def closed(item: WorkItem, event: Event) -> WorkItem:
    """The work item as its completion leaves it."""
    return replace(item, done_at=event.at, done_by=event.by, outcome=str(event.data["outcome"]))


def _item(event: Event) -> int:
    if event.item is None:
        raise ValueError(f"event {event.instance}/{event.seq} names no work item")
    return event.item


def _without(items: Iterable[WorkItem], id: int) -> tuple[WorkItem, ...]:
    return tuple([item for item in items if item.id != id])
