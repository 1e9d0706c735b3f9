"""Times at which nothing can have been done, in words; always local time of the agency."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.values.work import WorkItem


def local(compiled: Compiled, at: datetime) -> datetime:
    """The same moment by the agency's clock."""
    return at.astimezone(ZoneInfo(compiled.timezone))


def before_opening(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot be done at {at}: it was opened at {opened}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        opened=local(compiled, item.opened_at),
    )


def before_beginning(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot be done at {at}: it was begun at {begun}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        begun=local(compiled, item.started_at or item.opened_at),
    )


def in_the_future(compiled: Compiled, at: datetime, now: datetime) -> RefusedError:
    return RefusedError(
        "{at} is in the future (it is {now}): record work when it is done",
        at=local(compiled, at),
        now=local(compiled, now),
    )
