"""Work items as they stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sopengine.execution.values.work import WorkItem, WorkState


def as_of(items: Iterable[WorkItem], now: datetime) -> list[WorkItem]:
    """What came later is not known yet."""
    return [_at(item, now) for item in items if item.opened_at <= now]


def _at(item: WorkItem, now: datetime) -> WorkItem:
    ended = item.ended_at or item.done_at
    if ended and ended > now:
        item = replace(
            item, state=WorkState.OPEN, done_at=None, ended_at=None, recorded_at=None, outcome="", done_by=""
        )
    if item.started_at and item.started_at > now:
        item = replace(item, started_at=None, started_by="")
    return item
