"""What happens to an instance as a whole: suspended, resumed, cancelled; messages and timers that come to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from sopengine.compiled.tables import CompiledTask
from sopengine.errors import RefusedError
from sopengine.execution.decide.moment import recorded_at
from sopengine.execution.decide.taking_back import take_back
from sopengine.execution.drafting import choice, family, timers
from sopengine.execution.drafting.draft import Draft, Scene, know_all
from sopengine.execution.drafting.due_times import measure, moved, pauses
from sopengine.execution.drafting.ending import cancel as cancel_all
from sopengine.execution.drafting.ending import children, complete
from sopengine.execution.drafting.rescheduling import leading, of_its_visit, of_visit
from sopengine.execution.drafting.rescheduling import reschedule as move_due
from sopengine.execution.drafting.settling import fire, settle
from sopengine.execution.overseeing import may_stop
from sopengine.execution.records import Records
from sopengine.execution.refusals import course as refusal
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnInstance, Send
from sopengine.execution.values.events.changes import Why
from sopengine.execution.values.events.course import Messaged, Resumed, Suspended
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, Timer, WorkItem, WorkState


def suspend(records: Records, command: OnInstance, now: datetime) -> Change:
    """Nothing is done until it is resumed; its children stand still with it."""
    scene = Scene(records, command, now)
    draft = _to_stop(scene, command)
    _running(draft)
    _suspend(draft, _after_all_work(draft, command, now), command.reason)
    return scene.change()


def resume(records: Records, command: OnInstance, now: datetime) -> Change:
    """Open due times move by what the suspension took; timers count on."""
    scene = Scene(records, command, now)
    draft = _to_stop(scene, command)
    if draft.state.state is not InstanceState.SUSPENDED or draft.state.suspended_at is None:
        raise refusal.not_suspended(draft.compiled, draft.state.instance())
    if draft.state.parent is not None:
        _let_parent_run(scene.of(instance_of(draft.state.parent)), draft.id)
    at = recorded_at(draft.compiled, command.at, max(now, draft.state.suspended_at))
    if at < draft.state.suspended_at:
        raise refusal.before_suspension(draft.compiled, draft.id, draft.state.suspended_at)
    _resume(draft, at)
    settle(scene)
    return scene.change()


def cancel(records: Records, command: OnInstance, now: datetime) -> Change:
    """It ends with a reason; open work is withdrawn, children are cancelled, a parent's task becomes a person's."""
    scene = Scene(records, command, now)
    draft = _to_stop(scene, command)
    if draft.state.state in (InstanceState.COMPLETED, InstanceState.CANCELLED):
        raise refusal.ended(draft.compiled, draft.state.instance())
    at = _after_all_work(draft, command, now)
    cancel_all(draft, at, command.reason)
    family.hand_to_a_person(draft, at)
    return scene.change()


def message(records: Records, command: Send, now: datetime) -> Change:
    """A message completes the wait for it, or is kept until one opens; each is taken once."""
    scene = Scene(records, command, now, from_outside=True)
    draft = scene.of(command.instance)
    waits = [task for task in draft.compiled.tasks.values() if task.message == command.name]
    if not waits:
        raise refusal.no_message(draft.compiled, draft.id, command.name)
    at = max(recorded_at(draft.compiled, command.at, now), draft.state.started_at)
    item = _waiting(draft, command, at)
    _running(draft)
    if item is None:
        _has_asked(draft, command, waits)
        draft.record(Messaged, at, name=command.name, data=command.data)
        return scene.change()
    task = draft.compiled.tasks[item.task]
    _has_asked(draft, command, [task])
    outcomes, at = choice.by_data_or_all(draft, task, command.data), max(at, item.opened_at)
    complete(draft, item, at, outcomes, data=command.data, by_message=command.name)
    settle(scene)
    return scene.change()


def fire_due(records: Records, command: OnInstance, now: datetime) -> Change | None:
    """The first timer of an instance whose time has come; None where there is none.

    Where the flow refuses what would follow, the timer goes and the work item stays as it is.
    """
    # Locked before its timers are looked at: what another has fired meanwhile must not be fired again.
    instance = records.instance_to_change(command.instance)
    due = [timer for timer in records.timers(command.instance) if timer.fires_at <= now]
    if not due:
        return None
    timer = min(due, key=attrgetter("turn"))
    draft = _about_to_fire(records, command, now, timer, instance)
    try:
        fire(draft, timer)
        settle(draft.scene)
    except RefusedError:
        draft = _about_to_fire(records, command, now, timer, instance)
    return draft.scene.change()


def reschedule(records: Records, command: OnInstance, calendars: Iterable[str], now: datetime) -> Change:
    """Open due times and timers anew, of the actors that work by one of these calendars."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    know_all(draft)
    names = set(calendars)
    for item in draft.state.open_items:
        actors = (item.actor, draft.compiled.tasks[item.task].actor, leading(draft, of_visit(draft, item)[0]))
        if not names.isdisjoint(map(draft.compiled.calendar_of, actors)):
            found = of_its_visit(draft, item)
            if found:
                move_due(draft, item, found.at, found.provisional, Why.CALENDAR, max(now, item.opened_at))
            timers.again(draft, item)
    return scene.change()


def _to_stop(scene: Scene, command: OnInstance) -> Draft:
    """Of an instance that is up to who asks. Raises RefusedError."""
    draft = scene.of(command.instance)
    may_stop(scene.records, draft.compiled, draft.state.instance(), scene.by, scene.now)
    return draft


def _waiting(draft: Draft, command: Send, at: datetime) -> WorkItem | None:
    """The open work item that waits for a message; where it comes in time but is recorded later, one timed out."""
    for item in draft.state.open_items:
        if item.awaits is Awaits.MESSAGE and draft.compiled.tasks[item.task].message == command.name:
            return item
    if command.at is None:
        return None
    know_all(draft)
    for item in sorted(draft.state.ended.values(), key=lambda item: item.id):
        waited = item.state is WorkState.EXPIRED and item.awaits is Awaits.MESSAGE and item.task in draft.compiled.tasks
        in_time = item.ended_at is not None and item.opened_at <= at <= item.ended_at
        if waited and in_time and draft.compiled.tasks[item.task].message == command.name:
            take_back(draft, item, at, Why.IN_TIME)
            return draft.state.item(item.id)
    return None


def _has_asked(draft: Draft, command: Send, waits: Sequence[CompiledTask]) -> None:
    """Raises RefusedError where a message brings what none of the waits for it asks for."""
    missing = [[field for field in task.asks if field not in command.data] for task in waits]
    if all(missing):
        raise refusal.message_without(draft.compiled, draft.id, command.name, min(missing, key=len))


def _about_to_fire(
    records: Records, command: OnInstance, now: datetime, timer: Timer, instance: Instance | None
) -> Draft:
    draft = Scene(records, command, now, firing=timer).of(command.instance, instance)
    draft.stop_timers(timer.item, (timer.kind,))
    return draft


def _after_all_work(draft: Draft, command: OnInstance, now: datetime) -> datetime:
    """When an instance stops: as said, but not before its work. Raises RefusedError where work was done since."""
    latest = max([draft.state.started_at, *draft.latest_ends().values(), *(resumed for _, resumed in pauses(draft))])
    at = recorded_at(draft.compiled, command.at, now)
    if command.at is not None and at < latest.replace(second=0, microsecond=0):
        raise refusal.work_since(draft.compiled, draft.id, at, latest)
    return max(at, latest)


def _let_parent_run(parent: Draft, child: int) -> None:
    if parent.state.state is InstanceState.SUSPENDED:
        raise refusal.suspended_with(child, parent.id)


def _running(draft: Draft) -> None:
    state = draft.state
    if state.state is InstanceState.SUSPENDED:
        raise refusal.suspended(draft.compiled, draft.id, state.suspended_at)
    if state.state is not InstanceState.RUNNING:
        raise refusal.ended(draft.compiled, state.instance())


def _suspend(draft: Draft, at: datetime, reason: str) -> None:
    draft.record(Suspended, at, reason=reason)
    for item in draft.state.open_items:
        draft.stop_timers(item.id)
        for child in children(draft, item) if item.awaits is Awaits.CHILD else ():
            if child.state.state is InstanceState.RUNNING:
                _suspend(child, max(at, child.state.started_at), reason)


def _resume(draft: Draft, at: datetime) -> None:
    since = draft.state.suspended_at or at
    know_all(draft)
    draft.record(Resumed, at)
    for item in draft.state.open_items:
        _move_due(draft, item, since, at)
        timers.again(draft, item)
        for child in children(draft, item) if item.awaits is Awaits.CHILD else ():
            if child.state.state is InstanceState.SUSPENDED:
                _resume(child, max(at, child.state.suspended_at or at))


def _move_due(draft: Draft, item: WorkItem, since: datetime, until: datetime) -> None:
    """Of the visit that a work item belongs to, once: with its first open one."""
    visit = [one for one in draft.state.open_items if (one.step, one.visit) == (item.step, item.visit)]
    if item.due_at is None or visit[0].id != item.id:
        return
    first = of_visit(draft, item)[0]
    pause, actor = (max(since, first.opened_at), until), leading(draft, first)
    if pause[0] < pause[1]:
        due_at = moved(draft, measure(draft, item), actor, item.due_at, pause, item.count)
        move_due(draft, item, due_at, item.provisional, Why.RESUMED, until)
