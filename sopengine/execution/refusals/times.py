"""Times at which nothing can have been done, in words; and how messages print a time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.values.work import WorkItem

TIME = "%Y-%m-%d %H:%M"
"""How a message prints a time; always local time of the agency."""


def local(compiled: Compiled, at: datetime) -> datetime:
    """The same moment by the agency's clock."""
    return at.astimezone(ZoneInfo(compiled.timezone))


def before_opening(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return RefusedError(
        f"work item {{instance}}/{{task}} cannot be done at {{at:{TIME}}}: it was opened at {{opened:{TIME}}}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        opened=local(compiled, item.opened_at),
    )


def before_beginning(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return RefusedError(
        f"work item {{instance}}/{{task}} cannot be done at {{at:{TIME}}}: it was begun at {{begun:{TIME}}}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        begun=local(compiled, item.started_at or item.opened_at),
    )


def in_the_future(compiled: Compiled, at: datetime, now: datetime) -> RefusedError:
    return RefusedError(
        f"{{at:{TIME}}} is in the future (it is {{now:{TIME}}}): record work when it is done",
        at=local(compiled, at),
        now=local(compiled, now),
    )
