"""What can be asked of a work item besides its work: whose it is, who is told of it, what is put right, and files."""

from __future__ import annotations

from sopengine.execution.values.commands import OnItem
from sopengine.frozen import frozen


@frozen
class GiveBack(OnItem):
    """What somebody has taken is offered again."""

    reason: str = ""


@frozen
class Assign(OnItem):
    """A work item is given to one person."""

    to: str
    reason: str = ""


@frozen
class Decline(OnItem):
    """The correction that was asked for is not to be."""

    reason: str = ""


@frozen
class Attach(OnItem):
    """A file belongs to it."""

    name: str
    size: int
    digest: str


@frozen
class Remind(OnItem):
    """Those at whose desk it lies are told that somebody waits for it."""

    note: str = ""
