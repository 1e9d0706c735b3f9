"""A run of an SOP and the work in it, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class InstanceState(StrEnum):
    """Where a run is in its life."""

    RUNNING = "running"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVisit:
    """One visit of a row of the form: all its work shares a number and a due time."""

    number: int
    """Of its step in this instance, counted from 1."""
    due_at: datetime | None
    """Counted from the opening of the row's first task; None where the standard cannot be measured."""
    provisional: bool
    """The due time rests on an estimated holiday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Work that has come to a task, and waits where that is a meeting point with more on its way."""

    at: datetime
    came_from: int | None
    """Id of the work item whose completion brought it; None from the start."""
    visit: RowVisit | None = None
    """Of the row that it came from and stays in; None from another row, or by an arrow that leads back."""
    back: bool = False
    """It came into the row by an arrow that leads back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A task waiting for a person in one visit, or done. All times are aware and UTC."""

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
    started_at: datetime | None = None
    done_at: datetime | None = None
    due_at: datetime | None = None
    """None where the standard cannot be measured."""
    provisional: bool = False
    """The due time rests on an estimated holiday."""
    outcome: str = ""
    """The label that was chosen, or several, a line each."""
    done_by: str = ""
    outcomes: tuple[str, ...] = ()
    """Labels to choose from; empty where nothing is decided."""
    partners: tuple[str, ...] = ()
    """Actors who work along."""
    asks: tuple[str, ...] = ()
    """Ids of the fields to fill in on completion."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    open_items: tuple[WorkItem, ...] = ()
    """In the order of opening."""
    arrivals: Mapping[str, tuple[Arrival, ...]] = field(default_factory=dict)
    """Meeting point -> what waits there, in the order of coming; together they make one start."""
    data: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, by field, spelled as text."""
    events: int = 0
    """How many it has; the number of the last one."""
