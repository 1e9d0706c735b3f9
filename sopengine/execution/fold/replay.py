"""Events to state: the state of an instance is the fold of its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sopengine.compiled.tables import Compiled
from sopengine.execution.fold.effects import apply
from sopengine.execution.fold.state import State, begun
from sopengine.execution.values.events.course import Migrated
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.flow import Started
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem


def replay(version: Callable[[str], Compiled], events: Sequence[Event]) -> tuple[Instance, tuple[WorkItem, ...]]:
    """The instance that its events, all of them in order, lead to, and its work items, open and ended.

    `version`: digest -> the tables of that version of the SOP.
    """
    first = events[0]
    if not isinstance(first, Started):
        raise ValueError(f"the first event of instance {first.instance} is no start")
    state = State(version(first.digest), begun(first))
    for event in events[1:]:
        if isinstance(event, Migrated):
            state.compiled = version(event.digest)
        apply(state, event)
    items = sorted((*state.open_items, *state.ended.values()), key=lambda item: item.id)
    return state.instance(), tuple(items)
