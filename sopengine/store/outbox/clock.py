"""Timers that are due: which instance is next, and which has to wait since firing failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, select, update

from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement

LONGEST_PAUSE = timedelta(hours=1)
"""Before a timer that could not be fired is tried again."""

_TIMER, _INSTANCE = tables.timer.c, tables.instance.c
_NEXT = Statement(
    select(_TIMER.instance)
    .select_from(tables.timer.join(tables.instance, _INSTANCE.id == _TIMER.instance))
    .where(_TIMER.ready_at <= bindparam("now"), _INSTANCE.state == literal_column("'running'"))
    .order_by(_TIMER.ready_at)
    .limit(literal_column("1"))
    .with_for_update(of=tables.timer, skip_locked=True)
)
_FAILURES = Statement(
    select(_TIMER.failures)
    .where(_TIMER.instance == bindparam("instance"), _TIMER.ready_at <= bindparam("now"))
    .order_by(_TIMER.failures.desc())
    .limit(literal_column("1"))
)
_POSTPONE = Statement(
    update(tables.timer)
    .where(_TIMER.instance == bindparam("of_instance"), _TIMER.ready_at <= bindparam("now"))
    .values(ready_at=bindparam("ready_at"), failures=_TIMER.failures + literal_column("1"))
)


def next_due(link: Link, now: datetime) -> int | None:
    """The instance with the timer that is due longest, not touched by others until the transaction ends."""
    found: int | None = _NEXT.value(link, now=now)
    return found


def postpone(link: Link, instance: int, now: datetime) -> None:
    """What could not be fired is tried again later, and keeps nothing else waiting."""
    failures = _FAILURES.value(link, instance=instance, now=now) or 0
    pause = min(LONGEST_PAUSE, timedelta(minutes=2 ** min(failures, 6)))
    _POSTPONE.change(link, of_instance=instance, now=now, ready_at=now + pause)
