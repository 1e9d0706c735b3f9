"""How fast the calendar counts: python benchmarks/working_time.py [PAIRS]

Prints microseconds of CPU time a call and seconds for a million, medians of rounds in which everything takes its
turn, and the ratio to a floor: a time to a whole number and back, which no due time can do without. Exit code 1 where
a gate is missed.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sopengine.calendar import Calendar, office_calendar
from sopengine.calendar.cumulative import nearest_rows, slots
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.kept import hours_of, text_of
from sopengine.calendar.moments import micros, utc
from sopengine.duration.standard import Duration

ROUNDS = 5
YEARS = (date(2024, 1, 1), date(2026, 12, 31))
DUE_TIME = 5.0
"""Microseconds: the median due time."""
NEAREST = "(SELECT worked + pace * ({0} - at) FROM nearest WHERE at <= {0} ORDER BY at DESC LIMIT 1)"
BY_NEAREST = f"SELECT sum({NEAREST.format('done')} - {NEAREST.format('opened')}) FROM pair"
BY_SLOTS = (
    "SELECT sum(CASE d.pace WHEN 0 THEN d.base ELSE d.base + done END "
    "- CASE o.pace WHEN 0 THEN o.base ELSE o.base + opened END) FROM pair "
    "JOIN slot o ON o.slot = opened / {0} JOIN slot d ON d.slot = done / {0}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    what: str
    run: Callable[[], object]
    calls: int
    gate: float | None = None
    """Microseconds a call."""


def main(pairs: int) -> int:
    lots = random.Random(16)
    first = micros(datetime(2024, 1, 1, tzinfo=UTC))
    starts = [first + lots.randrange(2 * 365 * 86_400) * 1_000_000 for _ in range(pairs)]
    ends = [start + lots.randrange(30 * 86_400) * 1_000_000 for start in starts]
    calendar = office_calendar("Asia/Jakarta")
    calendar.working_time(utc(starts[0]), datetime(2026, 12, 31, tzinfo=UTC))
    works = [*in_python(calendar, list(map(utc, starts)), list(map(utc, ends))), *in_database(calendar, starts, ends)]
    each = measured(works)
    floor = each[works[0].what]
    print(f"{'':34}{'us a call':>12}{'s a million':>14}{'x floor':>10}")
    for work in works:
        told = each[work.what]
        print(f"{work.what:34}{told:12.2f}{told:14.2f}{told / floor:10.1f}{missed(work, told)}")
    return int(any(missed(work, each[work.what]) for work in works))


def in_python(calendar: Calendar, starts: list[datetime], ends: list[datetime]) -> Iterator[Work]:
    pairs, kept = len(starts), text_of(indonesian_hours("Asia/Jakarta"))

    def due(text: str, gate: float | None = None, external: bool = False) -> Work:
        standard = Duration.parse(text)
        run = lambda: [calendar.due(standard, start, "working", external=external) for start in starts]  # noqa: E731
        return Work(what=f"due: {text}{', external' if external else ''}", run=run, calls=pairs, gate=gate)

    yield Work(what="floor: a time read and written", run=lambda: [utc(micros(start)) for start in starts], calls=pairs)
    yield due("30 menit", DUE_TIME)
    yield due("2 jam", DUE_TIME)
    yield due("3 hari kerja", DUE_TIME)
    yield due("1 x 24 jam", DUE_TIME)
    yield from map(due, ("7 hari kalender", "1 bulan", "1,5 hari", "1 hari 2 jam"))
    yield due("3 hari", external=True)
    yield Work(what="working time of a pair", run=lambda: list(map(calendar.working_time, starts, ends)), calls=pairs)
    yield Work(what="a calendar with its first year", run=lambda: fresh(indonesian_hours("Asia/Jakarta")), calls=1)
    yield Work(what="the same, kept as text", run=lambda: fresh(hours_of(kept)), calls=1)
    yield Work(what="reading a new duration", run=lambda: readings(pairs // 20), calls=pairs // 20)


def in_database(calendar: Calendar, starts: list[int], ends: list[int]) -> Iterator[Work]:
    """Working time of pairs in SQLite; beside it reading the same rows and doing nothing with them."""
    store, pairs = sqlite3.connect(":memory:"), len(starts)
    store.execute("CREATE TABLE pair (opened INTEGER, done INTEGER)")
    store.executemany("INSERT INTO pair VALUES (?, ?)", sorted(zip(starts, ends, strict=True)))
    store.execute("CREATE TABLE nearest (at INTEGER PRIMARY KEY, worked INTEGER, pace INTEGER)")
    store.execute("CREATE TABLE slot (slot INTEGER PRIMARY KEY, base INTEGER, pace INTEGER)")
    store.executemany("INSERT INTO nearest VALUES (?, ?, ?)", nearest_rows(calendar.timeline, *YEARS))
    width = slots(calendar.timeline, *YEARS).width
    store.executemany("INSERT INTO slot VALUES (?, ?, ?)", slots(calendar.timeline, *YEARS).rows)
    by_slots = BY_SLOTS.format(width)
    assert store.execute(BY_NEAREST).fetchall() == store.execute(by_slots).fetchall()
    questions = {"SQLite: pairs read": "SELECT sum(done - opened) FROM pair", "SQLite: nearest row": BY_NEAREST}
    for what, question in questions.items():
        yield Work(what=what, run=lambda question=question: store.execute(question).fetchall(), calls=pairs)  # type: ignore[misc]
    yield Work(what="SQLite: slots", run=lambda: store.execute(by_slots).fetchall(), calls=pairs)
    yield Work(what="slots of three years", run=lambda: list(slots(calendar.timeline, *YEARS).rows), calls=1)


def fresh(hours: object) -> timedelta:
    """As a command makes it."""
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    return Calendar(hours).working_time(moment, moment)  # type: ignore[arg-type]


def readings(count: int) -> None:
    for number in range(1, count + 1):
        Duration.parse(f"paling lama {number},5 - {number + 1} menit/berkas")


def measured(works: list[Work]) -> dict[str, float]:
    """Microseconds a call, the median of the rounds."""
    taken: dict[str, list[float]] = {work.what: [] for work in works}
    for _ in range(ROUNDS):
        for work in works:
            before = time.process_time()
            work.run()
            taken[work.what].append(time.process_time() - before)
    return {work.what: statistics.median(taken[work.what]) / work.calls * 1e6 for work in works}


def missed(work: Work, each: float) -> str:
    return f"   gate {work.gate:g} missed" if work.gate and each > work.gate else ""


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
