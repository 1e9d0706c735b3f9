"""Working time of many pairs, as the relations of compliance join it, is what counting minute by minute gives."""

from __future__ import annotations

import random
import sqlite3
from datetime import date, timedelta

import pytest
from counted_minutes import CALENDARS, FIRST, LAST, MINUTE, by_minute

from sopengine.calendar.moments import micros
from sopengine.compliance.setting.days import months, slots

PAIRS = 2_500
"""Of each calendar."""
OWN = 3_000_000_000
WIDTH = 5 * 60 * 1_000_000


@pytest.mark.parametrize("name", [name for name in CALENDARS if name != "never"])
def test_slots_of_days_measure_what_counting_minutes_gives(name: str) -> None:
    calendar, lots = CALENDARS[name], random.Random(name)
    first, before = by_minute(calendar.hours)
    numbers = [sorted(lots.choices(range(len(before) - 1), k=2)) for _ in range(PAIRS)]
    pairs = [(micros(first + start * MINUTE), micros(first + end * MINUTE)) for start, end in numbers]
    store = sqlite3.connect(":memory:")
    store.execute("CREATE TABLE pair (id INTEGER PRIMARY KEY, opened INTEGER, done INTEGER)")
    store.executemany("INSERT INTO pair (opened, done) VALUES (?, ?)", pairs)
    store.execute("CREATE TABLE slot (slot INTEGER PRIMARY KEY, base, pace, day, next_day, month)")
    width = WIDTH if name != "six days" else 60 * 1_000_000
    store.executemany("INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?)", slots(calendar, FIRST, LAST, width, OWN))
    found = store.execute(
        "SELECT d.base + d.pace * done - o.base - o.pace * opened, o.day, o.pace = 1 OR o.next_day > 0, o.month "
        "FROM pair JOIN slot o ON o.slot = :own + opened / :width JOIN slot d ON d.slot = :own + done / :width "
        "ORDER BY id",
        {"own": OWN, "width": width},
    ).fetchall()
    assert [row[0] for row in found] == [(before[end] - before[start]) * 60_000_000 for start, end in numbers]
    days = [calendar.local(first + start * MINUTE).date() for start, _ in numbers]
    assert [row[1] for row in found] == [day.toordinal() for day in days]
    assert [row[3] for row in found] == [day.year * 12 + day.month - 1 for day in days]


def test_months_end_before_the_first_day_of_the_next() -> None:
    found = list(months(date(2025, 11, 20), date(2026, 1, 3)))
    assert [(number % 12 + 1, after - timedelta(days=1)) for number, after in found] == [
        (11, date(2025, 11, 30)),
        (12, date(2025, 12, 31)),
        (1, date(2026, 1, 31)),
    ]
