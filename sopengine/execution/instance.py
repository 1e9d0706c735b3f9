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
    """Id of the work item whose completion opened it; None for the start."""
    started_at: datetime | None = None
    done_at: datetime | None = None
    due_at: datetime | None = None
    """None where the standard cannot be measured."""
    provisional: bool = False
    """The due time rests on an estimated holiday."""
    outcome: str = ""
    done_by: str = ""
    outcomes: tuple[str, ...] = ()
    """Labels to choose one from; empty where nothing is decided."""


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
    events: int = 0
    """How many it has; the number of the last one."""
    visits: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Step -> visits begun; at least of the steps that the command at hand can come to."""
