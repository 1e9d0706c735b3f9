"""Working time joined in a database equals counting minute by minute, and the due times of the calendar."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from counted_minutes import CALENDARS, FIRST, LAST, MINUTE, by_minute, spans

from sopengine.calendar import Calendar
from sopengine.calendar.cumulative import nearest_rows, slots
from sopengine.calendar.moments import micros, utc
from sopengine.duration.standard import Duration

PAIRS = 2_500
"""Of each calendar."""


def joined(calendar: Calendar, pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Working microseconds of pairs, by the nearest rows and by slots, as a database joins them."""
    store = sqlite3.connect(":memory:")
    store.execute("CREATE TABLE pair (id INTEGER PRIMARY KEY, opened INTEGER, done INTEGER)")
    store.executemany("INSERT INTO pair (opened, done) VALUES (?, ?)", pairs)
    store.execute("CREATE TABLE nearest (at INTEGER PRIMARY KEY, worked INTEGER, pace INTEGER)")
    store.executemany("INSERT INTO nearest VALUES (?, ?, ?)", nearest_rows(calendar.timeline, FIRST, LAST))
    found = slots(calendar.timeline, FIRST, LAST)
    store.execute("CREATE TABLE slot (slot INTEGER PRIMARY KEY, base INTEGER, pace INTEGER)")
    store.executemany("INSERT INTO slot VALUES (?, ?, ?)", found.rows)
    worked = "(SELECT worked + pace * ({0} - at) FROM nearest WHERE at <= {0} ORDER BY at DESC LIMIT 1)"
    nearest = store.execute(f"SELECT {worked.format('done')} - {worked.format('opened')} FROM pair ORDER BY id")
    slotted = store.execute(
        "SELECT d.base + d.pace * done - o.base - o.pace * opened FROM pair "
        "JOIN slot o ON o.slot = opened / :width JOIN slot d ON d.slot = done / :width ORDER BY id",
        {"width": found.width},
    )
    return [row[0] for row in nearest], [row[0] for row in slotted]


@pytest.mark.parametrize("name", CALENDARS)
def test_working_time_of_many_pairs_is_what_counting_minutes_gives(name: str) -> None:
    calendar, lots = CALENDARS[name], random.Random(name)
    first, before = by_minute(calendar.hours)
    numbers = [sorted(lots.choices(range(len(before) - 1), k=2)) for _ in range(PAIRS)]
    pairs = [(micros(first + start * MINUTE), micros(first + end * MINUTE)) for start, end in numbers]
    counted = [(before[end] - before[start]) * 60_000_000 for start, end in numbers]
    nearest, slotted = joined(calendar, pairs)
    assert nearest == slotted == counted
    assert [calendar.working_time(utc(start), utc(end)) for start, end in pairs] == [
        timedelta(microseconds=length) for length in counted
    ]


@pytest.mark.parametrize("name", [name for name in CALENDARS if name != "never"])
def test_what_is_due_was_worked_to_the_microsecond(name: str) -> None:
    calendar, lots = CALENDARS[name], random.Random(name)
    begin, end = calendar.timeline.midnight(FIRST.toordinal()), calendar.timeline.midnight(LAST.toordinal() - 30)
    opened = [lots.randrange(begin, end) for _ in range(PAIRS)]
    for text, length in (("95 menit", timedelta(minutes=95)), ("3,5 jam", timedelta(hours=3.5))):
        dues = [calendar.due(Duration.parse(text), utc(at), "working") for at in opened]
        pairs = [(at, micros(due.at)) for at, due in zip(opened, dues, strict=True) if due]
        assert joined(calendar, pairs)[0] == joined(calendar, pairs)[1] == [length // timedelta(microseconds=1)] * PAIRS


@pytest.mark.parametrize("name", [name for name in CALENDARS if name != "never"])
def test_what_is_due_in_days_is_due_when_the_last_of_them_is_over(name: str) -> None:
    calendar, lots = CALENDARS[name], random.Random(name)
    working = [
        day
        for day in map(date.fromordinal, range(FIRST.toordinal(), LAST.toordinal() + 1))
        if spans(calendar.hours, day)
    ]
    zone = ZoneInfo(calendar.hours.timezone)
    for _ in range(PAIRS // 5):
        number, received = lots.randint(1, 9), lots.randrange(0, 60 * 24 * 60)
        at = datetime.combine(FIRST, time(), zone).astimezone(UTC) + received * MINUTE
        due = calendar.due(Duration.parse(f"{number} hari kerja"), at, "working")
        later = [day for day in working if day > at.astimezone(zone).date()][number - 1]
        assert due is not None
        closing = datetime.combine(later, time(), zone) + timedelta(minutes=spans(calendar.hours, later)[-1][1])
        assert due.at == closing.astimezone(UTC)


@pytest.mark.parametrize("name", CALENDARS)
def test_rows_are_in_order_and_slots_leave_no_gap(name: str) -> None:
    rows, found = (
        list(nearest_rows(CALENDARS[name].timeline, FIRST, LAST)),
        slots(CALENDARS[name].timeline, FIRST, LAST),
    )
    assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(rows))
    numbers = [slot for slot, _, _ in found.rows]
    assert numbers == list(range(rows[0][0] // found.width, rows[-1][0] // found.width))
    assert all(at % found.width == 0 for at, _, _ in rows)


def test_slots_of_government_offices_are_half_hours() -> None:
    found = slots(CALENDARS["Jakarta"].timeline, FIRST, LAST)
    assert found.width == 30 * 60 * 1_000_000
    assert len(list(found.rows)) == 90 * 48
