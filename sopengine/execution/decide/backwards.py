"""Sending work back, and undoing one's own."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.decide.lineage import Lineage
from sopengine.execution.decide.moment import no_earlier
from sopengine.execution.decide.taking_back import recall, take_back
from sopengine.execution.decide.work import item_in_work, up_to_whom
from sopengine.execution.drafting.draft import Draft, Scene, know_all
from sopengine.execution.drafting.ending import cancel_children, stop, withdraw
from sopengine.execution.drafting.opening import open_task
from sopengine.execution.drafting.settling import settle
from sopengine.execution.records import Records
from sopengine.execution.refusals import backwards, course, work
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnItem, SendBack
from sopengine.execution.values.events.changes import Returned, Why
from sopengine.execution.values.instance import Arrival, InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState


def undo(records: Records, command: OnItem, now: datetime) -> Change:
    """Take back a completion of one's own of which nothing that it opened was begun or done."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    know_all(draft)
    item = draft.state.item(command.item)
    if item is None:
        raise work.no_item(command.item)
    _may_undo(draft, item, scene.by)
    take_back(draft, item, max(now, item.done_at or now), Why.UNDONE)
    settle(scene)
    return scene.change()


def back(records: Records, command: SendBack, now: datetime) -> Change:
    """Send an open work item back: a new visit of the earlier task opens, what came of its last one is withdrawn."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = item_in_work(draft, command.item)
    lineage = Lineage(draft)
    earlier = _earlier(draft, lineage, item, command.to)
    at = no_earlier(draft.compiled, item, command.at, now)
    up_to_whom(draft, item, at)
    below = lineage.below(earlier)
    gone = [one for one in below if one.open and one.id != item.id]
    causes = {*lineage.together(earlier), *(one.id for one in below)}
    waits_again = list(lineage.given_back([*gone, item], causes))
    if not all(point in draft.compiled.tasks for point, _ in waits_again):
        raise backwards.other_version(draft.compiled, earlier)
    draft.record(Returned, at, item.id, to=earlier.id, reason=command.reason)
    stop(draft, item)
    cancel_children(draft, item, at, command.reason)
    for one in gone:
        withdraw(draft, one, at, Why.RETURNED)
    recall(draft, causes, at)
    for point, arrival in waits_again:
        draft.arrive(point, arrival)
    draft.cause = item.id
    waiting = draft.state.arrivals.get(earlier.task, ())
    open_task(draft, earlier.task, (Arrival(at=at, came_from=item.id, back=True), *waiting))
    settle(scene)
    return scene.change()


def _may_undo(draft: Draft, item: WorkItem, by: str) -> None:
    if draft.state.state is InstanceState.SUSPENDED:
        raise course.suspended(draft.compiled, draft.id, draft.state.suspended_at)
    if draft.state.state is InstanceState.CANCELLED:
        raise course.ended(draft.compiled, draft.state.instance())
    if item.state is not WorkState.DONE or item.awaits in (Awaits.TIME, Awaits.CHILD):
        raise backwards.nothing_to_undo(draft.compiled, item)
    if item.done_by.casefold() != by.casefold():
        raise backwards.not_yours(draft.compiled, item, by)


def _earlier(draft: Draft, lineage: Lineage, item: WorkItem, to: int | str | None) -> WorkItem:
    """The visit that work goes back to: the one named, else the latest of a person that led here."""
    done = (one for one in lineage.above(item) if one.state is WorkState.DONE and one.awaits is Awaits.PERSON)
    led_here = [one for one in done if one.task in draft.compiled.tasks]
    if not led_here:
        raise backwards.nowhere_back(draft.compiled, item)
    if to is None:
        opener = [one for one in led_here if one.id == item.opened_by]
        return (opener or led_here)[0]
    for one in led_here:
        if to in (one.id, one.task, one.step):
            return one
    raise backwards.did_not_lead(draft.compiled, item, led_here)
