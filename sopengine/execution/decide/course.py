"""What happens to an instance as a whole: suspended, resumed, cancelled; messages and timers that come to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sopengine.execution.decide.lineage import know_all
from sopengine.execution.decide.moment import no_earlier, recorded_at
from sopengine.execution.drafting import choice, family, timers
from sopengine.execution.drafting.draft import Draft, Scene
from sopengine.execution.drafting.ending import cancel as cancel_all
from sopengine.execution.drafting.ending import children, complete
from sopengine.execution.drafting.settling import fire, settle
from sopengine.execution.drafting.visits import of_visit
from sopengine.execution.drafting.visits import reschedule as move_due
from sopengine.execution.records import Records
from sopengine.execution.refusals import course as refusal
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnInstance, Send
from sopengine.execution.values.events.changes import Why
from sopengine.execution.values.events.course import Messaged, Resumed, Suspended
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem

Pause = tuple[datetime, datetime]


def suspend(records: Records, command: OnInstance, now: datetime) -> Change:
    """Nothing is done until it is resumed; its children stand still with it."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    _running(draft)
    at = max(recorded_at(draft.compiled, command.at, now), draft.state.started_at)
    _suspend(draft, at, command.reason)
    return scene.change()


def resume(records: Records, command: OnInstance, now: datetime) -> Change:
    """Open due times move by what the suspension took; timers count on."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    if draft.state.state is not InstanceState.SUSPENDED or draft.state.suspended_at is None:
        raise refusal.not_suspended(draft.compiled, draft.state.instance())
    at = recorded_at(draft.compiled, command.at, max(now, draft.state.suspended_at))
    if at < draft.state.suspended_at:
        raise refusal.before_suspension(draft.compiled, draft.id, draft.state.suspended_at)
    _resume(draft, at)
    settle(scene)
    return scene.change()


def cancel(records: Records, command: OnInstance, now: datetime) -> Change:
    """It ends with a reason; open work is withdrawn, children are cancelled, a parent's task becomes a person's."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    if draft.state.state in (InstanceState.COMPLETED, InstanceState.CANCELLED):
        raise refusal.ended(draft.compiled, draft.state.instance())
    at = max(recorded_at(draft.compiled, command.at, now), draft.state.started_at)
    cancel_all(draft, at, command.reason)
    family.hand_to_a_person(draft, at)
    return scene.change()


def message(records: Records, command: Send, now: datetime) -> Change:
    """A message completes the wait for it, or is kept until one opens; each is taken once."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    _running(draft)
    waits = [task for task in draft.compiled.tasks.values() if task.message == command.name]
    if not waits:
        raise refusal.no_message(draft.compiled, draft.id, command.name)
    for item in draft.state.open_items:
        task = draft.compiled.tasks[item.task]
        if item.awaits is Awaits.MESSAGE and task.message == command.name:
            at = no_earlier(draft.compiled, item, command.at, now)
            outcomes = choice.by_data_or_all(draft.compiled, task, {**draft.state.data, **command.data})
            complete(draft, item, at, outcomes, data=command.data, by_message=command.name)
            settle(scene)
            return scene.change()
    at = recorded_at(draft.compiled, command.at, now)
    draft.record(Messaged, max(at, draft.state.started_at), name=command.name, data=command.data)
    return scene.change()


def fire_due(records: Records, command: OnInstance, now: datetime) -> Change:
    """The timers of an instance whose time has come, in the order of their times."""
    scene = Scene(records, command, now)
    due = [timer for timer in records.timers(command.instance) if timer.fires_at <= now]
    draft = scene.of(command.instance, timers_fire_first=False)
    for timer in sorted(due, key=lambda timer: (timer.at, timer.item)):
        draft.stopped.add(timer.item)
        if draft.state.state is InstanceState.RUNNING:
            fire(draft, timer)
            settle(scene)
    return scene.change()


def reschedule(records: Records, command: OnInstance, calendars: Iterable[str], now: datetime) -> Change:
    """Open due times and timers anew, of the actors that work by one of these calendars."""
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    know_all(draft)
    names = set(calendars)
    pauses = _pauses(records.events(draft.id))
    for item in draft.state.open_items:
        if draft.compiled.calendar_of(item.actor) in names:
            _count_anew(draft, item, pauses, now)
    return scene.change()


def _running(draft: Draft) -> None:
    state = draft.state
    if state.state is InstanceState.SUSPENDED:
        raise refusal.suspended(draft.compiled, draft.id, state.suspended_at)
    if state.state is not InstanceState.RUNNING:
        raise refusal.ended(draft.compiled, state.instance())


def _suspend(draft: Draft, at: datetime, reason: str) -> None:
    draft.record(Suspended, at, reason=reason)
    for item in draft.state.open_items:
        draft.stop_timer(item.id)
        for child in children(draft, item) if item.awaits is Awaits.CHILD else ():
            if child.state.state is InstanceState.RUNNING:
                _suspend(child, max(at, child.state.started_at), reason)


def _resume(draft: Draft, at: datetime) -> None:
    since = draft.state.suspended_at or at
    know_all(draft)
    earlier = _pauses(draft.scene.records.events(draft.id))
    draft.record(Resumed, at)
    moved: set[tuple[str, int]] = set()
    for item in draft.state.open_items:
        if (item.step, item.visit) not in moved:
            moved.add((item.step, item.visit))
            _move_due(draft, item, (since, at))
        timers.again(draft, item, (*earlier, (since, at)))
        for child in children(draft, item) if item.awaits is Awaits.CHILD else ():
            if child.state.state is InstanceState.SUSPENDED:
                _resume(child, max(at, child.state.suspended_at or at))


def _move_due(draft: Draft, item: WorkItem, pause: Pause) -> None:
    if item.due_at is None:
        return
    due_at = timers.moved(draft, timers.measure(draft, item), item.actor, item.due_at, pause, item.count)
    move_due(draft, item, due_at, item.provisional, Why.RESUMED, pause[1])


def _count_anew(draft: Draft, item: WorkItem, pauses: Sequence[Pause], now: datetime) -> None:
    """From the opening of the row's first task, and over all suspensions since."""
    first = of_visit(draft, item)[0]
    found = timers.standard_due(draft, item, first)
    if found is not None:
        due_at = found.at
        for pause in pauses:
            if pause[1] > first.opened_at:
                due_at = timers.moved(draft, timers.measure(draft, item), first.actor, due_at, pause, item.count)
        move_due(draft, item, due_at, found.provisional, Why.CALENDAR, max(now, item.opened_at))
    timers.again(draft, item, tuple(pauses))


def _pauses(events: Iterable[Event]) -> tuple[Pause, ...]:
    """The suspensions that have ended."""
    return tuple(_pairs(events))


def _pairs(events: Iterable[Event]) -> Iterator[Pause]:
    since: datetime | None = None
    for event in events:
        if isinstance(event, Suspended):
            since = event.at
        elif isinstance(event, Resumed) and since is not None:
            yield since, event.at
            since = None
