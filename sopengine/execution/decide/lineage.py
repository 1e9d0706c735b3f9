"""What came of what: which work items a completion led to, and what had met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sopengine.execution.drafting.draft import Draft
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

    def ending(self, item: WorkItem) -> Event:
        """The event that ended a work item by its completion or a time-out, the latest of them."""
        endings = (event for event in reversed(self.events) if isinstance(event, Done | Expired))
        return next(event for event in endings if event.item == item.id)

    def below(self, item: WorkItem) -> list[WorkItem]:
        """All that came of the latest end of a work item, in the order of opening."""
        found = {item.id}
        since = self.ending(item).seq
        for event in self.events:
            if event.seq > since and isinstance(event, Opened) and not found.isdisjoint(self.causes(event)):
                found.add(item_of(event))
        return [self._item(id) for id in sorted(found - {item.id})]

    def opened_by(self, item: WorkItem) -> list[tuple[WorkItem, Opened]]:
        """The work items that a work item opened, alone or with others."""
        return [
            (self._item(item_of(event)), event)
            for event in self.events
            if isinstance(event, Opened) and item.id in self.causes(event)
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
        named = {cause for arrival in event.took for cause in arrival.causes}
        named |= set() if event.came_from is None else {event.came_from}
        return named | {other for cause in named for other in self._with_siblings(cause, event.seq)}

    def given_back(self, gone: Iterable[WorkItem], causes: set[int]) -> Iterator[tuple[str, Arrival]]:
        """What had met in work items that are withdrawn, without what one of `causes` brought: it waits again."""
        ids = {item.id for item in gone}
        versions = {event.version for event in self.events if isinstance(event, Opened) and event.item in ids}
        for event in self.events:
            met = isinstance(event, Opened) and event.item in ids
            passed = isinstance(event, Passed) and event.version in versions
            if isinstance(event, Opened | Passed) and (met or passed):
                kept = [arrival for arrival in event.took if causes.isdisjoint(arrival.causes)]
                if met or len(kept) < len(event.took):
                    yield from ((event.task, arrival) for arrival in kept)

    def _with_siblings(self, cause: int, before: int) -> Iterator[int]:
        item = self._item(cause)
        if self.draft.compiled.tasks[item.task].each is None:
            return
        for other in (*self.draft.state.ended.values(), *self.draft.state.open_items):
            same = (other.task, other.visit) == (item.task, item.visit) and other.id != cause
            if same and any(isinstance(e, Done) and e.item == other.id and e.seq < before for e in self.events):
                yield other.id

    def _item(self, id: int) -> WorkItem:
        found = self.draft.state.item(id)
        assert found, id
        return found


def know_all(draft: Draft) -> None:
    """Let the draft know the work items that have ended, too."""
    if draft.before and not draft.knows_all:
        draft.knows_all = True
        kept = {item.id: item for item in draft.scene.records.work_items(instance=draft.id) if not item.open}
        draft.state.ended = kept | draft.state.ended
