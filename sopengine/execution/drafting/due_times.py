"""When work is due: the standard, counted in the actor's calendar, and on over the time in which its instance stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sopengine.calendar import Calendar, Due
from sopengine.compiled.tables import CompiledTask
from sopengine.duration.standard import Duration
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.values.events.course import Resumed, Suspended
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.work import WorkItem

Pause = tuple[datetime, datetime]
"""When an instance was suspended, and when it went on."""


def due(draft: Draft, standard: Duration, actor: str, at: datetime, count: int | None = None) -> Due | None:
    """When work of an actor that was received at a time is due, also where it is recorded only later."""
    if not standard.high:
        return None
    compiled = draft.compiled
    found = calendar(draft, actor).due(standard, at, compiled.days, count, actor in compiled.external)
    if found is None or at >= draft.scene.now:
        return found
    due_at = found.at
    for pause in pauses(draft, at):
        due_at = moved(draft, standard, actor, due_at, pause, count)
    return replace(found, at=due_at)


def moved(
    draft: Draft, standard: Duration, actor: str, at: datetime, pause: Pause, count: int | None = None
) -> datetime:
    """A due time after an interruption."""
    compiled = draft.compiled
    return calendar(draft, actor).moved(standard, at, pause, compiled.days, count, actor in compiled.external)


def pauses(draft: Draft, since: datetime | None = None) -> Iterator[Pause]:
    """The suspensions that have ended, as far as they lie after a time; none twice."""
    since = since or draft.state.started_at
    kept: Iterable[Event] = draft.scene.records.suspensions(draft.id) if draft.before else ()
    stopped: datetime | None = None
    for event in (*kept, *draft.events):
        if isinstance(event, Suspended):
            stopped = max(event.at, since)
        elif isinstance(event, Resumed) and stopped is not None:
            if event.at > stopped:
                yield stopped, event.at
            since, stopped = max(since, event.at), None


def calendar(draft: Draft, actor: str) -> Calendar:
    compiled = draft.compiled
    return draft.scene.records.calendar(compiled.calendar_of(actor), compiled.timezone)


def counted(draft: Draft, task: CompiledTask) -> int | None:
    """How many items a standard per item counts, as far as the data say."""
    text = draft.state.data.get(task.count) if task.count else None
    return max(1, int(float(text))) if text else None


def measure(draft: Draft, item: WorkItem) -> Duration:
    """What a work item's due time is counted by: its row's standard, of a wait without one its own time."""
    task, standard = draft.compiled.tasks[item.task], draft.compiled.steps[item.step].standard
    return task.wait if task.wait and not standard.high else standard
