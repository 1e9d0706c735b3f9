"""Whose a work item is among those who may do it; and what is asked to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.execution.values.lean import lean


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Event):
    """Somebody made an offered work item theirs."""


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack(Event):
    """A work item that was somebody's is offered to all whose work it is."""

    reason: str = ""


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """A work item was given to one person."""

    to: str
    reason: str = ""


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A correction was asked for; it counts once another confirms it. What stays as it was is not said."""

    done_at: datetime | None = None
    done_by: str = ""
    note: str | None = None
    reason: str = ""


@lean
@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Event):
    """The correction that was asked for last is not to be."""

    reason: str = ""
