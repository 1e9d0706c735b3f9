"""What each kind of event does to the state: one change each, none decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sopengine.execution.fold import items
from sopengine.execution.fold.state import State
from sopengine.execution.values.events import attaching, changes, course, flow, handing, telling
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Arrival, InstanceState, Message
from sopengine.execution.values.work import WorkItem, WorkState


def apply(state: State, event: Event) -> None:
    """The next event of this instance; `begun` made the first of it."""
    state.version = event.version
    state.events = event.seq
    _EFFECTS[type(event)](state, event)


def _arrived(state: State, event: flow.Arrived) -> None:
    state.arrivals = {**state.arrivals, event.task: (*state.arrivals.get(event.task, ()), event.arrival)}


def _opened(state: State, event: flow.Opened) -> None:
    item = items.opened(state.compiled, event)
    state.born(item)
    state.take(item.task)


def _passed(state: State, event: flow.Passed) -> None:
    state.take(event.task)


def _begun(state: State, event: flow.Begun) -> None:
    state.put(items.begun(state.of(event), event))


def _done(state: State, event: flow.Done) -> None:
    state.put(items.done(state.of(event), event))
    if event.data:
        state.data = {**state.data, **event.data}
    if event.by_message:
        state.messages = _without(state.messages, event.by_message, event.data)


def _expired(state: State, event: flow.Expired) -> None:
    state.put(items.ended(state.of(event), event, WorkState.EXPIRED, outcome=event.outcome))


def _completed(state: State, event: flow.Completed) -> None:
    state.state, state.ended_at = InstanceState.COMPLETED, event.at


def _withdrawn(state: State, event: changes.Withdrawn) -> None:
    state.put(items.ended(state.of(event), event, WorkState.WITHDRAWN))


def _returned(state: State, event: changes.Returned) -> None:
    state.put(items.ended(state.of(event), event, WorkState.RETURNED, note=event.reason))


def _undone(state: State, event: changes.Undone) -> None:
    state.put(items.open_again(state.of(event), event.note))
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
        if (item.step, item.visit) == (event.step, event.visit) and not item.withdrawn:
            state.put(items.rescheduled(item, event))
    state.arrivals = {
        point: tuple(_with_visit(state, point, arrival, event) for arrival in waiting)
        for point, waiting in state.arrivals.items()
    }


def _reopened(state: State, event: changes.Reopened) -> None:
    if event.item is None:
        state.started_at = event.opened_at
    else:
        state.put(items.reopened(state.of(event), event))


def _corrected(state: State, event: changes.Corrected) -> None:
    item = items.corrected(state.of(event), event)
    state.put(item)
    if event.done_at:
        state.arrivals = {
            point: tuple(_with_time(state, arrival, item) for arrival in waiting)
            for point, waiting in state.arrivals.items()
        }


def _handed(state: State, event: course.Handed) -> None:
    state.put(items.handed(state.of(event), event.note))


def _taken(state: State, event: handing.Taken) -> None:
    state.put(items.assigned(state.of(event), event.by))


def _given_back(state: State, event: handing.GivenBack) -> None:
    state.put(items.assigned(state.of(event), ""))


def _assigned(state: State, event: handing.Assigned) -> None:
    state.put(items.assigned(state.of(event), event.to))


def _proposed(state: State, event: handing.Proposed) -> None:
    state.put(items.proposed(state.of(event), event.seq))


def _declined(state: State, event: handing.Declined) -> None:
    state.put(items.proposed(state.of(event), None))


def _attached(_state: State, _event: attaching.Attached) -> None:
    """The event itself is all that is kept of it."""


def _suspended(state: State, event: course.Suspended) -> None:
    state.state, state.suspended_at = InstanceState.SUSPENDED, event.at


def _resumed(state: State, _event: course.Resumed) -> None:
    state.state, state.suspended_at = InstanceState.RUNNING, None


def _cancelled(state: State, event: course.Cancelled) -> None:
    state.state, state.ended_at, state.suspended_at = InstanceState.CANCELLED, event.at, None
    state.arrivals = {}
    state.messages = ()


def _messaged(state: State, event: course.Messaged) -> None:
    message = Message(name=event.name, at=event.at, data=event.data)
    state.messages = tuple(sorted((*state.messages, message), key=lambda one: one.at))


def _continued(state: State, event: course.Continued) -> None:
    state.state = InstanceState.SUSPENDED if event.suspended_at else InstanceState.RUNNING
    state.ended_at, state.suspended_at = None, event.suspended_at


def _migrated(state: State, event: course.Migrated) -> None:
    """The tables of the new version are the caller's to set before this event is added."""
    state.digest, state.pins = event.digest, event.pins or state.pins
    for item in state.open_items:
        state.put(items.moved(item, state.compiled, event.tasks.get(item.task, item.task)))
    moved: dict[str, tuple[Arrival, ...]] = {}
    for point, waiting in state.arrivals.items():
        to = event.tasks.get(point, point)
        moved[to] = (*moved.get(to, ()), *waiting)
    state.arrivals = moved


def _nothing(_state: State, _event: Event) -> None:
    """Whoever is told of work, it stays as it is."""


def _with_visit(state: State, point: str, arrival: Arrival, event: changes.Rescheduled) -> Arrival:
    visit = arrival.visit
    if visit is None or (state.compiled.tasks[point].step, visit.number) != (event.step, event.visit):
        return arrival
    moved = type(visit)(number=visit.number, due_at=event.due_at, provisional=event.provisional)
    return Arrival(at=arrival.at, came_from=arrival.came_from, visit=moved, back=arrival.back, through=arrival.through)


def _with_time(state: State, arrival: Arrival, item: WorkItem) -> Arrival:
    """At the latest end of what flowed into it, of several work items of one task the latest of all."""
    causes = [state.item(id) for id in arrival.causes]
    visits = {(cause.task, cause.visit) for cause in causes if cause}
    if (item.task, item.visit) not in visits or item.state is not WorkState.DONE:
        return arrival
    done = (one for one in state.ended.values() if (one.task, one.visit) in visits and not one.withdrawn)
    at = max(one.ended_at for one in done if one.ended_at)
    return Arrival(at=at, came_from=arrival.came_from, visit=arrival.visit, back=arrival.back, through=arrival.through)


def _without(messages: tuple[Message, ...], name: str, data: Mapping[str, str]) -> tuple[Message, ...]:
    """Without the first of that name and these data."""
    for place, message in enumerate(messages):
        if (message.name, message.data) == (name, data):
            return messages[:place] + messages[place + 1 :]
    return messages


_EFFECTS: Mapping[type[Event], Callable[[State, Any], None]] = {
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
    handing.Taken: _taken,
    handing.GivenBack: _given_back,
    handing.Assigned: _assigned,
    handing.Proposed: _proposed,
    handing.Declined: _declined,
    attaching.Attached: _attached,
    course.Suspended: _suspended,
    course.Resumed: _resumed,
    course.Cancelled: _cancelled,
    course.Messaged: _messaged,
    course.Continued: _continued,
    course.Migrated: _migrated,
    telling.Reminded: _nothing,
    telling.Escalated: _nothing,
}
