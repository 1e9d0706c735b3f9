"""How work goes through an instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Arrival
from sopengine.execution.values.work import Awaits
from sopengine.frozen import frozen
from sopengine.people.values import Capacity


@frozen
class Started(Event):
    """An instance began."""

    sop: str
    digest: str
    ref: str
    entry: str
    parent: int | None = None
    """The work item that called it."""
    pins: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    """Handed down by the instance that called it."""


@frozen
class Arrived(Event):
    """Work came to a meeting point and waits there."""

    task: str
    arrival: Arrival


@frozen
class Opened(Event):
    """A work item was opened; all that had arrived at its task is taken."""

    task: str
    visit: int
    due_at: datetime | None = None
    provisional: bool = False
    came_from: int | None = None
    """The work item whose completion opened it, as the last that was on its way."""
    took: tuple[Arrival, ...] = ()
    """What had arrived, where several met."""
    awaits: Awaits = Awaits.PERSON
    actor: str = ""
    """Where it is another than the task's."""
    entry: str = ""
    child: int | None = None
    """The instance that it called."""


@frozen
class Passed(Event):
    """The flow passed a task at which there was nothing to do."""

    task: str
    outcome: str = ""
    came_from: int | None = None
    took: tuple[Arrival, ...] = ()


@frozen
class Begun(Event):
    """Somebody started to work on a work item."""


@frozen
class Done(Event):
    """A work item was completed."""

    outcome: str = ""
    """"" where nothing is decided; several a line each."""
    data: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    count: int | None = None
    by_message: str = ""
    """The message that completed it; one that was kept is taken."""
    done_as: Capacity = Capacity.UNCHECKED
    """As what whoever did it acted."""
    done_for: str = ""
    """Id of the person for whom it was done."""


@frozen
class Expired(Event):
    """Nobody acted in time."""

    outcome: str
    """The time, as printed."""


@frozen
class Completed(Event):
    """Nothing is open and nothing on its way: it ended at the latest end of its work."""
