"""Starting an instance, beginning a piece of work and completing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.acting import doing, who_acts
from sopengine.execution.decide.moment import no_earlier, recorded_at
from sopengine.execution.decide.straight import straight
from sopengine.execution.decide.taking_back import take_back
from sopengine.execution.drafting import choice
from sopengine.execution.drafting.draft import Draft, Scene, TimersDueError, know_all
from sopengine.execution.drafting.due_times import counted
from sopengine.execution.drafting.ending import complete
from sopengine.execution.drafting.rescheduling import of_its_visit, reschedule
from sopengine.execution.drafting.settling import settle
from sopengine.execution.overseeing import may_start
from sopengine.execution.records import Records
from sopengine.execution.refusals import answers, course, work
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete, OnItem, Start
from sopengine.execution.values.events.changes import Why
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.events.flow import Begun, Started
from sopengine.execution.values.instance import Arrival, Instance, InstanceState
from sopengine.execution.values.work import Awaits, Timer, TimerKind, WorkItem, WorkState
from sopengine.people.values import Acting


def start(records: Records, compiled: Compiled, command: Start, now: datetime) -> Change:
    """A new instance, at an entry of its SOP; what it calls is pinned with it."""
    at = recorded_at(compiled, command.at, now)
    first_task = entry(compiled, command)
    if first_task is None:
        raise work.no_entry(compiled, command.entry or "")
    scene = Scene(records, command, now)
    scene.by = who_acts(records, compiled, command.by, now)
    may_start(records, compiled, first_task, scene.by, at)
    first = Started(
        instance=records.next_instance(),
        seq=1,
        version=1,
        at=at,
        recorded_at=now,
        by=scene.by,
        key=command.key,
        asked=scene.fingerprint,
        sop=compiled.sop,
        digest=compiled.digest,
        ref=command.ref,
        entry=first_task,
        pins={sop: called.digest for sop, called in compiled.called.items()},
    )
    scene.key, scene.fingerprint = None, ""
    scene.new(compiled, first).moves.append((first_task, Arrival(at=at, came_from=None)))
    settle(scene)
    return scene.change()


def begin(records: Records, command: OnItem, now: datetime) -> Change:
    """Somebody starts to work on an open work item; its due time stays."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    if item.started_at:
        raise work.already_begun(draft.compiled, item)
    at = no_earlier(draft.compiled, item, command.at, now)
    up_to_whom(draft, item, at)
    draft.record(Begun, at, item.id)
    return scene.change()


def done(records: Records, command: Complete, now: datetime, before_more: Callable[[], None] = lambda: None) -> Change:
    """The completion of an open work item, and all that follows from it.

    `before_more`: called before anything but the instance itself and its people is looked at.
    """
    instance = records.instance_to_change(instance_of(command.item))
    if instance is None:
        raise work.no_item(command.item)
    compiled = records.pinned(instance.digest)
    change = straight(records, compiled, instance, command, now)
    if change is None:
        before_more()
        change = step_by_step(records, instance, command, now)
    return change


def step_by_step(records: Records, instance: Instance, command: Complete, now: datetime) -> Change:
    """The same, whatever follows."""
    scene = Scene(records, command, now, at_work=command.item, left_alone=command.item if command.at else None)
    draft = scene.of_item(command.item, instance)
    acting = _acting(draft, command, now)
    item = open_item(draft, _in_time_after_all(draft, command) if command.at else command.item)
    task = draft.compiled.tasks[item.task]
    at = no_earlier(draft.compiled, item, command.at, now)
    data = command.data
    outcomes = _outcomes(draft, task, item, command.outcomes, data)
    count = command.count or (_counted(draft, task, data) if task.count else None)
    if count and draft.compiled.steps[item.step].standard.per_item:
        item = _due_by_count(draft, item, count, at)
    complete(draft, item, at, outcomes, acting=acting, data=data, note=command.note, count=count)
    settle(scene)
    return scene.change()


def entry(compiled: Compiled, command: Start) -> str | None:
    """The entry that a start means; None where there is none of that name."""
    if command.entry is None:
        return compiled.entries[0]
    name = compiled.rows.get(command.entry, (command.entry,))[0]
    return name if name in compiled.entries else None


def open_item(draft: Draft, id: int) -> WorkItem:
    """A work item that a person or a program may complete now; raises why not."""
    item = item_in_work(draft, id)
    if item.awaits not in (Awaits.PERSON, Awaits.PROGRAM):
        raise work.goes_on_by_itself(draft.compiled, item)
    return item


def up_to_whom(draft: Draft, item: WorkItem, at: datetime) -> Acting:
    """As what somebody acts on a work item, who then is who acts in all that follows. Raises RefusedError."""
    acting = doing(draft.scene.records, draft.compiled, item, draft.scene.by, at)
    draft.scene.by = acting.by
    return acting


def item_in_work(draft: Draft, id: int) -> WorkItem:
    """An open work item of an instance that is not suspended, whatever it waits for; raises why not."""
    item = draft.state.item(id)
    if item is None:
        know_all(draft)
        item = draft.state.item(id)
    if item is None:
        raise work.no_item(id)
    if not item.open:
        raise work.not_any_more(draft.compiled, item)
    if draft.state.state is InstanceState.SUSPENDED:
        raise course.suspended(draft.compiled, draft.id, draft.state.suspended_at)
    return item


def _acting(draft: Draft, command: Complete, now: datetime) -> Acting | None:
    """Of what was done already another refusal tells more."""
    item = draft.state.item(command.item)
    if item is None and draft.scene.records.people():
        know_all(draft)
        item = draft.state.item(command.item)
    if item is None or item.state in (WorkState.DONE, WorkState.RETURNED):
        return None
    return up_to_whom(draft, item, command.at or max(now, item.opened_at))


def _in_time_after_all(draft: Draft, command: Complete) -> int:
    """A time-out is taken back, or never fires, where the work was done before it, though recorded later."""
    item = draft.state.item(command.item)
    if item is None:
        know_all(draft)
        item = draft.state.item(command.item)
    at, ended = command.at, item.ended_at if item else None
    expired = _expired(draft, item) if item else None
    if expired and at and ended and at <= ended:
        take_back(draft, expired, at, Why.IN_TIME)
        item = draft.state.item(command.item)
    if item and item.open and at and any(_fires_before(timer, at) for timer in _timers_due(draft, item)):
        raise TimersDueError(draft.id)
    return command.item


def _expired(draft: Draft, item: WorkItem) -> WorkItem | None:
    """Of a work item, or of those that it was withdrawn with, the one that a time-out ended."""
    if item.state is WorkState.EXPIRED:
        return item
    others = draft.state.ended.values() if item.withdrawn else ()
    together = (one for one in others if (one.task, one.visit) == (item.task, item.visit))
    return next((one for one in together if one.state is WorkState.EXPIRED), None)


def _timers_due(draft: Draft, item: WorkItem) -> list[Timer]:
    if not draft.compiled.tasks[item.task].timed:
        return []
    timers = draft.scene.records.timers(draft.id)
    return [timer for timer in timers if timer.item == item.id and timer.fires_at <= draft.scene.now]


def _fires_before(timer: Timer, at: datetime) -> bool:
    """Whether it has a say in work that was done at a time; what is done in the evening of its due day is not late."""
    if timer.kind is TimerKind.ESCALATE:
        return timer.fires_at <= at
    return timer.kind is TimerKind.OVERDUE and timer.at < at


def _outcomes(
    draft: Draft, task: CompiledTask, item: WorkItem, labels: tuple[str, ...], data: Mapping[str, str]
) -> choice.Outcomes:
    if task.asks or data:
        _check_data(draft.compiled, item, task, data)
    if not task.by_data:
        return choice.by_labels(task, item, labels)
    if labels:
        raise answers.decided_by_data(item, labels[0])
    return choice.by_conditions(draft, task, data)


def _check_data(compiled: Compiled, item: WorkItem, task: CompiledTask, data: Mapping[str, str]) -> None:
    for field in data:
        if field not in task.asks:
            raise answers.not_asked(item, field)
    missing = [field for field in task.asks if field not in data]
    if missing:
        raise answers.data_missing(item, compiled, missing)


def _counted(draft: Draft, task: CompiledTask, data: Mapping[str, str]) -> int | None:
    text = data.get(task.count)
    return max(1, int(float(text))) if text else counted(draft, task)


def _due_by_count(draft: Draft, item: WorkItem, count: int, at: datetime) -> WorkItem:
    """Of a standard per item the due time is known once the items are counted."""
    know_all(draft)
    found = of_its_visit(draft, item, count)
    if found:
        reschedule(draft, item, found.at, found.provisional, Why.COUNTED, at)
    return draft.state.item(item.id) or item
