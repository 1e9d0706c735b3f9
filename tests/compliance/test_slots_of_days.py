"""Working time of many pairs, as the relations of compliance join it, is what counting minute by minute gives."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from counted_minutes import CALENDARS, FIRST, LAST, MINUTE, by_minute

from sopengine.calendar import office_calendar
from sopengine.calendar.moments import micros, utc
from sopengine.compliance.setting.days import months
from sopengine.compliance.setting.slots import Slots
from sopengine.compliance.sql.dialect import DIGITS, POSTGRESQL, SQLITE, Dialect

PAIRS = 2_500
"""Of each calendar."""
COUNTED = [name for name in CALENDARS if name != "never"]
AT = "CASE WHEN {0} < 0 THEN {0} + {1} ELSE {0} END"
FOUND = f"""
SELECT {AT.format("d_found", "done")} - {AT.format("o_found", "opened")}, day, next_day, month, o_found < 0
FROM (
    SELECT id, opened, done, @worked[o; :own; opened] AS o_found, @worked[d; :own; done] AS d_found,
        @day[o; :own; opened] AS day, @next_day[o; :own; opened] AS next_day, @month[o; :own; opened] AS month
    FROM pair @joined[o; :own; opened] @joined[d; :own; done]
    @fence
) AS found ORDER BY id
"""
IN_A_TABLE = replace(
    SQLITE,
    joined=POSTGRESQL.joined,
    worked=POSTGRESQL.worked,
    day=POSTGRESQL.day,
    next_day=POSTGRESQL.next_day,
    month=POSTGRESQL.month,
)
"""As other databases have them."""


@pytest.mark.parametrize("dialect", [SQLITE, IN_A_TABLE], ids=["digits", "a table"])
@pytest.mark.parametrize("name", COUNTED)
def test_slots_measure_what_counting_minutes_gives(name: str, dialect: Dialect) -> None:
    """Beside another calendar, whose slots come first."""
    calendar, lots = CALENDARS[name], random.Random(name)
    first, before = by_minute(calendar.hours)
    numbers = [sorted(lots.choices(range(len(before) - 1), k=2)) for _ in range(PAIRS)]
    pairs = [(micros(first + start * MINUTE), micros(first + end * MINUTE)) for start, end in numbers]
    slots = Slots({("never", ""): CALENDARS["never"], (name, ""): calendar}, FIRST, LAST)
    found = asked(slots, pairs, dialect, slots.own[name, ""])
    assert [row[0] for row in found] == [(before[end] - before[start]) * 60_000_000 for start, end in numbers]
    days = [calendar.local(first + start * MINUTE).date() for start, _ in numbers]
    assert [row[1] for row in found] == [day.toordinal() for day in days]
    assert all(row[2] == row[1] for row in found if row[4]), "work goes on today"
    timeline = calendar.timeline
    goes_on = [timeline.day(timeline.after(opened, 1) - 1) for opened, _ in pairs]
    assert all(row[2] == day for row, day in zip(found, goes_on, strict=True) if day <= LAST.toordinal())
    assert [row[3] for row in found] == [day.year * 12 + day.month - 1 for day in days]


def asked(slots: Slots, pairs: Sequence[tuple[int, int]], dialect: Dialect, own: int) -> list[tuple[int, ...]]:
    store = sqlite3.connect(":memory:")
    store.execute("CREATE TABLE pair (id INTEGER PRIMARY KEY, opened INTEGER, done INTEGER)")
    store.executemany("INSERT INTO pair (opened, done) VALUES (?, ?)", pairs)
    store.execute("CREATE TABLE slot (slot INTEGER PRIMARY KEY, worked, day, next_day, month)")
    if dialect is IN_A_TABLE:
        store.executemany("INSERT INTO slot VALUES (?, ?, ?, ?, ?)", slots.rows())
    values = {"own": own} | (slots.texts() if dialect is SQLITE else {})
    return store.execute(dialect.text(FOUND, width=slots.width), values).fetchall()


def test_slots_reach_as_far_as_every_calendar() -> None:
    """Of zones apart: from the latest beginning to the earliest end."""
    calendars = {(zone, zone): office_calendar(zone) for zone in ("Asia/Jakarta", "Asia/Jayapura")}
    slots, day = Slots(calendars, date(2026, 1, 1), date(2026, 1, 31)), timedelta(days=1)
    assert utc(slots.begin) == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert utc(slots.end) == datetime(2026, 1, 31, 15, tzinfo=UTC)
    assert len(slots.texts()["worked"]) == DIGITS * 2 * 31 * (day // timedelta(microseconds=slots.width))


def test_months_end_before_the_first_day_of_the_next() -> None:
    found = list(months(date(2025, 11, 20), date(2026, 1, 3)))
    assert [(number % 12 + 1, after - timedelta(days=1)) for number, after in found] == [
        (11, date(2025, 11, 30)),
        (12, date(2025, 12, 31)),
        (1, date(2026, 1, 31)),
    ]
