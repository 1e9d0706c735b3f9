"""Whether a visit was early, or done within its standard, by the calendar itself: over suspensions, and by the item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sopengine.calendar import Calendar, Interruption
from sopengine.calendar.moments import utc
from sopengine.compliance.setting.places import Place


def mended(
    row: Sequence[Any], place: Place, calendar: Calendar, pauses: Sequence[Interruption]
) -> tuple[int, int | None, int | None]:
    """`item`, `early`, `within`, of a row of `sql.mending.DOUBTFUL`; `pauses`: of its run, the earliest first."""
    item, _, _, *moments, count = row
    opened, started, done = (None if at is None else utc(at) for at in moments)
    assert opened
    assert done
    early = _early(place, calendar, opened, done, count, pauses)
    within = None if started is None else _within(place, calendar, started, done, count, pauses)
    return item, int(early), None if within is None else int(within)


def _early(
    place: Place,
    calendar: Calendar,
    opened: datetime,
    done: datetime,
    count: int | None,
    pauses: Sequence[Interruption],
) -> bool:
    earliest = calendar.earliest(place.standard, opened, place.days, count)
    for pause in _between(pauses, opened, done) if earliest else ():
        assert earliest
        earliest = calendar.earliest_moved(place.standard, earliest, pause, place.days, count)
    return earliest is not None and done < earliest


def _within(
    place: Place,
    calendar: Calendar,
    started: datetime,
    done: datetime,
    count: int | None,
    pauses: Sequence[Interruption],
) -> bool | None:
    """None where the number of items was never told."""
    due = calendar.due(place.standard, started, place.days, count)
    if due is None:
        return None
    until = due.at
    for pause in _between(pauses, started, done):
        until = calendar.moved(place.standard, until, pause, place.days, count)
    return not calendar.lateness(place.standard, until, done)


def _between(pauses: Sequence[Interruption], first: datetime, last: datetime) -> list[Interruption]:
    """As much of them as lies between two moments."""
    return [(max(first, stop), min(last, go)) for stop, go in pauses if stop < last and go > first]
