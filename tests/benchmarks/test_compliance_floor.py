"""The statistics in plain SQL, in two databases, say what the report says of the same store."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from counted_visits import measured_in, median

from benchmarks.compliance.bulk import fill
from benchmarks.compliance.setting import NOW, setting
from benchmarks.floor.compliance import Answers, Setting, in_sqlite
from sopengine.compliance import Spent, Visit
from sopengine.compliance.totals import counts
from sopengine.engine import Engine

EVENTS = 4_000
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("compliance") / "sop.db"
    assert fill(file, EVENTS) >= EVENTS
    return file


@pytest.fixture(scope="module")
def floor(store: Path) -> Answers:
    return in_sqlite(store, setting(store, NOW))


@pytest.fixture(scope="module")
def by_step(store: Path) -> dict[int, list[Visit]]:
    """Step as the floor numbers it -> its visits as ours measures them."""
    numbers = {(digest, step): number for number, digest, step, *_ in setting(store, NOW).steps}
    found: dict[int, list[Visit]] = defaultdict(list)
    with Engine(str(store), create=False) as engine:
        digests = {run.id: run.digest for run in engine.instances()}
        for visit in measured_in(engine, NOW):
            found[numbers[digests[visit.instance], visit.step]].append(visit)
    return found


def test_verdicts_are_counted_alike(floor: Answers, by_step: dict[int, list[Visit]]) -> None:
    ours = {}
    for step, visits in by_step.items():
        count = counts(visits)
        row = (count.on_time, count.late, count.overdue, count.running, count.not_measurable, count.withdrawn)
        if count.external < len(visits):
            ours[step] = (*row, count.provisional, count.rework)
    assert {step: tuple(row) for step, *row in floor["steps"]} == ours
    assert dict(floor["external"]) == {step: n for step, v in by_step.items() if (n := counts(v).external)}
    assert all(sum(row[place] for row in ours.values()) for place in (0, 1, 2, 3, 4, 7)), "the store shows all of them"


def test_times_and_quantiles_are_alike(floor: Answers, by_step: dict[int, list[Visit]]) -> None:
    times = {row[0]: row[1:] for row in floor["times"]}
    quantiles = {row[0]: row[1:] for row in floor["quantiles"]}
    for step, visits in by_step.items():
        done = [visit for visit in visits if visit.done_at]
        total = sum((in_its_measure(visit, visit.measured) for visit in done), timedelta())
        waiting = sum((in_its_measure(visit, visit.waiting) for visit in visits if visit.waiting), timedelta())
        assert times[step][:2] == (total // MICROSECOND, waiting // MICROSECOND)
        late = sum((visit.late_by or timedelta() for visit in visits), timedelta())
        assert times[step][3] == late // MICROSECOND
        taken = sorted(in_its_measure(visit, visit.measured) for visit in done)
        if taken:
            many, low, high, ninetieth, worst = quantiles[step]
            assert (many, (low + high) / 2 * MICROSECOND) == (len(taken), median(taken))
            assert ninetieth * MICROSECOND == taken[-(-9 * len(taken) // 10) - 1]
            assert worst * MICROSECOND == taken[-1]


def in_its_measure(visit: Visit, spent: Spent) -> timedelta:
    """Plain time of standards by the clock, else working time."""
    return spent.clock if visit.external or "x 24" in visit.standard else spent.working


def test_late_visits_and_what_is_open_are_alike(floor: Answers, by_step: dict[int, list[Visit]]) -> None:
    visits = [(step, visit) for step, of_step in by_step.items() for visit in of_step if not visit.external]
    late = sorted(
        (-(visit.late_by // MICROSECOND), visit.instance, step, visit.visit) for step, visit in visits if visit.late_by
    )
    assert [(-row[5], row[0], row[1], row[2]) for row in floor["late"]] == late[:100]
    ages = Counter(
        (step, (NOW - visit.opened_at).days) for step, visit in visits if visit.verdict in ("overdue", "running")
    )
    assert {(step, age): many for step, age, many in floor["open"]} == ages


def test_rework_is_what_the_check_sent_back(floor: Answers, by_step: dict[int, list[Visit]]) -> None:
    again = [
        visit.measured.working
        for visits in by_step.values()
        for visit in visits
        if visit.step == "periksa" and visit.visit > 1 and visit.done_at
    ]
    rows = {(row[0], row[1]): row[2:] for row in floor["returns"]}
    assert rows["setuju", "periksa"] == (len(again), sum(again, timedelta()) // MICROSECOND)
    assert len(again) > 10


def test_every_visit_is_in_one_day_and_one_actor(floor: Answers) -> None:
    steps = [sum(row[place] for row in floor["steps"]) for place in (1, 2, 3)]
    assert [sum(row[place] for row in floor["actors"]) for place in (1, 2, 3)] == steps
    assert [sum(row[place] for row in floor["days"]) for place in (1, 2)] == steps[:2]


def test_duckdb_answers_the_same(store: Path, floor: Answers, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("benchmarks.floor.compliance_duckdb", reason="python -m pip install duckdb")
    duckdb.exported(store, tmp_path)
    found = duckdb.in_duckdb(tmp_path, setting(store, NOW))
    assert {name: [tuple(row) for row in rows] for name, rows in found.items()} == dict(floor)


def test_an_earlier_moment_knows_nothing_of_what_came_later(store: Path) -> None:
    earlier = setting(store, NOW - timedelta(days=400))
    answers = in_sqlite(store, earlier)
    assert isinstance(earlier, Setting)
    with Engine(str(store), create=False) as engine:
        count = counts(measured_in(engine, NOW - timedelta(days=400)))
    rows = answers["steps"]
    assert [sum(row[place] for row in rows) for place in (1, 2, 3, 4)] == [
        count.on_time,
        count.late,
        count.overdue,
        count.running,
    ]
