"""The statistics of a store, asked in its database, are what counting visit by visit gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from counted_visits import measured_in, median

from benchmarks.compliance.bulk import fill
from benchmarks.compliance.setting import NOW
from sopengine.calendar import office_calendar
from sopengine.calendar.moments import MICROSECOND
from sopengine.compliance import Visit
from sopengine.compliance.question import By, Question
from sopengine.compliance.runs import Answer
from sopengine.compliance.summing.grouping import whole_seconds
from sopengine.compliance.totals import counts
from sopengine.engine import Engine
from sopengine.store.store import Store
from sopengine.warehouse import ask, read_visits

EVENTS = 4_000
EARLIER = NOW - timedelta(days=400)
BY = ((By.STEP,), (By.AGENCY,), (By.ACTOR,), (By.VERSION,), (By.MONTH,), (By.SOP, By.MONTH))


def working_days_since(visit: Visit) -> int:
    """One day after the other; nobody in this store has a calendar of its own."""
    calendar = office_calendar(visit.timezone)
    first, last = calendar.local(visit.opened_at).date(), calendar.local(NOW).date()
    days = (first + timedelta(days=day) for day in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("warehouse") / "sop.db"
    fill(found, EVENTS)
    return found


def asked(file: Path, now: datetime, **more: object) -> Answer:
    store = Store(str(file), create=False)
    try:
        return ask([(file.name, store.read)], Question(at=lambda zone: now, by=BY, late_visits=1_000, **more))  # type: ignore[arg-type]
    finally:
        store.close()


def counted(file: Path, now: datetime) -> tuple[Visit, ...]:
    with Engine(str(file), create=False) as engine:
        return measured_in(engine, now)


@pytest.mark.parametrize("now", [NOW, EARLIER])
def test_verdicts_are_those_of_the_visits(file: Path, now: datetime) -> None:
    answer, visits = asked(file, now), counted(file, now)
    ours, theirs = answer.total, counts(visits)
    assert replace(ours, recorded_late=0, started=0, within=0) == replace(theirs, recorded_late=0, started=0, within=0)
    assert (ours.started, ours.within) == (theirs.started, theirs.within)
    assert min(ours.early, ours.late, ours.overdue, ours.external, ours.rework, ours.within) > 0, "the store shows all"


def test_each_step_has_the_figures_of_its_visits(file: Path) -> None:
    """Versions whose standard is the same stand together."""
    answer = asked(file, NOW)
    with Engine(str(file), create=False) as engine:
        agencies = {version.sop: version.agency for version in engine.versions()}
    by_step: dict[tuple[str, str, str], list[Visit]] = defaultdict(list)
    for visit in counted(file, NOW):
        by_step[agencies[visit.sop], visit.step, visit.standard].append(visit)
    groups = {(group.agency, group.step, group.standard): group for group in answer.of(By.STEP)}
    assert groups.keys() == by_step.keys()
    for key, visits in by_step.items():
        group, done = groups[key], [visit for visit in visits if visit.done_at]
        lengths = sorted(in_its_measure(visit) for visit in done)
        assert group.counts.external == sum(visit.external for visit in visits)
        if lengths:
            assert group.spread is not None
            assert group.spread.of == len(lengths)
            middle = median(lengths)
            assert middle is not None
            assert group.spread.median == whole_seconds(round(2 * (middle / MICROSECOND)), parts=2)
            assert group.spread.p90 == seconds(lengths[-(-9 * len(lengths) // 10) - 1])
            assert group.spread.worst == seconds(lengths[-1])
            assert group.spent.taken == seconds(sum(lengths, timedelta()))
        assert group.spent.rework == seconds(sum((in_its_measure(v) for v in done if v.visit > 1), timedelta()))
        office = [visit for visit in visits if not visit.external]
        assert group.spent.late == seconds(sum((visit.late_by or timedelta() for visit in office), timedelta()))
        assert group.counts.on_time == counts(visits).on_time


def in_its_measure(visit: Visit) -> timedelta:
    """Plain time of standards by the clock, else working time."""
    by_clock = visit.external or "x 24" in visit.standard
    return visit.measured.clock if by_clock else visit.measured.working


def seconds(length: timedelta) -> timedelta:
    return whole_seconds(length // MICROSECOND)


def test_the_latest_visits_and_the_age_of_open_work_are_listed(file: Path) -> None:
    answer, office = asked(file, NOW), [visit for visit in counted(file, NOW) if not visit.external]
    late = sorted(((-visit.late_by, visit.instance) for visit in office if visit.late_by), key=lambda each: each[0])
    assert [-visit.late_by for visit in answer.late_visits] == [-seconds(-length) for length, _ in late[:1_000]]
    assert sum(visit.open for visit in answer.late_visits) == answer.total.overdue
    ages = Counter((visit.sop, visit.step, working_days_since(visit)) for visit in office if is_open(visit))
    assert {(age.sop, age.step, age.days): age.visits for age in answer.ages} == ages


def is_open(visit: Visit) -> bool:
    return visit.verdict in ("overdue", "running")


@pytest.mark.parametrize("by", BY)
def test_every_visit_is_in_one_group(file: Path, by: tuple[By, ...]) -> None:
    answer = asked(file, NOW)
    groups = [group.counts for group in answer.groups[by]]
    for name in ("done", "on_time", "late", "not_measurable", "external", "rework", "recorded_late", "running"):
        assert sum(getattr(counts, name) for counts in groups) == getattr(answer.total, name), name


@pytest.mark.parametrize(("month", "after"), [("2024-12", (2025, 1)), ("2025-06", (2025, 7))])
def test_what_is_overdue_at_a_months_end_counts_in_that_month(file: Path, month: str, after: tuple[int, int]) -> None:
    end = datetime(*after, 1, tzinfo=UTC) - timedelta(hours=7) - MICROSECOND
    then = counts(visit for visit in counted(file, end) if visit.timezone == "Asia/Jakarta")
    answer = asked(file, NOW, agencies=("Dinas 1", "Dinas 2", "Dinas 3", "Dinas 4"))
    assert {group.month: group.counts.overdue for group in answer.of(By.MONTH)}[month] == then.overdue > 0


@pytest.mark.parametrize("now", [NOW, EARLIER])
def test_visits_one_by_one_are_what_was_counted(file: Path, now: datetime) -> None:
    store = Store(str(file), create=False)
    visits = read_visits(store.read, Question(at=lambda zone: now), list)
    store.close()
    theirs = {(visit.instance, visit.step, visit.visit): visit for visit in counted(file, now)}
    assert len(visits) == len(theirs)
    for visit in visits:
        other = theirs[visit.instance, visit.step, visit.visit]
        for name in ("verdict", "late_by", "late", "waiting", "service", "sojourn", "due_at", "done_at", "taken"):
            assert getattr(visit, name) == getattr(other, name), (visit, name)
        assert visit.within == (None if visit.external else other.within)
        assert visit.given == other.given


def test_two_stores_tell_together_what_one_would(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(file.read_bytes())
    stores: Sequence[Store] = [Store(str(each), create=False) for each in (file, copy)]
    both, one = (
        ask([(store.name, store.read) for store in stores], Question(at=lambda zone: NOW, by=BY)),
        asked(file, NOW),
    )
    for store in stores:
        store.close()
    assert both.total.done == 2 * one.total.done
    assert both.total.rate is not None
    assert one.total.rate is not None
    assert both.total.rate.share == one.total.rate.share
    for by in BY:
        assert [group.spread and group.spread.worst for group in both.groups[by]] == [
            group.spread and group.spread.worst for group in one.groups[by]
        ]
        assert [group.spread and group.spread.of for group in both.groups[by]] == [
            group.spread and 2 * group.spread.of for group in one.groups[by]
        ]
    assert [run.completed for run in both.sops] == [2 * run.completed for run in one.sops]
