"""A run of an SOP, as values. All times are aware and UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen


class InstanceState(StrEnum):
    """Where a run is in its life."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@frozen
class RowVisit:
    """One visit of a row of the form: all its work shares a number and a due time."""

    number: int
    """Of its step in this instance, counted from 1."""
    due_at: datetime | None
    """Counted from the opening of the row's first task; None where the standard cannot be measured."""
    provisional: bool
    """The due time rests on an estimated holiday."""


@frozen
class Arrival:
    """Work that has come to a task, and waits where that is a meeting point with more on its way."""

    at: datetime
    came_from: int | None
    """Id of the work item whose completion brought it; None from the start."""
    visit: RowVisit | None = None
    """Of the row that it came from and stays in; None from another row, or by an arrow that leads back."""
    back: bool = False
    """It came into the row by an arrow that leads back."""
    through: tuple[int, ...] = ()
    """Ids of further work items that flowed into it, where several met on the way without work."""

    @property
    def causes(self) -> tuple[int, ...]:
        """Ids of all work items that flowed into it."""
        return self.through if self.came_from is None else (self.came_from, *self.through)


@frozen
class Message:
    """One that came before anything waited for it."""

    name: str
    at: datetime
    """When it came: what waits for it goes on no earlier."""
    data: Mapping[str, str] = field(default_factory=dict)


@frozen
class Instance:
    """One run of one version of an SOP."""

    id: int
    sop: str
    digest: str
    """Of the definition version it is pinned to."""
    ref: str
    """What the office calls it, such as `Triwulan III 2026`; may be empty."""
    state: InstanceState
    version: int
    """Counts the changes; a change is only written over the version it was decided on."""
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    """When its latest work ended, or it was cancelled; None while it runs."""
    suspended_at: datetime | None = None
    parent: int | None = None
    """Id of the work item that called it; None where a person started it."""
    pins: Mapping[str, str] = field(default_factory=dict)
    """SOP -> digest of the version that is run where it is called."""
    open_items: tuple[WorkItem, ...] = ()
    """In the order of opening."""
    arrivals: Mapping[str, tuple[Arrival, ...]] = field(default_factory=dict)
    """Meeting point -> what waits there, in the order of coming; together they make one start."""
    data: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, by field, spelled as text; the entries of a list a line each."""
    messages: tuple[Message, ...] = ()
    """That nothing has waited for yet, in the order of coming."""
    events: int = 0
    """How many it has; the number of the last one."""
