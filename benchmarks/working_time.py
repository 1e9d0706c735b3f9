"""How fast the calendar counts: python benchmarks/working_time.py [PAIRS]

Prints microseconds of CPU time a call, and seconds for a million, medians of five runs.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sopengine.calendar import office_calendar
from sopengine.calendar.office import Calendar
from sopengine.duration.standard import Duration

RUNS = 5
STANDARDS = ("30 menit", "3 hari kerja", "7 hari kalender", "1 bulan", "1 x 24 jam")


def main(pairs: int) -> None:
    lots = random.Random(16)
    first = datetime(2024, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(seconds=lots.randrange(3 * 365 * 86_400)) for _ in range(pairs)]
    ends = [start + timedelta(seconds=lots.randrange(30 * 86_400)) for start in starts]
    calendar = office_calendar("Asia/Jakarta")
    calendar.working_time(starts[0], ends[0])

    print(f"{'':28}{'us a call':>12}{'s a million':>14}")
    report("a calendar made new", lambda: fresh_calendar(starts[0]), 1)
    report("working time of a pair", lambda: working_times(calendar, starts, ends), pairs)
    for text in STANDARDS:
        standard = Duration.parse(text)
        report(f"due: {text}", lambda standard=standard: due_times(calendar, standard, starts), pairs)  # type: ignore[misc]
    report("reading a new duration", lambda: readings(pairs // 20), pairs // 20)


def fresh_calendar(start: datetime) -> None:
    """With its first year, as each command makes it."""
    office_calendar.__wrapped__("Asia/Jakarta").working_time(start, start)


def working_times(calendar: Calendar, starts: list[datetime], ends: list[datetime]) -> None:
    for start, end in zip(starts, ends, strict=True):
        calendar.working_time(start, end)


def due_times(calendar: Calendar, standard: Duration, starts: list[datetime]) -> None:
    for start in starts:
        calendar.due(standard, start, "working")


def readings(count: int) -> None:
    for number in range(1, count + 1):
        Duration.parse(f"paling lama {number},5 - {number + 1} menit/berkas")


def report(what: str, work: Callable[[], None], calls: int) -> None:
    taken = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    each = statistics.median(taken) / calls
    print(f"{what:28}{each * 1e6:12.2f}{each * 1e6:14.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
