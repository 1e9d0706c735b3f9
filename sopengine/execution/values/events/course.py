"""What happens to an instance as a whole, and from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from sopengine.execution.values.events.event import Event
from sopengine.frozen import frozen


@frozen
class Handed(Event):
    """What a program or a child was to do became a person's work."""

    note: str = ""


@frozen
class Suspended(Event):
    """Nothing is done until it is resumed."""

    reason: str


@frozen
class Resumed(Event):
    """Work goes on."""


@frozen
class Cancelled(Event):
    """The instance ended before its end."""

    reason: str


@frozen
class Messaged(Event):
    """A message came that nothing waited for yet; it is kept."""

    name: str
    data: Mapping[str, str] = field(default_factory=dict)


@frozen
class Migrated(Event):
    """The instance goes on by another version of its SOP."""

    digest: str
    pins: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    """Task of the old version -> task of the new one, of all that is open or waits."""


@frozen
class Continued(Event):
    """An instance that had ended runs again, since its last work was undone."""

    suspended_at: datetime | None = None
    """Since when it stands still again, as it did when it was cancelled; None: it runs."""
