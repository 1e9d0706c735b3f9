"""Working time as rows that a database joins: W(t), how much was worked from the first day up to a moment.

The working time between two moments is the difference of their W, exact for any breaks, half days, holidays and
hours of a period. All is in microseconds, moments since 1970 UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import gcd

from sopengine.calendar.timeline import Timeline
from sopengine.frozen import frozen

Row = tuple[int, int, int]
"""`at`, `worked`, `pace`: of a moment t with the nearest row at or before it, W(t) = worked + pace x (t - at)."""

Slot = tuple[int, int, int]
"""`slot`, `base`, `pace`: of a moment t with t // width = slot, W(t) = base + pace x t."""


@frozen
class Slots:
    """W(t) by equal slots of time: joined on equality, which every database does fast."""

    width: int
    """The longest that no opening, closing or midnight falls into: half an hour for the hours of government offices."""
    rows: Iterator[Slot]
    """In order, without a gap."""


def nearest_rows(timeline: Timeline, first: date, last: date) -> Iterator[Row]:
    """A row a moment at which the office opens or closes, few as they are; up to the end of the last day."""
    begin, end = timeline.midnight(first.toordinal()), timeline.midnight(last.toordinal() + 1)
    worked, closed = 0, begin
    for opens, closes in timeline.spans(begin, end):
        if closed < opens:
            yield closed, worked, 0
        yield opens, worked, 1
        worked, closed = worked + closes - opens, closes
    yield closed, worked, 0
    if closed < end:
        yield end, worked, 0


def slots(timeline: Timeline, first: date, last: date) -> Slots:
    """From the beginning of the first day to the end of the last; of other moments there is no slot."""
    rows = list(nearest_rows(timeline, first, last))
    width = gcd(*(at for at, _, _ in rows))
    return Slots(width=width, rows=_in_slots(rows, width))


def _in_slots(rows: list[Row], width: int) -> Iterator[Slot]:
    for (at, worked, pace), (until, _, _) in pairwise(rows):
        base = worked - pace * at
        for slot in range(at // width, until // width):
            yield slot, base, pace
