"""Times at which nothing can have been done, in words; always local time of the agency."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.values.work import WorkItem, WorkState


class BeforeOpeningError(RefusedError):
    """Whoever knows the work item that opened this one can name the mend: `opened_by`."""

    def __init__(self, compiled: Compiled, item: WorkItem, at: datetime) -> None:
        super().__init__(
            "work item {instance}/{task} cannot be done at {at}: it was opened at {opened}",
            instance=item.instance,
            task=item.task,
            at=local(compiled, at),
            opened=local(compiled, item.opened_at),
        )
        self.item = item


def local(compiled: Compiled, at: datetime) -> datetime:
    """The same moment by the agency's clock."""
    return at.astimezone(ZoneInfo(compiled.timezone))


def before_opening(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return BeforeOpeningError(compiled, item, at)


def opened_by(early: BeforeOpeningError, opener: WorkItem | None) -> RefusedError:
    """The same, with what puts it right: the record of what opened it, or of the start."""
    values: dict[str, object] = {**early.values}
    if opener is None:
        return RefusedError(
            "work item {instance}/{task} cannot be done at {at}: it was opened when the instance began, at {opened}; "
            "if that was earlier, cancel it and start it anew with --at: sop cancel {instance}",
            **values,
        )
    values |= {"opener": opener.task, "by": opener.done_by}
    if opener.state is not WorkState.DONE:
        return RefusedError(
            "work item {instance}/{task} cannot be done at {at}: it was opened at {opened}, when '{opener}' ended",
            **values,
        )
    return RefusedError(
        "work item {instance}/{task} cannot be done at {at}: it was opened at {opened}, when {by} completed "
        "'{opener}'; if that was done earlier, correct it first: sop correct {instance} {opener} --done-at TIME "
        "--reason TEXT",
        **values,
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
