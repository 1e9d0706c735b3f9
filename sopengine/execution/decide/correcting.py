"""Correcting what was recorded of a completed work item; what it opened moves with it."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.acting import on_that_day
from sopengine.execution.decide.confirming import asked_for, is_checked, propose
from sopengine.execution.decide.lineage import Lineage
from sopengine.execution.decide.moment import no_earlier
from sopengine.execution.drafting import timers
from sopengine.execution.drafting.draft import Draft, Scene
from sopengine.execution.drafting.ending import children
from sopengine.execution.drafting.rescheduling import of_its_visit, of_visit, reschedule
from sopengine.execution.positions import day_of
from sopengine.execution.records import Records
from sopengine.execution.refusals import backwards, work
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Correct, OnItem
from sopengine.execution.values.events.changes import Corrected, Reopened, Why
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.events.flow import Completed, Opened
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.people.values import Acting, Capacity


def correct(records: Records, command: Correct, now: datetime) -> Change:
    """Raises RefusedError where something that it opened was begun or done before the corrected time.

    Where the agency has people it is asked for, and counts once another confirms it.
    """
    change = corrected(Scene(records, command, now), command, now)
    return propose(records, command, now) if is_checked(records, command, now) else change


def corrected(scene: Scene, command: Correct, now: datetime, asked_by: str = "") -> Change:
    """All that follows from a correction. `asked_by`: who asked for it, where who acts confirms it."""
    draft = scene.of_item(command.item)
    lineage = Lineage(draft)
    item = draft.state.item(command.item)
    if item is None:
        raise work.no_item(command.item)
    if item.state not in (WorkState.DONE, WorkState.EXPIRED):
        raise backwards.not_done_yet(draft.compiled, item)
    at = no_earlier(draft.compiled, item, command.done_at, now) if command.done_at else None
    if at == item.done_at and at is not None and command.done_by is None and command.note is None:
        raise backwards.nothing_to_correct(draft.compiled, item)
    if at and draft.state.state is InstanceState.CANCELLED and draft.state.ended_at and at > draft.state.ended_at:
        raise backwards.after_the_end(draft.compiled, item, at, draft.state.ended_at)
    acting = _doer(draft, item, command, at)
    done_by = acting.by if acting and command.done_by else ""
    if item.state is WorkState.EXPIRED:
        _in_time(draft, item, at)
        done_by = done_by or item.done_by or asked_by or scene.by
    draft.record(
        Corrected,
        max(now, item.opened_at),
        item.id,
        done_at=at,
        done_by=done_by,
        note=command.note,
        reason=command.reason,
        confirmed_by=scene.by if asked_by else "",
        asked_by=asked_by,
        done_as=acting.capacity if acting else None,
        done_for=acting.on_behalf_of if acting else "",
    )
    if item.state is WorkState.DONE and at is not None and at != item.done_at:
        _move_what_it_opened(draft, lineage, item, now)
    return scene.change()


def confirm(records: Records, command: OnItem, now: datetime) -> Change:
    """The correction that was asked for counts from now on."""
    scene = Scene(records, command, now)
    asked, by = asked_for(records, scene, command.item, now)
    return corrected(scene, asked, now, asked_by=by)


def _doer(draft: Draft, item: WorkItem, command: Correct, at: datetime | None) -> Acting | None:
    """As what whoever did it acted, where another did or on another day; None: as it was."""
    day = day_of(draft.compiled, at or item.done_at or item.opened_at)
    name = command.done_by or item.done_by
    same_day = item.done_at is None or day == day_of(draft.compiled, item.done_at)
    if not name or (command.done_by is None and (same_day or item.done_as is Capacity.UNCHECKED)):
        return None
    return on_that_day(draft.scene.records, draft.compiled, item, name, day)


def _in_time(draft: Draft, item: WorkItem, at: datetime | None) -> None:
    """What a time-out ended was done before it, or not at all."""
    if at is None and item.done_at is None:
        raise backwards.nobody_did_it(draft.compiled, item)
    if at is not None and item.ended_at is not None and at > item.ended_at:
        raise backwards.after_time_out(draft.compiled, item, at)


def _move_what_it_opened(draft: Draft, lineage: Lineage, item: WorkItem, now: datetime) -> None:
    for one, opening in lineage.opened_by(item):
        if not one.withdrawn:
            _move(draft, lineage, item, one, opening, now)
    if draft.state.state is InstanceState.COMPLETED:
        _move_the_end(draft, now)


def _move(draft: Draft, lineage: Lineage, item: WorkItem, one: WorkItem, opening: Opened, now: datetime) -> None:
    opened_at = _opened_at(draft, lineage, opening)
    if opened_at == one.opened_at:
        return
    acted = min((time for time in (one.started_at, one.done_at or one.ended_at) if time), default=None)
    if acted and acted < opened_at:
        raise backwards.acted_before(draft.compiled, item, one, acted)
    moment = max(now, opened_at)
    draft.record(Reopened, moment, one.id, opened_at=opened_at)
    _reschedule(draft, one, moment)
    if one.open and (known := draft.state.item(one.id)):
        timers.again(draft, known)
    for child in children(draft, one) if one.awaits is Awaits.CHILD else ():
        _move_the_start(child, item, opened_at, now)


def _move_the_start(draft: Draft, item: WorkItem, at: datetime, now: datetime) -> None:
    """An instance that was called starts when the work item opens that called it."""
    if draft.state.state is InstanceState.CANCELLED:
        return  # Its work was withdrawn with it and stays where it was: nothing of it counts any more.
    lineage = Lineage(draft)
    draft.record(Reopened, max(now, at), opened_at=at)
    for one, opening in lineage.opened_at_the_start():
        if not one.withdrawn:
            _move(draft, lineage, item, one, opening, now)
    if draft.state.state is InstanceState.COMPLETED:
        _move_the_end(draft, now)


def _reschedule(draft: Draft, item: WorkItem, at: datetime) -> None:
    """The due time of a visit is counted from the opening of its first task."""
    if of_visit(draft, item)[0].id != item.id or item.task not in draft.compiled.tasks:
        return
    found = of_its_visit(draft, item)
    if found:
        reschedule(draft, item, found.at, found.provisional, Why.CORRECTED, at)


def _opened_at(draft: Draft, lineage: Lineage, opening: Opened) -> datetime:
    """The latest end of what opened it, and of what it awaited and was recorded before."""
    causes = [draft.state.item(id) for id in lineage.causes(opening)]
    times = [draft.state.started_at, *(one.ended_at for one in causes if one and one.ended_at)]
    awaited = draft.compiled.awaited.get(opening.task, frozenset())
    for one in draft.state.ended.values() if awaited else ():
        counts = one.task in awaited and one.state in (WorkState.DONE, WorkState.EXPIRED) and one.ended_at
        if counts and one.ended_at and lineage.ending(one).seq < opening.seq:
            times.append(one.ended_at)
    return max(times)


def _move_the_end(draft: Draft, now: datetime) -> None:
    """At the latest end of its work; what called it ended with it, or later where somebody said so."""
    before, at = draft.state.ended_at, max([draft.state.started_at, *draft.latest_ends().values()])
    if at == before:
        return
    draft.record(Completed, at)
    if draft.state.parent is None:
        return
    parent = draft.scene.of(instance_of(draft.state.parent))
    lineage = Lineage(parent)
    item = parent.state.item(draft.state.parent)
    if item and item.state is WorkState.DONE and item.done_at and (item.done_at == before or item.done_at < at):
        parent.record(Corrected, max(now, item.opened_at), item.id, done_at=max(at, item.opened_at))
        _move_what_it_opened(parent, lineage, item, now)
