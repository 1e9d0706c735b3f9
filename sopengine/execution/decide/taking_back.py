"""Taking back an end: the work item is open again, and what came of its end is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sopengine.execution.decide.lineage import Lineage
from sopengine.execution.drafting import timers
from sopengine.execution.drafting.draft import BY_ITSELF, Draft
from sopengine.execution.drafting.ending import children, withdraw
from sopengine.execution.refusals import backwards
from sopengine.execution.values.events.changes import Recalled, Undone, Why, Withdrawn
from sopengine.execution.values.events.course import Continued, Messaged
from sopengine.execution.values.events.event import Event, instance_of
from sopengine.execution.values.events.flow import Done, Started
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState


def take_back(draft: Draft, item: WorkItem, at: datetime, why: Why) -> None:
    """Raises RefusedError where something that came of it was begun or done by somebody."""
    lineage = Lineage(draft)
    ending = lineage.ending(item)
    below = [one for one in lineage.below(item) if one.state not in (WorkState.WITHDRAWN, WorkState.RETURNED)]
    by_itself = [one for one in below if not one.open and _went_by_itself(lineage, one, ending)]
    for one in below:
        if one not in by_itself and _touched(draft, one):
            raise backwards.begun_since(draft.compiled, item, one)
    _run_again(draft, at, why)
    gone_causes = {item.id, *(one.id for one in below)}
    waits_again = list(lineage.given_back(below, gone_causes))
    for one in below:
        _withdraw(draft, lineage, one, at, why)
    recall(draft, gone_causes, at)
    for point, arrival in waits_again:
        draft.arrive(point, arrival)
    _open_again(draft, lineage, item, ending, at, why)


def recall(draft: Draft, causes: Iterable[int], at: datetime) -> None:
    """What these work items brought to meeting points waits there no longer."""
    gone = set(causes)
    for point, waiting in draft.state.arrivals.items():
        if any(not gone.isdisjoint(arrival.causes) for arrival in waiting):
            draft.record(Recalled, at, task=point, causes=tuple(sorted(gone)))


def _went_by_itself(lineage: Lineage, item: WorkItem, ending: Event) -> bool:
    """It ended within the very command that is taken back: nobody did it."""
    if item.state not in (WorkState.DONE, WorkState.EXPIRED):
        return False
    end = lineage.ending(item)
    return end.version == ending.version and end.by == BY_ITSELF


def _touched(draft: Draft, item: WorkItem) -> bool:
    if not item.open or item.started_at:
        return True
    called = children(draft, item) if item.awaits is Awaits.CHILD else []
    return any(child.version > 2 for child in called)


def _run_again(draft: Draft, at: datetime, why: Why) -> None:
    """An instance that had ended goes on; its parent must not have done so."""
    if draft.state.state is not InstanceState.COMPLETED:
        return
    draft.record(Continued, max(at, draft.state.started_at))
    if draft.state.parent is not None:
        parent = draft.scene.of(instance_of(draft.state.parent))
        Lineage(parent)
        item = parent.state.item(draft.state.parent)
        if item and not item.open:
            take_back(parent, item, at, why)


def _withdraw(draft: Draft, lineage: Lineage, item: WorkItem, at: datetime, why: Why) -> None:
    if item.open:
        withdraw(draft, item, at, why)
        return
    end = lineage.ending(item)
    draft.record(Withdrawn, max(at, item.opened_at), item.id, why=why)
    if isinstance(end, Done) and end.by_message:
        draft.record(Messaged, max(at, item.opened_at), name=end.by_message, data=end.data)


def _open_again(draft: Draft, lineage: Lineage, item: WorkItem, ending: Event, at: datetime, why: Why) -> None:
    before = _data_without(lineage.events, ending) if isinstance(ending, Done) and ending.data else {}
    filled = ending.data if isinstance(ending, Done) else {}
    restored = {field: before.get(field) for field in filled}
    moment = max(at, item.opened_at)
    draft.record(Undone, moment, item.id, seq_undone=ending.seq, data=restored, why=why)
    timers.again(draft, item)
    for event in lineage.events:
        with_it = isinstance(event, Withdrawn) and event.why is Why.ENOUGH and event.version == ending.version
        if with_it and event.item is not None:
            draft.record(Undone, moment, event.item, seq_undone=event.seq, why=why)


def _data_without(events: Sequence[Event], left_out: Event) -> dict[str, str]:
    """What all fields would hold if a completion had not been."""
    data: dict[str, str] = {}
    for event in events:
        if isinstance(event, Started | Done | Messaged) and not isinstance(event, Messaged) and event is not left_out:
            data |= event.data
        elif isinstance(event, Undone):
            data = {field: text for field, text in {**data, **event.data}.items() if text is not None}
    return data
