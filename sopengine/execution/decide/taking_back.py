"""Taking back an end: the work item is open again, and what came of its end is withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.decide.lineage import Lineage
from sopengine.execution.drafting import telling, timers
from sopengine.execution.drafting.draft import Draft, know_all
from sopengine.execution.drafting.ending import cancel, children, stop, withdraw
from sopengine.execution.drafting.rescheduling import of_its_visit, of_visit, reschedule
from sopengine.execution.fold.replay import replay
from sopengine.execution.refusals import backwards, course
from sopengine.execution.values.events.changes import Recalled, Reopened, Rescheduled, Undone, Why, Withdrawn
from sopengine.execution.values.events.course import Cancelled, Continued, Handed, Messaged
from sopengine.execution.values.events.event import Event, instance_of
from sopengine.execution.values.events.flow import Done, Opened, Passed, Started
from sopengine.execution.values.instance import Arrival, Instance, InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState

_NOTHING: Mapping[str, str | None] = {}


def take_back(draft: Draft, item: WorkItem, at: datetime, why: Why) -> None:
    """Raises RefusedError where something that came of it was begun or done by somebody."""
    _may_go_on(draft)
    lineage = Lineage(draft)
    ending = lineage.ending(item)
    all_below = lineage.below(item)
    below = [one for one in all_below if not one.withdrawn]
    by_itself = [one for one in below if not one.open and _went_by_itself(lineage, one, ending)]
    for one in below:
        if one not in by_itself and _touched(draft, one):
            raise backwards.begun_since(draft.compiled, item, one)
    gone_causes = {*lineage.together(item), *(one.id for one in all_below)}
    waits_again = list(lineage.given_back(below, gone_causes))
    if not draft.compiled.tasks.keys() >= {item.task, *(point for point, _ in waits_again)}:
        raise backwards.other_version(draft.compiled, item)
    _run_again(draft, at, why)
    for one in below:
        _withdraw(draft, lineage, one, at, why)
    recall(draft, gone_causes, at)
    for point, arrival in waits_again:
        draft.arrive(point, arrival)
    gone_ends = [ending, *(lineage.ending(one) for one in by_itself)]
    _open_again(draft, lineage, item, ending, at, why, _restored(lineage.events, gone_ends))
    _open_those_that_were_too_many(draft, lineage, item, at, why)
    _forget_the_count(draft, lineage, item, ending, at)


def recall(draft: Draft, causes: Iterable[int], at: datetime) -> None:
    """What these work items brought to meeting points waits there no longer."""
    gone = set(causes)
    for point, waiting in draft.state.arrivals.items():
        if any(not gone.isdisjoint(arrival.causes) for arrival in waiting):
            draft.record(Recalled, at, task=point, causes=tuple(sorted(gone)))


def _may_go_on(draft: Draft) -> None:
    if draft.state.state is InstanceState.SUSPENDED:
        raise course.suspended(draft.compiled, draft.id, draft.state.suspended_at)
    if draft.state.state is InstanceState.CANCELLED:
        raise course.ended(draft.compiled, draft.state.instance())


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
    return any(_has_begun(child) for child in called)


def _has_begun(child: Draft) -> bool:
    """Whether anybody has worked in an instance that was called."""
    know_all(child)
    ended = child.state.ended.values()
    acted = any(one.state is WorkState.RETURNED or one.done_by not in ("", BY_ITSELF) for one in ended)
    called = (other for one in ended if one.awaits is Awaits.CHILD for other in children(child, one))
    return acted or any(_touched(child, one) for one in child.state.open_items) or any(map(_has_begun, called))


def _run_again(draft: Draft, at: datetime, why: Why) -> None:
    """An instance that had ended goes on; its parent must not have done so."""
    if draft.state.state is not InstanceState.COMPLETED:
        return
    if draft.state.parent is not None:
        parent = draft.scene.of(instance_of(draft.state.parent))
        know_all(parent)
        item = parent.state.item(draft.state.parent)
        if item is None or item.state is not WorkState.DONE:
            raise course.went_on_without(draft.id, parent.id)
        take_back(parent, item, at, why)
    draft.record(Continued, max(at, draft.state.started_at))


def _withdraw(draft: Draft, lineage: Lineage, item: WorkItem, at: datetime, why: Why) -> None:
    if item.open:
        withdraw(draft, item, at, why)
        return
    end = lineage.ending(item)
    draft.record(Withdrawn, max(at, item.opened_at), item.id, why=why)
    if item.task in draft.compiled.tasks:
        stop(draft, item)
    for child in children(draft, item) if item.awaits is Awaits.CHILD else ():
        if child.state.state is InstanceState.COMPLETED:
            cancel(child, at, str(why))
    if isinstance(end, Done) and end.by_message:
        draft.record(Messaged, _came_at(draft, lineage.events, end), name=end.by_message, data=end.data)


def _came_at(draft: Draft, events: Sequence[Event], taken: Done) -> datetime:
    """When the message came that completed a work item: of those that waited alike the first."""
    before, _ = replay(draft.scene.records.pinned, [event for event in events if event.seq < taken.seq])
    alike = (one.at for one in before.messages if (one.name, one.data) == (taken.by_message, taken.data))
    return next(alike, taken.at)


def _open_again(
    draft: Draft,
    lineage: Lineage,
    item: WorkItem,
    ending: Event,
    at: datetime,
    why: Why,
    data: Mapping[str, str | None] = _NOTHING,
) -> None:
    handed = [event.note for event in lineage.events if isinstance(event, Handed) and event.item == item.id]
    note = handed[-1] if handed else ""
    draft.record(Undone, max(at, item.opened_at), item.id, seq_undone=ending.seq, data=data, note=note, why=why)
    telling.revive(draft, item.id)
    timers.again(draft, item)


def _forget_the_count(draft: Draft, lineage: Lineage, item: WorkItem, ending: Event, at: datetime) -> None:
    """A due time that only the completion gave, by the number of items that it told; one told before counts again."""
    by_count = (event.why is Why.COUNTED for event in _rescheduled_with(lineage.events, ending))
    known = draft.state.item(item.id)
    if known and any(by_count):
        found = of_its_visit(draft, known, _told_before(draft, lineage, known))
        due_at, provisional = (found.at, found.provisional) if found else (None, False)
        reschedule(draft, known, due_at, provisional, Why.UNDONE, max(at, item.opened_at))


def _told_before(draft: Draft, lineage: Lineage, item: WorkItem) -> int | None:
    """The number of items that the latest other completion of the visit told."""
    done = {one.id for one in of_visit(draft, item) if one.state is WorkState.DONE}
    told = [event.count for event in lineage.events if isinstance(event, Done) and event.item in done and event.count]
    return told[-1] if told else None


def _rescheduled_with(events: Sequence[Event], ending: Event) -> Iterator[Rescheduled]:
    return (event for event in events if isinstance(event, Rescheduled) and event.version == ending.version)


def _open_those_that_were_too_many(draft: Draft, lineage: Lineage, item: WorkItem, at: datetime, why: Why) -> None:
    """The others of its task and visit, which were withdrawn since enough were done, or one was overdue."""
    withdrawn = {event.item: event for event in lineage.events if isinstance(event, Withdrawn)}
    for one in sorted(draft.state.ended.values(), key=lambda one: one.id):
        event = withdrawn.get(one.id)
        together = (one.task, one.visit) == (item.task, item.visit) and one.withdrawn
        if together and event and event.why is Why.ENOUGH:
            _open_again(draft, lineage, _moved_with(draft, one, item), event, at, why)
            reschedule(draft, one, item.due_at, item.provisional, Why.UNDONE, max(at, item.opened_at))
            _let_its_child_go_on(draft, one, at, why)


def _moved_with(draft: Draft, one: WorkItem, item: WorkItem) -> WorkItem:
    """It opened together with the other, whose opening may have been corrected since it was withdrawn."""
    if one.opened_at != item.opened_at:
        draft.record(Reopened, max(draft.scene.now, item.opened_at), one.id, opened_at=item.opened_at)
    return draft.state.item(one.id) or one


def _let_its_child_go_on(draft: Draft, item: WorkItem, at: datetime, why: Why) -> None:
    """The child that was cancelled with a work item which is open again."""
    called = children(draft, item) if item.awaits is Awaits.CHILD else []
    if called and called[-1].state.state is InstanceState.CANCELLED:
        _revive(called[-1], at, why)


def _revive(draft: Draft, at: datetime, why: Why) -> None:
    """A cancelled instance goes on as it did before: it runs, or stands still as long as it did."""
    lineage = Lineage(draft)
    last = next(event for event in reversed(lineage.events) if isinstance(event, Cancelled))
    until_then = [event for event in lineage.events if event.version < last.version]
    before = replay(draft.scene.records.pinned, until_then)[0] if until_then else None
    suspended_at = before.suspended_at if before else None
    draft.record(Continued, max(at, draft.state.started_at), suspended_at=suspended_at)
    if before:
        _bring_again(draft, before)
    if not any(isinstance(event, Opened | Passed) for event in lineage.events):
        draft.moves.append((draft.compiled.entries[0], Arrival(at=draft.state.started_at, came_from=None)))
    for event in lineage.events:
        item = draft.state.item(event.item or 0)
        if isinstance(event, Withdrawn) and event.version == last.version and item and item.withdrawn:
            _open_again(draft, lineage, item, event, at, why)
            _let_its_child_go_on(draft, item, at, why)


def _bring_again(draft: Draft, before: Instance) -> None:
    """What waited then: messages, and arrivals at meeting points."""
    for message in before.messages:
        draft.record(Messaged, message.at, name=message.name, data=message.data)
    for point, waiting in before.arrivals.items():
        for arrival in waiting:
            draft.arrive(point, arrival)


def _restored(events: Sequence[Event], left_out: Collection[Event]) -> dict[str, str | None]:
    """What the fields that these completions filled in would hold if they had not been; None: nothing."""
    without = _data_without(events, {event.seq for event in left_out})
    return {field: without.get(field) for event in left_out if isinstance(event, Done) for field in event.data}


def _data_without(events: Sequence[Event], left_out: Collection[int]) -> dict[str, str]:
    """What all fields would hold but for the completions with these numbers, and those taken back before."""
    filled = {event.seq: event.data for event in events if isinstance(event, Started | Done)}
    latest: dict[int, int] = {}
    for event in events:
        if isinstance(event, Done) and event.item is not None:
            latest[event.item] = event.seq
        elif isinstance(event, Undone):
            filled.pop(event.seq_undone, None)
        elif isinstance(event, Withdrawn) and event.item in latest:
            filled.pop(latest[event.item], None)
    return {field: text for seq, data in filled.items() if seq not in left_out for field, text in data.items()}
