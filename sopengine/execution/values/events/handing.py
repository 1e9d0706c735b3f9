"""Whose a work item is among those who may do it; and what is asked to be put right."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen


@frozen
class Taken(Event):
    """Somebody made an offered work item theirs."""


@frozen
class GivenBack(Event):
    """A work item that was somebody's is offered to all whose work it is."""

    reason: str = ""


@frozen
class Assigned(Event):
    """A work item was given to one person."""

    to: str
    reason: str = ""


@frozen
class Proposed(Event):
    """A correction was asked for; it counts once another confirms it. What stays as it was is not said."""

    done_at: datetime | None = None
    done_by: str = ""
    note: str | None = None
    reason: str = ""


@frozen
class Declined(Event):
    """The correction that was asked for last is not to be."""

    reason: str = ""
