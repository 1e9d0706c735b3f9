"""Branches that ended elsewhere and so let a meeting point start: they led to it, though no arrow of theirs does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from sopengine.execution.values.events.event import Event, item_of
from sopengine.execution.values.events.flow import Arrived, Done, Expired, Opened, Passed

Ids = frozenset[int]
_NONE: Ids = frozenset()
_NOWHERE: frozenset[str] = frozenset()


def released(
    events: Iterable[Event], awaited: Mapping[str, frozenset[str]], task_of: Callable[[int], str]
) -> dict[int, Ids]:
    """Number of an opening or passing -> the awaited work that ended or went on elsewhere.

    Also where a capsule before awaited it. Each counts for the first start of a meeting point after its end.
    """
    events = tuple(events)
    went_to = _went_to(events)
    elsewhere: dict[str, Ids] = dict.fromkeys(awaited, _NONE)
    passed: list[tuple[Ids, Ids]] = []
    version, found = 0, {}
    for event in events:
        if event.version != version:
            version, passed = event.version, []
        if isinstance(event, Done | Expired):
            id, task = item_of(event), task_of(item_of(event))
            on_its_way = went_to.get((id, version), _NOWHERE)
            elsewhere |= {
                point: ids | {id}
                for point, ids in elsewhere.items()
                if task in awaited[point] and on_its_way.isdisjoint({point, *awaited[point]})
            }
        elif isinstance(event, Opened | Passed):
            causes = frozenset(_causes(event))
            here = elsewhere.get(event.task, _NONE).union(*(ids for met, ids in passed if met & causes))
            elsewhere |= {event.task: _NONE} if event.task in awaited else {}
            if isinstance(event, Passed):
                passed.append((causes, here))
            if here:
                found[event.seq] = here
    return found


def _went_to(events: Iterable[Event]) -> dict[tuple[int, int], set[str]]:
    """A work item and the command that ended it -> the tasks that its end led to."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for event in events:
        if isinstance(event, Arrived | Opened | Passed):
            # What met says who came; whoever else's end is named only let it go.
            named = () if isinstance(event, Opened | Passed) and event.took else _causes(event)
            for cause in named:
                found[cause, event.version].add(event.task)
    return found


def _causes(event: Event) -> Iterator[int]:
    """Work items that an event names as what it came of."""
    if isinstance(event, Arrived):
        yield from event.arrival.causes
    elif isinstance(event, Opened | Passed):
        yield from (cause for arrival in event.took for cause in arrival.causes)
        if event.came_from is not None:
            yield event.came_from
