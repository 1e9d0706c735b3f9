"""Visits add up to what a supervisor asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from counted_visits import measure, median
from flows import Tasks, flow, kinerja

from sopengine.calendar import Calendar, office_calendar
from sopengine.compliance import Visit, standard_along
from sopengine.compliance.totals import counts, lost
from sopengine.execution.values.work import WorkItem

CALENDAR = office_calendar("Asia/Jakarta")
MORNING = datetime(2026, 1, 5, 1, tzinfo=UTC)
"""A Monday, 08:00 in Jakarta."""
NOW = datetime(2026, 2, 2, tzinfo=UTC)


def office(actor: str) -> Calendar:
    """Everybody works by the same calendar."""
    return CALENDAR


def work(
    id: int,
    task: str,
    opened: int,
    done: int | None,
    visit: int = 1,
    outcome: str = "",
    start: int | None = None,
) -> WorkItem:
    """Times in minutes after the morning."""
    return WorkItem(
        id=id,
        instance=1,
        task=task,
        step=task.partition("/")[0],
        actor=task.partition("/")[2] or "staf-1",
        visit=visit,
        opened_at=MORNING + timedelta(minutes=opened),
        started_at=None if start is None else MORNING + timedelta(minutes=start),
        done_at=None if done is None else MORNING + timedelta(minutes=done),
        due_at=CALENDAR.add_working_time(MORNING + timedelta(minutes=opened), timedelta(hours=1)),
        outcome=outcome,
    )


def visits(*items: WorkItem) -> tuple[Visit, ...]:
    return measure(items, kinerja(), office, NOW)


LOOP = (
    work(1, "perintah", 0, 30),
    work(2, "rekap", 30, 110),
    work(3, "analisa", 110, 120, outcome="Tidak"),
    work(4, "rekap", 120, 130, visit=2),
    work(5, "analisa", 130, 140, visit=2, outcome="Ya"),
    work(6, "lapor", 140, None),
)


def test_verdicts_are_counted() -> None:
    count = counts(visits(*LOOP))
    assert (count.done, count.measured, count.on_time, count.late, count.overdue) == (5, 6, 4, 1, 1)
    assert count.rework == 2
    assert count.rate is not None
    assert count.rate.share == pytest.approx(4 / 6), "work that was left open counts as well"
    assert counts([]).rate is None


def test_time_is_lost_where_most_went_beyond_the_standard() -> None:
    found = lost(visits(*LOOP[:5]))
    assert found is not None
    assert (found.step, found.kind, found.amount) == ("rekap", "late", timedelta(minutes=20))
    assert lost(visits(LOOP[0])) is None


def test_time_is_lost_in_waiting_where_a_start_was_recorded() -> None:
    waited = work(7, "lapor", 0, 140, start=100)
    count = counts(visits(LOOP[1], waited))
    assert (count.started, count.within, count.on_time, count.late) == (1, 1, 0, 2)
    found = lost(visits(LOOP[1], waited))
    assert found is not None
    assert (found.step, found.kind, found.amount) == ("lapor", "waiting", timedelta(minutes=100))


def test_the_standards_along_the_path_count_each_visit() -> None:
    found = standard_along(LOOP, kinerja(), CALENDAR)
    assert (found.promised, found.with_rework) == (timedelta(hours=4), timedelta(hours=6))
    assert standard_along([], kinerja(), CALENDAR).with_rework == timedelta()


def test_of_branches_side_by_side_the_longest_counts() -> None:
    fork = flow(
        {
            "mulai": {"": ["kiri", "kanan"]},
            "kiri": {"": ["lanjut"]},
            "lanjut": {"": ["akhir"]},
            "kanan": {"": ["akhir"]},
            "akhir": {"": []},
        }
    )
    items = [
        work(1, "mulai", 0, 10),
        work(2, "kiri", 10, 20),
        work(3, "kanan", 10, 90),
        work(4, "lanjut", 20, 30),
        work(5, "akhir", 90, 100),
    ]
    assert standard_along(items, fork, CALENDAR).promised == timedelta(hours=4)


def test_a_row_of_several_tasks_has_one_standard() -> None:
    row = flow({"periksa/staf-1": {"": ["periksa/sekretaris"]}, "periksa/sekretaris": {"": []}})
    items = [work(1, "periksa/staf-1", 0, 10), work(2, "periksa/sekretaris", 10, 20)]
    assert standard_along(items, row, CALENDAR).promised == timedelta(hours=1)


def test_the_median_is_the_middle() -> None:
    hours = [timedelta(hours=hour) for hour in (3, 1, 2)]
    assert median(hours) == timedelta(hours=2)
    assert median(hours[:2]) == timedelta(hours=2)
    assert median([]) is None


def test_work_in_a_row_counts_its_standard_once_on_each_way() -> None:
    ways: Tasks = {"mulai": {"": ["r/x", "b"]}, "r/x": {"": ["pintu"]}, "b": {"": ["r/y"]}, "r/y": {"": ["pintu"]}}
    fork = flow({**ways, "pintu": {"": ["akhir"]}, "akhir": {"": []}}, capsules=["pintu"])
    items = [
        work(1, "mulai", 0, 10),
        work(2, "r/x", 10, 90),
        work(3, "b", 10, 20),
        work(4, "r/y", 20, 30),
        work(5, "akhir", 90, 100),
    ]
    assert standard_along(items, fork, CALENDAR).promised == timedelta(hours=4)
    assert standard_along([*items[:2], work(5, "akhir", 90, 100)], fork, CALENDAR).promised == timedelta(hours=3)
