"""Decides commands: what an instance was, and what is asked of it, to the change that follows. No clock, no store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sopengine.calendar import Calendar
from sopengine.execution import refusal
from sopengine.execution.command import Done, Start
from sopengine.execution.event import EVENTS_AT_MOST, Event, EventKind, item_id
from sopengine.execution.instance import Instance, WorkItem
from sopengine.execution.refused_time import before_opening, in_the_future
from sopengine.execution.replay import apply, begun, closed
from sopengine.model.compiled import Compiled, CompiledOutcome, CompiledTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that a command does: written as it stands, or not at all."""

    after: Instance
    events: tuple[Event, ...]
    opened: tuple[WorkItem, ...]
    """Those of the new items that are still open."""
    closed: WorkItem | None = None


def start(compiled: Compiled, calendar: Calendar, id: int, command: Start, now: datetime) -> Change:
    """A new instance with this id, at the default entry of its SOP."""
    at = command.at or now
    if at > now:
        raise in_the_future(compiled, at, now)
    data = {"sop": compiled.sop, "digest": compiled.digest, "ref": command.ref}
    first = Event(
        instance=id,
        seq=1,
        version=1,
        kind=EventKind.STARTED,
        at=at,
        recorded_at=now,
        by=command.by,
        data=data,
        key=command.key,
    )
    draft = _Draft(compiled, calendar, begun(first), first)
    draft.arrive(compiled.entries[0], None)
    return draft.change(None)


def done(
    compiled: Compiled, calendar: Calendar, instance: Instance, item: WorkItem, command: Done, now: datetime
) -> Change:
    """The completion of `item`, which is one of the instance's, open or not."""
    if item.done_at is not None:
        raise refusal.already_done(compiled, item)
    at = _moment_done(compiled, item, command.at, now)
    outcome = _outcome(compiled.tasks[item.task], item, command.outcome)
    first = Event(
        instance=instance.id,
        seq=instance.events + 1,
        version=instance.version + 1,
        kind=EventKind.DONE,
        at=at,
        recorded_at=now,
        by=command.by,
        item=item.id,
        data={"outcome": outcome.label},
        key=command.key,
    )
    draft = _Draft(compiled, calendar, apply(compiled, instance, first), first)
    for target in outcome.targets:
        draft.arrive(target, item)
    return draft.change(closed(item, first))


def steps_ahead(compiled: Compiled, task: str) -> frozenset[str]:
    """The steps that the completion of a task can come to at once."""
    targets = (target for outcome in compiled.tasks[task].outcomes for target in outcome.targets)
    return frozenset(compiled.tasks[target].step for target in targets)


def _moment_done(compiled: Compiled, item: WorkItem, at: datetime | None, now: datetime) -> datetime:
    """When it was done, never before its opening: people say times to the minute, and clocks are set back."""
    if at is None:
        return max(now, item.opened_at)
    if at > now:
        raise in_the_future(compiled, at, now)
    if at < item.opened_at.replace(second=0, microsecond=0):
        raise before_opening(compiled, item, at)
    return max(at, item.opened_at)


def _outcome(task: CompiledTask, item: WorkItem, label: str | None) -> CompiledOutcome:
    if not task.decides:
        if label:
            raise refusal.nothing_to_decide(item, label)
        return task.outcomes[0]
    if not label:
        raise refusal.outcome_missing(item, task)
    for outcome in task.outcomes:
        if outcome.label == label:
            return outcome
    raise refusal.outcome_unknown(item, task, label)


class _Draft:
    """A change in the making: each event is applied as it is added, so that the next one sees it."""

    def __init__(self, compiled: Compiled, calendar: Calendar, instance: Instance, first: Event) -> None:
        self.compiled = compiled
        self.calendar = calendar
        self.instance = instance
        self.first = first
        self.events = [first]

    def arrive(self, target: str, came_from: WorkItem | None) -> None:
        """The flow comes to a task. Here arrivals will wait where several arrows meet."""
        task = self.compiled.tasks[target]
        visit, due, provisional = self._visit(task, came_from)
        data: dict[str, str | int | bool | None] = {
            "task": target,
            "visit": visit,
            "due": due.isoformat() if due else None,
            "provisional": provisional,
            "from": came_from.id if came_from else None,
        }
        self._add(EventKind.OPENED, item_id(self.instance.id, self.instance.events + 1), data)

    def change(self, done: WorkItem | None) -> Change:
        before = {event.item for event in self.events if event.kind is EventKind.OPENED}
        opened = tuple([item for item in self.instance.open_items if item.id in before])
        if not self.instance.open_items:
            self._add(EventKind.COMPLETED, None, {})
        return Change(after=self.instance, events=tuple(self.events), opened=opened, closed=done)

    def _add(self, kind: EventKind, item: int | None, data: dict[str, str | int | bool | None]) -> None:
        if self.instance.events >= EVENTS_AT_MOST:
            raise refusal.full(self.instance)
        event = Event(
            instance=self.instance.id,
            seq=self.instance.events + 1,
            version=self.first.version,
            kind=kind,
            at=self.first.at,
            recorded_at=self.first.recorded_at,
            by=self.first.by,
            item=item,
            data=data,
        )
        self.events.append(event)
        self.instance = apply(self.compiled, self.instance, event)

    def _visit(self, task: CompiledTask, came_from: WorkItem | None) -> tuple[int, datetime | None, bool]:
        """Number, due time and whether that is provisional: those of the row's visit that is under way, if one is."""
        for item in (came_from, *self.instance.open_items):
            if item and item.step == task.step and (item is not came_from or self._goes_on(item.task, task.name)):
                return item.visit, item.due_at, item.provisional
        standard = self.compiled.steps[task.step].standard
        due = self.calendar.due(standard, self.first.at, self.compiled.days)
        number = self.instance.visits.get(task.step, 0) + 1
        return (number, due.at, due.provisional) if due else (number, None, False)

    def _goes_on(self, source: str, target: str) -> bool:
        """Whether a flow goes down the list, not back up."""
        order = list(self.compiled.tasks)
        return order.index(source) < order.index(target)
