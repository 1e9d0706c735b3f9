"""Work items as events make and change them."""

from __future__ import annotations

from dataclasses import replace

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events.changes import Corrected, Reopened, Rescheduled
from sopengine.execution.values.events.event import Event, item_of
from sopengine.execution.values.events.flow import Begun, Done, Opened
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.people.values import Capacity


def opened(compiled: Compiled, event: Opened) -> WorkItem:
    task = compiled.tasks[event.task]
    return WorkItem(
        id=item_of(event),
        instance=event.instance,
        task=task.name,
        step=task.step,
        actor=event.actor or task.actor,
        visit=event.visit,
        opened_at=event.at,
        opened_by=event.came_from,
        awaits=event.awaits,
        entry=event.entry,
        due_at=event.due_at,
        provisional=event.provisional,
        outcomes=task.labels,
        partners=task.partners,
        asks=task.asks,
    )


def done(item: WorkItem, event: Done) -> WorkItem:
    # Spelled out, since every completion makes one: `replace` takes five times as long.
    return WorkItem(
        id=item.id,
        instance=item.instance,
        task=item.task,
        step=item.step,
        actor=item.actor,
        visit=item.visit,
        opened_at=item.opened_at,
        opened_by=item.opened_by,
        awaits=item.awaits,
        entry=item.entry,
        state=WorkState.DONE,
        started_at=item.started_at,
        started_by=item.started_by,
        done_at=event.at,
        ended_at=event.at,
        recorded_at=event.recorded_at,
        due_at=item.due_at,
        provisional=item.provisional,
        outcome=event.outcome,
        done_by=event.by,
        count=event.count,
        note=event.note or item.note,
        corrected=item.corrected,
        assignee=item.assignee,
        done_as=event.done_as,
        done_for=event.done_for,
        proposed=item.proposed,
        outcomes=item.outcomes,
        partners=item.partners,
        asks=item.asks,
    )


def ended(item: WorkItem, event: Event, state: WorkState, *, outcome: str = "", note: str = "") -> WorkItem:
    """Otherwise than by its completion."""
    return replace(
        item,
        state=state,
        ended_at=max(event.at, item.opened_at),
        recorded_at=event.recorded_at,
        done_at=None,
        done_by="",
        done_as=Capacity.UNCHECKED,
        done_for="",
        proposed=None,
        outcome=outcome,
        note=note or item.note,
    )


def open_again(item: WorkItem, note: str) -> WorkItem:
    return replace(
        item,
        state=WorkState.OPEN,
        done_at=None,
        ended_at=None,
        recorded_at=None,
        outcome="",
        done_by="",
        done_as=Capacity.UNCHECKED,
        done_for="",
        proposed=None,
        count=None,
        note=note,
    )


def begun(item: WorkItem, event: Begun) -> WorkItem:
    return replace(item, started_at=event.at, started_by=event.by)


def handed(item: WorkItem, note: str) -> WorkItem:
    return replace(item, awaits=Awaits.PERSON, note=note)


def rescheduled(item: WorkItem, event: Rescheduled) -> WorkItem:
    return replace(item, due_at=event.due_at, provisional=event.provisional)


def reopened(item: WorkItem, event: Reopened) -> WorkItem:
    return replace(item, opened_at=event.opened_at)


def corrected(item: WorkItem, event: Corrected) -> WorkItem:
    return replace(
        item,
        done_at=event.done_at or item.done_at,
        # What a time-out ended went on then, though it was done before.
        ended_at=event.done_at if event.done_at and item.state is WorkState.DONE else item.ended_at,
        done_by=event.done_by or item.done_by,
        note=item.note if event.note is None else event.note,
        corrected=item.corrected + 1,
        done_as=item.done_as if event.done_as is None else event.done_as,
        done_for=item.done_for if event.done_as is None else event.done_for,
        proposed=None if event.confirmed_by else item.proposed,
    )


def assigned(item: WorkItem, to: str) -> WorkItem:
    """`to`: "" where it is offered to all again."""
    return replace(item, assignee=to)


def proposed(item: WorkItem, seq: int | None) -> WorkItem:
    """`seq`: of the event that asks for a correction; None where that was declined."""
    return replace(item, proposed=seq)


def moved(item: WorkItem, compiled: Compiled, task: str) -> WorkItem:
    """To a task of another version."""
    new = compiled.tasks[task]
    own_actor = item.actor if item.actor in compiled.actors and item.entry else new.actor
    awaits = item.awaits
    if awaits in (Awaits.PERSON, Awaits.PROGRAM) and not new.call:
        awaits = Awaits.PROGRAM if own_actor in compiled.programs else Awaits.PERSON
    return replace(
        item,
        awaits=awaits,
        task=task,
        step=new.step,
        actor=own_actor,
        outcomes=new.labels,
        partners=new.partners,
        asks=new.asks,
    )
