"""Going on by another version of the SOP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.errors import MisuseError, Phrase
from sopengine.execution.drafting import timers
from sopengine.execution.drafting.draft import Draft, Scene
from sopengine.execution.drafting.settling import settle
from sopengine.execution.records import Records
from sopengine.execution.refusals import course as refusal
from sopengine.execution.refusals import migrating
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnInstance
from sopengine.execution.values.events.course import Migrated
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Timer, TimerKind


def migrate(records: Records, command: OnInstance, new: Compiled, names: Mapping[str, str], now: datetime) -> Change:
    """Open tasks keep their due times. `names`: tasks or steps of the old version -> those of the new one.

    Raises RefusedError with all reasons where an open task, or an arrival, has no counterpart.
    """
    scene = Scene(records, command, now)
    draft = scene.of(command.instance)
    if draft.state.state not in (InstanceState.RUNNING, InstanceState.SUSPENDED):
        raise refusal.ended(draft.compiled, draft.state.instance())
    tasks = {task: _counterpart(draft, new, names, task) for task in _under_way(draft)}
    reasons = [*_reasons(draft.compiled, new, tasks), *_unreadable(draft, new)]
    if reasons:
        raise migrating.no_counterpart(draft.id, reasons)
    kept = {timer.item for timer in records.timers(draft.id) if _goes_on(new, tasks, draft, timer)}
    pins = {sop: called.digest for sop, called in new.called.items()}
    draft.compiled = draft.state.compiled = new
    at = max(now, draft.state.started_at)
    draft.record(Migrated, at, digest=new.digest, pins=pins, tasks=tasks)
    for item in draft.state.open_items:
        if item.id not in kept:
            draft.stop_timers(item.id)
            timers.again(draft, item)
        else:
            timers.tell_anew(draft, item)
    settle(scene)
    return scene.change()


def _under_way(draft: Draft) -> list[str]:
    """Tasks that are open or have an arrival waiting, in the order of the form."""
    found = {item.task for item in draft.state.open_items} | set(draft.state.arrivals)
    return [name for name in draft.compiled.tasks if name in found]


def _counterpart(draft: Draft, new: Compiled, names: Mapping[str, str], task: str) -> str:
    step = draft.compiled.tasks[task].step
    wanted = names.get(task) or (names.get(step) if len(draft.compiled.rows[step]) == 1 else None) or task
    if wanted in new.rows and wanted not in new.tasks:
        return new.rows[wanted][0]
    return wanted


def _reasons(old: Compiled, new: Compiled, tasks: Mapping[str, str]) -> Iterator[Phrase]:
    for task, wanted in tasks.items():
        if wanted not in new.tasks:
            yield Phrase("'{task}' has no counterpart '{wanted}'", {"task": task, "wanted": wanted})
        elif _kind(old.tasks[task]) != _kind(new.tasks[wanted]):
            yield Phrase("'{task}' and '{wanted}' are not done in the same way", {"task": task, "wanted": wanted})


def _unreadable(draft: Draft, new: Compiled) -> Iterator[Phrase]:
    """What was filled in and is no value of the field in the new version."""
    for id, text in draft.state.data.items():
        try:
            if id in new.data:
                new.data[id].read(text)
        except MisuseError as error:
            yield Phrase(error.message, error.values)


def _goes_on(new: Compiled, tasks: Mapping[str, str], draft: Draft, timer: Timer) -> bool:
    """Whether a timer stays, as due times do: the new version has one of its kind there."""
    item = draft.state.item(timer.item)
    task = new.tasks[tasks[item.task]] if item and item.open else None
    if task is None or timer.kind not in (TimerKind.WAIT, TimerKind.OVERDUE):
        return False
    return bool(task.wait if timer.kind is TimerKind.WAIT else task.overdue)


def _kind(task: CompiledTask) -> tuple[bool, str, str, bool, bool]:
    """Who or what completes it."""
    return task.work, task.call, task.message, task.wait is not None, task.each is not None
