"""Events to state: the state of an instance is the fold of its events."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import Compiled
from sopengine.execution.fold.state import State, begun, closed, item_of
from sopengine.execution.values.events import Event, EventKind
from sopengine.execution.values.instance import Instance, WorkItem


def replay(compiled: Compiled, events: Sequence[Event]) -> tuple[Instance, tuple[WorkItem, ...]]:
    """The instance that its events, all of them in order, lead to, and its work items, open and done."""
    state = State(compiled, begun(events[0]))
    items: dict[int, WorkItem] = {}
    for event in events[1:]:
        state.add(event)
        if event.kind is EventKind.OPENED:
            items[item_of(event)] = state.open_items[-1]
        elif event.kind is EventKind.DONE:
            items[item_of(event)] = closed(items[item_of(event)], event)
    return state.instance(), tuple(items.values())
