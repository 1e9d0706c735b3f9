"""The state of an instance while events are added to it: each event one change, none decided here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from sopengine.compiled.tables import Compiled
from sopengine.execution.fold import items
from sopengine.execution.fold.items import item_of
from sopengine.execution.values.events import changes, course, flow
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Arrival, Instance, InstanceState, Message
from sopengine.execution.values.work import WorkItem, WorkState

_ID = attrgetter("id")


class State:
    """What an instance is after the events so far; `instance()` is the value of it."""

    __slots__ = (
        "_begun",
        "arrivals",
        "born",
        "compiled",
        "data",
        "digest",
        "ended",
        "ended_at",
        "events",
        "messages",
        "open_items",
        "pins",
        "state",
        "suspended_at",
        "touched",
        "version",
    )

    def __init__(self, compiled: Compiled, instance: Instance, ended: Iterable[WorkItem] = ()) -> None:
        """`ended`: work items that are not open, as far as the events to come are about them."""
        self.compiled = compiled
        self._begun = instance
        self.version = instance.version
        self.events = instance.events
        self.digest = instance.digest
        self.pins = instance.pins
        self.state = instance.state
        self.open_items = instance.open_items
        self.arrivals = instance.arrivals
        self.data = instance.data
        self.messages = instance.messages
        self.ended_at = instance.ended_at
        self.suspended_at = instance.suspended_at
        self.ended: dict[int, WorkItem] = {item.id: item for item in ended}
        """By id, of those that are known."""
        self.born: list[int] = []
        """Ids of the work items that the events opened, in that order."""
        self.touched: set[int] = set()
        """Ids of the work items that the events opened or changed."""

    def add(self, event: Event) -> None:
        """The next event of this instance; `begun` made the first of it."""
        self.version = event.version
        self.events = event.seq
        _CHANGES[type(event)](self, event)

    def item(self, id: int) -> WorkItem | None:
        """An open one, or one that has ended as far as it is known."""
        place = self._place(id)
        return self.open_items[place] if place >= 0 else self.ended.get(id)

    def instance(self) -> Instance:
        begun = self._begun
        return Instance(
            id=begun.id,
            sop=begun.sop,
            digest=self.digest,
            ref=begun.ref,
            state=self.state,
            version=self.version,
            started_at=begun.started_at,
            started_by=begun.started_by,
            ended_at=self.ended_at,
            suspended_at=self.suspended_at,
            parent=begun.parent,
            pins=self.pins,
            open_items=self.open_items,
            arrivals=self.arrivals,
            data=self.data,
            messages=self.messages,
            events=self.events,
        )

    def put(self, item: WorkItem) -> None:
        """A work item as it now is."""
        id = item.id
        self.touched.add(id)
        place = self._place(id)
        if item.state is not WorkState.OPEN:
            if place >= 0:
                self.open_items = self.open_items[:place] + self.open_items[place + 1 :]
            self.ended[id] = item
        elif place >= 0:
            self.open_items = (*self.open_items[:place], item, *self.open_items[place + 1 :])
        else:
            self.ended.pop(id, None)
            place = bisect_left(self.open_items, id, key=_ID)
            self.open_items = (*self.open_items[:place], item, *self.open_items[place:])

    def of(self, event: Event) -> WorkItem:
        """The work item that an event is about; KeyError where it is not known."""
        found = self.item(item_of(event))
        if found is None:
            raise KeyError(event.item)
        return found

    def take(self, task: str) -> None:
        """All that has arrived at a task is one start."""
        if task in self.arrivals:
            self.arrivals = {point: waiting for point, waiting in self.arrivals.items() if point != task}

    def _place(self, id: int) -> int:
        """Of an open work item; -1 for none."""
        open_items = self.open_items
        if not open_items or open_items[-1].id < id:
            return -1
        place = bisect_left(open_items, id, key=_ID) if len(open_items) > 1 else 0
        return place if open_items[place].id == id else -1


def begun(event: flow.Started) -> Instance:
    """The instance right after it started."""
    return Instance(
        id=event.instance,
        sop=event.sop,
        digest=event.digest,
        ref=event.ref,
        state=InstanceState.RUNNING,
        version=event.version,
        started_at=event.at,
        started_by=event.by,
        parent=event.parent,
        pins=event.pins,
        data=event.data,
        events=event.seq,
    )


def _arrived(state: State, event: flow.Arrived) -> None:
    state.arrivals = {**state.arrivals, event.task: (*state.arrivals.get(event.task, ()), event.arrival)}


def _opened(state: State, event: flow.Opened) -> None:
    item = items.opened(state.compiled, event)
    state.open_items = (*state.open_items, item)
    state.born.append(item.id)
    state.touched.add(item.id)
    state.take(item.task)


def _passed(state: State, event: flow.Passed) -> None:
    state.take(event.task)


def _begun(state: State, event: flow.Begun) -> None:
    state.put(items.begun(state.of(event), event))


def _done(state: State, event: flow.Done) -> None:
    state.put(items.done(state.of(event), event))
    if event.data:
        state.data = {**state.data, **event.data}
    if event.message:
        state.messages = _without(state.messages, event.message)


def _expired(state: State, event: flow.Expired) -> None:
    state.put(items.ended(state.of(event), event, WorkState.EXPIRED, outcome=event.outcome))


def _completed(state: State, event: flow.Completed) -> None:
    state.state, state.ended_at = InstanceState.COMPLETED, event.at


def _withdrawn(state: State, event: changes.Withdrawn) -> None:
    state.put(items.ended(state.of(event), event, WorkState.WITHDRAWN))


def _returned(state: State, event: changes.Returned) -> None:
    state.put(items.ended(state.of(event), event, WorkState.RETURNED, note=event.reason))


def _undone(state: State, event: changes.Undone) -> None:
    state.put(items.open_again(state.of(event)))
    if event.data:
        kept = {**state.data, **event.data}
        state.data = {field: text for field, text in kept.items() if text is not None}


def _recalled(state: State, event: changes.Recalled) -> None:
    gone = set(event.causes)
    waiting = tuple(arrival for arrival in state.arrivals.get(event.task, ()) if gone.isdisjoint(arrival.causes))
    state.take(event.task)
    if waiting:
        state.arrivals = {**state.arrivals, event.task: waiting}


def _rescheduled(state: State, event: changes.Rescheduled) -> None:
    for item in (*state.open_items, *state.ended.values()):
        if (item.step, item.visit) == (event.step, event.visit):
            state.put(items.rescheduled(item, event))
    state.arrivals = {
        point: tuple(_with_visit(state, point, arrival, event) for arrival in waiting)
        for point, waiting in state.arrivals.items()
    }


def _reopened(state: State, event: changes.Reopened) -> None:
    state.put(items.reopened(state.of(event), event))


def _corrected(state: State, event: changes.Corrected) -> None:
    item = items.corrected(state.of(event), event)
    state.put(item)
    if event.done_at:
        state.arrivals = {
            point: tuple(_with_time(arrival, item) for arrival in waiting) for point, waiting in state.arrivals.items()
        }


def _handed(state: State, event: course.Handed) -> None:
    state.put(items.handed(state.of(event), event.note))


def _suspended(state: State, event: course.Suspended) -> None:
    state.state, state.suspended_at = InstanceState.SUSPENDED, event.at


def _resumed(state: State, _event: course.Resumed) -> None:
    state.state, state.suspended_at = InstanceState.RUNNING, None


def _cancelled(state: State, event: course.Cancelled) -> None:
    state.state, state.ended_at, state.suspended_at = InstanceState.CANCELLED, event.at, None
    state.arrivals = {}
    state.messages = ()


def _messaged(state: State, event: course.Messaged) -> None:
    state.messages = (*state.messages, Message(name=event.name, data=event.data))


def _continued(state: State, _event: course.Continued) -> None:
    state.state, state.ended_at = InstanceState.RUNNING, None


def _migrated(state: State, event: course.Migrated) -> None:
    """The tables of the new version are the caller's to set before this event is added."""
    state.digest, state.pins = event.digest, event.pins or state.pins
    for item in state.open_items:
        state.put(items.moved(item, state.compiled, event.tasks.get(item.task, item.task)))
    state.arrivals = {event.tasks.get(point, point): waiting for point, waiting in state.arrivals.items()}


def _with_visit(state: State, point: str, arrival: Arrival, event: changes.Rescheduled) -> Arrival:
    visit = arrival.visit
    if visit is None or (state.compiled.tasks[point].step, visit.number) != (event.step, event.visit):
        return arrival
    moved = type(visit)(number=visit.number, due_at=event.due_at, provisional=event.provisional)
    return Arrival(at=arrival.at, came_from=arrival.came_from, visit=moved, back=arrival.back, through=arrival.through)


def _with_time(arrival: Arrival, item: WorkItem) -> Arrival:
    if arrival.came_from != item.id or item.done_at is None:
        return arrival
    return Arrival(at=item.done_at, came_from=item.id, visit=arrival.visit, back=arrival.back, through=arrival.through)


def _without(messages: tuple[Message, ...], name: str) -> tuple[Message, ...]:
    """Without the first of that name."""
    for place, message in enumerate(messages):
        if message.name == name:
            return messages[:place] + messages[place + 1 :]
    return messages


_CHANGES: Mapping[type[Event], Callable[[State, Any], None]] = {
    flow.Arrived: _arrived,
    flow.Opened: _opened,
    flow.Passed: _passed,
    flow.Begun: _begun,
    flow.Done: _done,
    flow.Expired: _expired,
    flow.Completed: _completed,
    changes.Withdrawn: _withdrawn,
    changes.Returned: _returned,
    changes.Undone: _undone,
    changes.Recalled: _recalled,
    changes.Rescheduled: _rescheduled,
    changes.Reopened: _reopened,
    changes.Corrected: _corrected,
    course.Handed: _handed,
    course.Suspended: _suspended,
    course.Resumed: _resumed,
    course.Cancelled: _cancelled,
    course.Messaged: _messaged,
    course.Continued: _continued,
    course.Migrated: _migrated,
}
