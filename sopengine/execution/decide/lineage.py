"""What came of what: which work items a completion led to, and what had met on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sopengine.execution.decide.releases import released
from sopengine.execution.drafting.draft import Draft, know_all
from sopengine.execution.values.events.changes import Undone
from sopengine.execution.values.events.event import Event, item_of
from sopengine.execution.values.events.flow import Done, Expired, Opened, Passed
from sopengine.execution.values.instance import Arrival
from sopengine.execution.values.work import WorkItem


class Lineage:
    """Of one instance, by its events. Several work items of one task and visit go on as one."""

    def __init__(self, draft: Draft) -> None:
        """Makes all work items of the instance known to the draft."""
        self.draft = draft
        self.events: Sequence[Event] = draft.scene.records.events(draft.id) if draft.before else ()
        know_all(draft)
        self._endings = {item_of(event): event for event in self.events if isinstance(event, Done | Expired)}
        opened = [event for event in self.events if isinstance(event, Opened) and event.took]
        self._met = {(event.version, event.task, event.visit): event.took for event in opened}
        self._undone = {item_of(event): event.seq for event in self.events if isinstance(event, Undone)}
        self._first_done = {item_of(event): event.seq for event in reversed(self.events) if isinstance(event, Done)}
        self._together: dict[tuple[str, int], list[int]] = defaultdict(list)
        for item in (*draft.state.ended.values(), *draft.state.open_items):
            self._together[item.task, item.visit].append(item.id)
        self._released = released(self.events, draft.compiled.awaited, self._task) if draft.compiled.awaited else {}

    def ending(self, item: WorkItem) -> Event:
        """The event that ended a work item by its completion or a time-out, the latest of them."""
        return self._endings[item.id]

    def below(self, item: WorkItem) -> list[WorkItem]:
        """All that came of the latest end of a work item, in the order of opening."""
        found = {item.id}
        since = self.ending(item).seq
        for event in self.events:
            if event.seq > since and isinstance(event, Opened) and not found.isdisjoint(self.causes(event)):
                found.add(item_of(event))
        return [self._item(id) for id in sorted(found - {item.id})]

    def together(self, item: WorkItem) -> list[int]:
        """Ids of the work items of its task and visit: what one of them brought came of all."""
        return self._together[item.task, item.visit]

    def opened_by(self, item: WorkItem) -> list[tuple[WorkItem, Opened]]:
        """The work items that a work item opened, alone or with others."""
        return [
            (self._item(item_of(event)), event)
            for event in self.events
            if isinstance(event, Opened) and item.id in self.causes(event)
        ]

    def opened_at_the_start(self) -> list[tuple[WorkItem, Opened]]:
        """The work items that no other led to."""
        return [
            (self._item(item_of(event)), event)
            for event in self.events
            if isinstance(event, Opened) and not self.causes(event)
        ]

    def above(self, item: WorkItem) -> list[WorkItem]:
        """All work items that led to one, the latest first."""
        openings = {event.item: event for event in self.events if isinstance(event, Opened)}
        found: set[int] = set()
        todo = [item.id]
        while todo:
            causes = self.causes(openings[todo.pop()]) - found
            found |= causes
            todo += causes
        return [self._item(id) for id in sorted(found, reverse=True)]

    def causes(self, event: Opened) -> set[int]:
        """The work items whose ends opened one."""
        # Of those that open together the first says what met.
        took = event.took or self._met.get((event.version, event.task, event.visit), ())
        named = {cause for arrival in took for cause in arrival.causes}
        named |= set() if event.came_from is None else {event.came_from}
        named |= self._released.get(event.seq, frozenset())
        return named | {other for cause in named for other in self._with_siblings(cause, event.seq)}

    def given_back(self, gone: Iterable[WorkItem], causes: set[int]) -> Iterator[tuple[str, Arrival]]:
        """What had met in work items that are withdrawn, without what one of `causes` brought: it waits again."""
        ids = {item.id for item in gone}
        versions = {event.version for event in self.events if isinstance(event, Opened) and event.item in ids}
        for event in self.events:
            met = isinstance(event, Opened) and event.item in ids
            passed = isinstance(event, Passed) and (event.version in versions or self._holds(event))
            if isinstance(event, Opened | Passed) and (met or passed):
                kept = [arrival for arrival in event.took if causes.isdisjoint(arrival.causes)]
                let_go = not causes.isdisjoint(self._released.get(event.seq, ()))
                if met or let_go or len(kept) < len(event.took):
                    yield from ((event.task, arrival) for arrival in kept)

    def _holds(self, passed: Passed) -> bool:
        """Whether nothing that met in a passing was taken back since: what met there is used up."""
        causes = {passed.came_from, *(cause for arrival in passed.took for cause in arrival.causes)}
        return not any(self._undone.get(cause, 0) > passed.seq for cause in causes if cause)

    def _with_siblings(self, cause: int, before: int) -> Iterator[int]:
        item = self._item(cause)
        task = self.draft.compiled.tasks.get(item.task)
        if task and task.each:
            together = self._together[item.task, item.visit]
            yield from (id for id in together if id != cause and self._first_done.get(id, before) < before)

    def _task(self, id: int) -> str:
        return self._item(id).task

    def _item(self, id: int) -> WorkItem:
        found = self.draft.state.item(id)
        assert found, id
        return found
