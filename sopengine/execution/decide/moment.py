"""When something was done, as it is recorded: never in the future, never before what made it possible."""

from __future__ import annotations

from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.execution.refusals.times import before_beginning, before_opening, in_the_future
from sopengine.execution.values.work import WorkItem


def recorded_at(compiled: Compiled, at: datetime | None, now: datetime) -> datetime:
    """As said, by default now."""
    if at is not None and at > now:
        raise in_the_future(compiled, at, now)
    return at or now


def no_earlier(compiled: Compiled, item: WorkItem, at: datetime | None, now: datetime) -> datetime:
    """As said, but not before the work item was opened: people say times to the minute, and clocks are set back."""
    since = max(item.opened_at, item.started_at or item.opened_at)
    if at is None:
        return max(now, since)
    if at > max(now, since):
        raise in_the_future(compiled, at, now)
    if at < item.opened_at.replace(second=0, microsecond=0):
        raise before_opening(compiled, item, at)
    if item.started_at and at < item.started_at.replace(second=0, microsecond=0):
        raise before_beginning(compiled, item, at)
    return max(at, since)
