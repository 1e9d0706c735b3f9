"""The state of an instance in the making: what the events of `effects` change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from operator import attrgetter

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events.event import Event, item_of
from sopengine.execution.values.events.flow import Started
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem, WorkState

_ID = attrgetter("id")


class State:
    """What an instance is after the events so far; `instance()` is the value of it."""

    __slots__ = (
        "_begun",
        "_open",
        "arrivals",
        "born_here",
        "compiled",
        "data",
        "digest",
        "ended",
        "ended_at",
        "events",
        "id",
        "messages",
        "pins",
        "started_at",
        "state",
        "suspended_at",
        "touched",
        "version",
    )

    def __init__(self, compiled: Compiled, instance: Instance, ended: Iterable[WorkItem] = ()) -> None:
        """`ended`: work items that are not open, as far as the events to come are about them."""
        self.compiled = compiled
        self._begun = instance
        self.id = instance.id
        self.version = instance.version
        self.events = instance.events
        self.digest = instance.digest
        self.pins = instance.pins
        self.started_at = instance.started_at
        self.state = instance.state
        self._open = list(instance.open_items)
        self.arrivals = instance.arrivals
        self.data = instance.data
        self.messages = instance.messages
        self.ended_at = instance.ended_at
        self.suspended_at = instance.suspended_at
        self.ended: dict[int, WorkItem] = {item.id: item for item in ended}
        """By id, of those that are known."""
        self.born_here: set[int] = set()
        """Ids of the work items that the events opened."""
        self.touched: set[int] = set()
        """Ids of the work items that the events opened or changed."""

    def item(self, id: int) -> WorkItem | None:
        """An open one, or one that has ended as far as it is known."""
        place = self._place(id)
        return self._open[place] if place >= 0 else self.ended.get(id)

    def instance(self) -> Instance:
        begun = self._begun
        return Instance(
            id=begun.id,
            sop=begun.sop,
            digest=self.digest,
            ref=begun.ref,
            state=self.state,
            version=self.version,
            started_at=self.started_at,
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

    @property
    def open_items(self) -> tuple[WorkItem, ...]:
        """In the order of opening, as they are now."""
        return tuple(self._open)

    @property
    def parent(self) -> int | None:
        """Id of the work item that called it."""
        return self._begun.parent

    def put(self, item: WorkItem) -> None:
        """A work item as it now is."""
        id = item.id
        self.touched.add(id)
        place = self._place(id)
        if item.state is not WorkState.OPEN:
            if place >= 0:
                del self._open[place]
            self.ended[id] = item
        elif place >= 0:
            self._open[place] = item
        else:
            self.ended.pop(id, None)
            insort(self._open, item, key=_ID)

    def born(self, item: WorkItem) -> None:
        """A work item that was not there before: the latest of all."""
        self._open.append(item)
        self.born_here.add(item.id)
        self.touched.add(item.id)

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
        open_items = self._open
        if not open_items or open_items[-1].id < id:
            return -1
        place = bisect_left(open_items, id, key=_ID) if len(open_items) > 1 else 0
        return place if open_items[place].id == id else -1


def begun(event: Started) -> Instance:
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
