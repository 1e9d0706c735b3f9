"""The work in a run, as values. All times are aware and UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sopengine.frozen import frozen
from sopengine.people.values import Capacity


class WorkState(StrEnum):
    """What has become of a work item."""

    OPEN = "open"
    DONE = "done"
    RETURNED = "returned"
    """Sent back to an earlier task."""
    EXPIRED = "expired"
    """Nobody acted in time: the flow took the way out for that."""
    WITHDRAWN = "withdrawn"
    """No longer wanted: what opened it was undone or sent back, enough others were done, or the run was cancelled."""


class Awaits(StrEnum):
    """What a work item needs to go on."""

    PERSON = "person"
    PROGRAM = "program"
    TIME = "time"
    MESSAGE = "message"
    CHILD = "child"
    """The end of the instance that it called."""


@frozen
class WorkItem:
    """A task waiting in one visit, or ended. What is kept of it has a field here and a column of that name."""

    id: int
    """Unique in the store; of an instance in the order of opening."""
    instance: int
    task: str
    step: str
    actor: str
    visit: int
    """Of its step in this instance, counted from 1."""
    opened_at: datetime
    opened_by: int | None = None
    """Id of the work item whose completion opened it, as the last that was on its way; None for the start."""
    awaits: Awaits = Awaits.PERSON
    entry: str = ""
    """Of several work items of one task: the entry of the list that this one is for."""
    state: WorkState = WorkState.OPEN
    started_at: datetime | None = None
    started_by: str = ""
    done_at: datetime | None = None
    """When it was completed; None also where it ended otherwise."""
    ended_at: datetime | None = None
    """When it ended in any way; None while it is open."""
    recorded_at: datetime | None = None
    """When its end was recorded."""
    due_at: datetime | None = None
    """None where the standard cannot be measured."""
    provisional: bool = False
    """The due time rests on an estimated holiday."""
    outcome: str = ""
    """The label that was chosen, or several, a line each."""
    done_by: str = ""
    count: int | None = None
    """How many items there were, where the standard is that of one."""
    note: str = ""
    corrected: int = 0
    """How often what was recorded of it has been corrected."""
    assignee: str = ""
    """Who has taken it, or was given it; "" where it is offered to all whose work it is."""
    done_as: Capacity = Capacity.UNCHECKED
    """As what whoever did it acted."""
    done_for: str = ""
    """Id of the person for whom it was done; "" where that is who did it, or nobody."""
    proposed: int | None = None
    """Number of the event that asks for a correction which nobody has confirmed yet."""
    outcomes: tuple[str, ...] = ()
    """Of its task, not of the row: labels to choose from; empty where nothing is decided."""
    partners: tuple[str, ...] = ()
    """Of its task: actors who work along."""
    asks: tuple[str, ...] = ()
    """Of its task: ids of the fields to fill in on completion."""

    @property
    def open(self) -> bool:
        return self.state is WorkState.OPEN

    @property
    def withdrawn(self) -> bool:
        return self.state is WorkState.WITHDRAWN


class TimerKind(StrEnum):
    """What a timer does."""

    WAIT = "wait"
    """Completes the work item that waits for it."""
    OVERDUE = "overdue"
    """Takes the way out for when nobody acts."""
    REMIND = "remind"
    """Has the actor told that it will be due."""
    ESCALATE = "escalate"
    """Has another actor told that it is late."""


@frozen
class Timer:
    """Something that happens to a work item by itself."""

    item: int
    kind: TimerKind
    fires_at: datetime
    """From when on it may be fired."""
    at: datetime
    """The moment that what it does is dated at."""

    @property
    def turn(self) -> tuple[datetime, int, int]:
        """By which timers fire, over all instances; of one moment those that end a work item are the last."""
        return self.at, self.item, _TURNS.index(self.kind)


_TURNS = (TimerKind.REMIND, TimerKind.ESCALATE, TimerKind.WAIT, TimerKind.OVERDUE)
