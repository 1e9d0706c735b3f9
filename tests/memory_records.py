"""What a store would keep of instances, in memory: for tests of decisions alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sopengine.calendar import Calendar, office_calendar
from sopengine.compiled.tables import Compiled
from sopengine.execution.values.change import Change
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.notice import Notice, Recall
from sopengine.execution.values.work import Timer, TimerKind, WorkItem, WorkState
from sopengine.people.rights import People


class MemoryRecords:
    """Answers what decisions ask, and keeps the changes that follow from them."""

    def __init__(self, *versions: Compiled, first: int = 1) -> None:
        self.versions = {version.digest: version for version in versions}
        self.kept: dict[int, Instance] = {}
        self.items: dict[int, WorkItem] = {}
        self.happened: dict[int, list[Event]] = {}
        self.set: dict[tuple[int, TimerKind], Timer] = {}
        self.told: list[Notice] = []
        self.recalled: list[Recall] = []
        self._next = first

    def save(self, change: Change) -> Instance:
        before = self.kept[change.after.id].version if change.after.id in self.kept else 0
        assert change.before == before
        self.kept[change.after.id] = change.after
        assert not any(item.id in self.items for item in change.opened)
        assert all(item.id in self.items for item in change.changed)
        self.items |= {item.id: item for item in (*change.opened, *change.changed)}
        events = self.happened.setdefault(change.after.id, [])
        events += change.events
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        for stopped in change.stopped:
            self.set.pop(stopped, None)
        self.set |= {(timer.item, timer.kind): timer for timer in change.timers}
        self.told += change.notices
        self.recalled += change.recalls
        for other in change.others:
            self.save(other)
        return change.after

    def pinned(self, digest: str) -> Compiled:
        return self.versions[digest]

    def calendar(self, name: str, timezone: str) -> Calendar:
        assert not name
        return office_calendar(timezone)

    def instance_to_change(self, id: int) -> Instance | None:
        return self.kept.get(id)

    def people(self) -> People | None:
        return None

    def next_instance(self) -> int:
        self._next += 1
        return self._next - 1

    def latest_visit(self, instance: int, task: str) -> int:
        found = (item for item in self.work_items(instance=instance) if item.task == task and not item.withdrawn)
        return max((item.visit for item in found), default=0)

    def latest_ends(self, instance: int) -> Mapping[str, datetime]:
        ends: dict[str, datetime] = {}
        for item in self.work_items(instance=instance):
            if item.ended_at and item.state in (WorkState.DONE, WorkState.EXPIRED):
                ends[item.task] = max(item.ended_at, ends.get(item.task, item.ended_at))
        return ends

    def done_in_visit(self, instance: int, task: str, visit: int) -> Sequence[WorkItem]:
        found = (item for item in self.work_items(instance=instance) if (item.task, item.visit) == (task, visit))
        return [item for item in found if item.state is WorkState.DONE]

    def children(self, first: int, last: int) -> Sequence[int]:
        return [id for id, one in self.kept.items() if one.parent is not None and first <= one.parent <= last]

    def timers(self, instance: int) -> Sequence[Timer]:
        return [timer for timer in self.set.values() if self.items[timer.item].instance == instance]

    def suspensions(self, instance: int) -> Sequence[Event]:
        return [event for event in self.happened[instance] if event.kind in ("suspended", "resumed")]

    def work_items(self, *, instance: int) -> Sequence[WorkItem]:
        return [item for _, item in sorted(self.items.items()) if item.instance == instance]

    def events(self, instance: int) -> Sequence[Event]:
        return self.happened[instance]


def without_derived(item: WorkItem) -> WorkItem:
    """As it is kept: without what its task says."""
    return replace(item, outcomes=(), partners=(), asks=())
