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
from sopengine.execution.values.events.flow import Opened
from sopengine.execution.values.work import WorkItem

Pause = tuple[datetime, datetime]
"""When an instance was suspended, and when it went on."""


def due(
    draft: Draft, standard: Duration, actor: str, at: datetime, count: int | None = None, opened: int | None = None
) -> Due | None:
    """When work of an actor that was received at a time is due, also where it is recorded only later.

    `opened`: the work item of which it is counted anew; None while it opens.
    """
    if not standard.high:
        return None
    compiled = draft.compiled
    found = calendar(draft, actor).due(standard, at, compiled.days, count, actor in compiled.external)
    if found is None or at >= draft.scene.now:
        return found
    due_at = found.at
    for pause in pauses(draft, at, opened):
        due_at = moved(draft, standard, actor, due_at, pause, count)
    return replace(found, at=due_at)


def moved(
    draft: Draft, standard: Duration, actor: str, at: datetime, pause: Pause, count: int | None = None
) -> datetime:
    """A due time after an interruption."""
    compiled = draft.compiled
    return calendar(draft, actor).moved(standard, at, pause, compiled.days, count, actor in compiled.external)


def pauses(draft: Draft, since: datetime | None = None, opened: int | None = None) -> Iterator[Pause]:
    """The suspensions that have ended, as far as they lie after a time, and after a work item opened; none twice."""
    since = since or draft.state.started_at
    kept: Iterable[Event] = draft.scene.records.suspensions(draft.id) if draft.before else ()
    stopped: datetime | None = None
    for event in (*kept, *draft.events):
        if isinstance(event, Suspended):
            stopped = max(event.at, since)
        elif isinstance(event, Resumed) and stopped is not None:
            if event.at > stopped and not (opened and _opened_after(draft, opened, event)):
                yield stopped, event.at
            since, stopped = max(since, event.at), None


def _opened_after(draft: Draft, item: int, resumed: Resumed) -> bool:
    """Whether a work item opened, and was recorded at once, when the suspension was over.

    By its time it may have opened before that, where the clock was set back in between.
    """
    kept = draft.scene.records.events(draft.id) if draft.before else ()
    for event in (*kept, *draft.events):
        if isinstance(event, Opened) and event.item == item:
            return event.seq > resumed.seq and event.recorded_at <= event.at
    return False


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
