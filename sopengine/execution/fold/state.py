"""The state of an instance while events are added to it: each event one change, none decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events import Event, EventKind
from sopengine.execution.values.instance import Arrival, Instance, InstanceState, RowVisit, WorkItem


class State:
    """What an instance is after the events so far; `instance()` is the value of it."""

    __slots__ = ("_begun", "arrivals", "compiled", "data", "ended_at", "events", "open_items", "version")

    def __init__(self, compiled: Compiled, instance: Instance) -> None:
        self.compiled = compiled
        self._begun = instance
        self.version = instance.version
        self.events = instance.events
        self.open_items = instance.open_items
        self.arrivals = instance.arrivals
        self.data = instance.data
        self.ended_at = instance.ended_at

    def add(self, event: Event) -> None:
        """The next event of this instance; `begun` made the first of it."""
        self.version = event.version
        self.events = event.seq
        _CHANGES[event.kind](self, event)

    def instance(self) -> Instance:
        begun = self._begun
        return Instance(
            id=begun.id,
            sop=begun.sop,
            digest=begun.digest,
            ref=begun.ref,
            state=InstanceState.COMPLETED if self.ended_at else InstanceState.RUNNING,
            version=self.version,
            started_at=begun.started_at,
            started_by=begun.started_by,
            ended_at=self.ended_at,
            open_items=self.open_items,
            arrivals=self.arrivals,
            data=self.data,
            events=self.events,
        )

    def _arrived(self, event: Event) -> None:
        point = str(event.data["task"])
        self.arrivals = {**self.arrivals, point: (*self.arrivals.get(point, ()), _arrival(event))}

    def _opened(self, event: Event) -> None:
        item = opened(self.compiled, event)
        self.open_items = (*self.open_items, item)
        self._take(item.task)

    def _passed(self, event: Event) -> None:
        self._take(str(event.data["task"]))

    def _done(self, event: Event) -> None:
        place = next(place for place, item in enumerate(self.open_items) if item.id == event.item)
        self.open_items = self.open_items[:place] + self.open_items[place + 1 :]
        if event.data.get("data"):
            self.data = {**self.data, **event.data["data"]}

    def _completed(self, event: Event) -> None:
        self.ended_at = event.at

    def _take(self, task: str) -> None:
        """All that has arrived at a task is one start."""
        if task in self.arrivals:
            self.arrivals = {point: waiting for point, waiting in self.arrivals.items() if point != task}


_CHANGES: Mapping[EventKind, Callable[[State, Event], None]] = {
    EventKind.ARRIVED: State._arrived,
    EventKind.OPENED: State._opened,
    EventKind.PASSED: State._passed,
    EventKind.DONE: State._done,
    EventKind.COMPLETED: State._completed,
}


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


def opened(compiled: Compiled, event: Event) -> WorkItem:
    """The work item that an event opened."""
    data = event.data
    task = compiled.tasks[data["task"]]
    return WorkItem(
        id=item_of(event),
        instance=event.instance,
        task=task.name,
        step=task.step,
        actor=task.actor,
        visit=data["visit"],
        opened_at=event.at,
        opened_by=data["from"],
        due_at=_time(data["due"]),
        provisional=data["provisional"],
        outcomes=task.labels,
        partners=task.partners,
        asks=task.asks,
    )


def closed(item: WorkItem, event: Event) -> WorkItem:
    """The work item as its completion leaves it."""
    return WorkItem(
        id=item.id,
        instance=item.instance,
        task=item.task,
        step=item.step,
        actor=item.actor,
        visit=item.visit,
        opened_at=item.opened_at,
        opened_by=item.opened_by,
        started_at=item.started_at,
        done_at=event.at,
        due_at=item.due_at,
        provisional=item.provisional,
        outcome=event.data["outcome"],
        done_by=event.by,
        outcomes=item.outcomes,
        partners=item.partners,
        asks=item.asks,
    )


def item_of(event: Event) -> int:
    """Id of the work item that an event is about."""
    if event.item is None:
        raise ValueError(f"event {event.instance}/{event.seq} names no work item")
    return event.item


def _arrival(event: Event) -> Arrival:
    data = event.data
    visit = RowVisit(number=data["visit"], due_at=_time(data["due"]), provisional=data["provisional"])
    return Arrival(at=event.at, came_from=data["from"], visit=visit if visit.number else None, back=data["back"])


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
