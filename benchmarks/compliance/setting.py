"""What the floor needs to know of a store: its steps, and the working time of its calendars in slots."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.floor.compliance import ZONE, Row, Setting
from sopengine.calendar import office_calendar
from sopengine.calendar.cumulative import slots
from sopengine.calendar.moments import MICROSECOND, micros, utc
from sopengine.calendar.terms import by_the_clock
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import from_text

NOW = datetime(2026, 10, 1, 3, tzinfo=UTC)
"""Up to which the stores of the benchmark tell of work."""
_HALF_AN_HOUR = 30 * 60 * 1_000_000


def setting(store: Path, now: datetime) -> Setting:
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    versions = [from_text(text) for (text,) in connection.execute("SELECT tables FROM definition ORDER BY digest")]
    first, last = connection.execute("SELECT min(opened_at), max(due_at) FROM work_item").fetchone()
    connection.close()
    zones = sorted({compiled.timezone for compiled in versions})
    days = utc(first).date() - timedelta(days=1), max(utc(last), now).date() + timedelta(days=1)
    steps = [row for compiled in versions for row in _steps(compiled, zones.index(compiled.timezone))]
    return Setting(
        steps=[(number, *row) for number, row in enumerate(steps, 1)],
        slots=lambda: _slots(zones, *days),
        width=_HALF_AN_HOUR,
        now=micros(now),
    )


def _steps(compiled: Compiled, zone: int) -> Iterator[Row]:
    ahead = datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(compiled.timezone)).utcoffset() or timedelta()
    for step in compiled.steps.values():
        tasks = compiled.rows[step.id]
        external = compiled.tasks[tasks[0]].actor in compiled.external
        clock = by_the_clock(step.standard, external)
        place = (zone * ZONE, ahead // MICROSECOND)
        yield compiled.digest, step.id, len(tasks), int(clock), int(external), *place


def _slots(zones: Iterable[str], first: date, last: date) -> Iterator[Row]:
    for number, zone in enumerate(zones):
        found = slots(office_calendar(zone).timeline, first, last)
        assert found.width == _HALF_AN_HOUR
        for slot, base, pace in found.rows:
            yield number * ZONE + slot, base, pace
