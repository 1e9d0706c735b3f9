"""Visits are measured against their standards in working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from counted_visits import measure
from flows import flow
from hypothesis import given
from hypothesis import strategies as st

from sopengine.calendar import Calendar, office_calendar
from sopengine.compliance import Basis, Verdict, Visit
from sopengine.compliance.totals import counts
from sopengine.duration.standard import Duration
from sopengine.execution.values.work import WorkItem, WorkState

CALENDAR = office_calendar("Asia/Jakarta")
LATER = "2026-02-02 09:00"


def office(actor: str) -> Calendar:
    """Everybody works by the same calendar."""
    return CALENDAR


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)


def work(opened: str, done: str = "", started: str = "", task: str = "rekap", id: int = 1, visit: int = 1) -> WorkItem:
    return WorkItem(
        id=id,
        instance=1,
        task=task,
        step=task.partition("/")[0],
        actor=task.partition("/")[2] or "staf-1",
        visit=visit,
        opened_at=at(opened),
        started_at=at(started) if started else None,
        done_at=at(done) if done else None,
    )


def promised(standard: str, item: WorkItem) -> WorkItem:
    """With the due time that is recorded when work opens."""
    due = CALENDAR.due(Duration.parse(standard), item.opened_at, "working")
    return replace(item, due_at=due.at, provisional=due.provisional) if due else item


def measured(standard: str, item: WorkItem, now: str = LATER) -> Visit:
    compiled = flow({"rekap": {"": []}}, duration=standard)
    (visit,) = measure([promised(standard, item)], compiled, office, at(now))
    return visit


@pytest.mark.parametrize(
    ("standard", "done", "verdict", "late_by"),
    [
        ("60 menit", "2026-01-05 10:00", Verdict.ON_TIME, None),
        ("60 menit", "2026-01-05 10:01", Verdict.LATE, timedelta(minutes=1)),
        ("60 menit", "2026-01-06 08:00", Verdict.LATE, timedelta(hours=5, minutes=30)),
        ("1 hari kerja", "2026-01-06 16:00", Verdict.ON_TIME, None),
        ("1 hari kerja", "2026-01-06 19:00", Verdict.ON_TIME, None),
        ("180 menit", "2026-01-05 12:59", Verdict.ON_TIME, None),
        ("1 x 24 jam", "2026-01-06 09:00", Verdict.ON_TIME, None),
        ("1 x 24 jam", "2026-01-06 21:00", Verdict.LATE, timedelta(hours=12)),
        ("1 hari kerja", "2026-01-07 08:30", Verdict.LATE, timedelta(hours=1)),
        ("5-10 menit", "2026-01-05 09:04", Verdict.EARLY, None),
        ("5-10 menit", "2026-01-05 09:05", Verdict.ON_TIME, None),
        ("5-10 menit", "2026-01-05 09:11", Verdict.LATE, timedelta(minutes=1)),
        ("2-3 hari kerja", "2026-01-06 15:00", Verdict.EARLY, None),
        ("2-3 hari kerja", "2026-01-07 08:00", Verdict.ON_TIME, None),
        ("5-7 hari kalender", "2026-01-09 15:00", Verdict.EARLY, None),
        ("5-7 hari kalender", "2026-01-10 10:00", Verdict.ON_TIME, None),
        ("2 menit/berkas", "2026-01-05 10:00", Verdict.NOT_MEASURABLE, None),
        ("Segera", "2026-01-05 10:00", Verdict.NOT_MEASURABLE, None),
        ("1O menit", "2026-01-05 10:00", Verdict.NOT_MEASURABLE, None),
    ],
)
def test_a_visit_that_is_done_is(standard: str, done: str, verdict: Verdict, late_by: timedelta | None) -> None:
    visit = measured(standard, work("2026-01-05 09:00", done))
    assert (visit.verdict, visit.late_by, visit.is_late) == (verdict, late_by, late_by is not None)


@pytest.mark.parametrize(
    ("standard", "now", "verdict", "late_by"),
    [
        ("60 menit", "2026-01-05 10:00", Verdict.RUNNING, None),
        ("60 menit", "2026-01-05 10:30", Verdict.OVERDUE, timedelta(minutes=30)),
        ("Segera", "2026-01-30 10:30", Verdict.RUNNING, None),
    ],
)
def test_a_visit_that_is_open_is(standard: str, now: str, verdict: Verdict, late_by: timedelta | None) -> None:
    visit = measured(standard, work("2026-01-05 09:00"), now)
    assert (visit.verdict, visit.late_by) == (verdict, late_by)


def test_without_a_recorded_start_the_sojourn_time_is_measured() -> None:
    visit = measured("60 menit", work("2026-01-05 11:30", "2026-01-05 13:20"))
    assert visit.basis is Basis.SOJOURN
    assert visit.measured == visit.sojourn
    assert visit.sojourn.clock == timedelta(hours=1, minutes=50)
    assert visit.sojourn.working == timedelta(minutes=50)
    assert visit.waiting is visit.service is None


def test_a_recorded_start_never_moves_the_due_time_and_gives_a_figure_of_its_own() -> None:
    visit = measured("60 menit", work("2026-01-05 09:00", "2026-01-06 10:50", started="2026-01-06 10:00"))
    assert visit.basis is Basis.SERVICE
    assert (visit.verdict, visit.due_at) == (Verdict.LATE, at("2026-01-05 10:00"))
    assert visit.within is True
    assert visit.waiting is not None
    assert visit.service is not None
    assert visit.waiting.working == timedelta(hours=8, minutes=30)
    assert visit.service.working == timedelta(minutes=50)


@pytest.mark.parametrize(
    ("standard", "item", "within"),
    [
        ("60 menit", work("2026-01-05 09:00", "2026-01-05 13:01", started="2026-01-05 11:00"), False),
        ("60 menit", work("2026-01-05 09:00", "2026-01-05 10:00"), None),
        ("60 menit", work("2026-01-05 09:00", started="2026-01-05 09:00"), None),
        ("Segera", work("2026-01-05 09:00", "2026-01-05 10:00", started="2026-01-05 09:00"), None),
    ],
)
def test_work_within_the_standard_is_told_where_it_can_be(standard: str, item: WorkItem, within: bool | None) -> None:
    assert measured(standard, item).within is within


def test_a_visit_is_held_against_the_due_time_that_was_recorded_last() -> None:
    moved = replace(work("2026-01-05 09:00", "2026-01-07 09:00"), due_at=at("2026-01-07 08:00"), provisional=True)
    (visit,) = measure([moved], flow({"rekap": {"": []}}, duration="60 menit"), office, at(LATER))
    assert (visit.due_at, visit.provisional, visit.late_by) == (moved.due_at, True, timedelta(hours=1))


def test_what_happened_after_now_is_not_known_yet() -> None:
    item = work("2026-01-05 09:00", "2026-01-07 10:00", started="2026-01-06 09:00")
    visit = measured("60 menit", item, now="2026-01-05 09:30")
    assert visit.verdict is Verdict.RUNNING
    assert visit.started_at is visit.done_at is None
    assert visit.sojourn.working == timedelta(minutes=30)
    assert measure([item], flow({"rekap": {"": []}}), office, at("2026-01-05 08:59")) == ()


def test_a_row_of_several_tasks_is_measured_from_its_first_opening_to_its_last_completion() -> None:
    compiled = flow({"periksa/staf-1": {"": ["periksa/sekretaris"]}, "periksa/sekretaris": {"": []}}, duration="1 jam")
    first = promised("1 jam", work("2026-01-05 09:00", "2026-01-05 09:20", task="periksa/staf-1"))
    second = work("2026-01-05 09:20", "2026-01-05 10:10", task="periksa/sekretaris", id=2)
    second = replace(second, due_at=first.due_at)
    (visit,) = measure([second, first], compiled, office, at(LATER))
    assert (visit.opened_at, visit.done_at) == (first.opened_at, second.done_at)
    assert visit.actors == ("Staf-1", "Sekretaris")
    assert visit.late_by == timedelta(minutes=10)
    (still_open,) = measure([first, replace(second, done_at=None)], compiled, office, at("2026-01-05 09:30"))
    assert still_open.verdict is Verdict.RUNNING


def test_a_second_visit_is_a_visit_of_its_own() -> None:
    compiled = flow({"rekap": {"": []}})
    items = [work("2026-01-05 09:00", "2026-01-05 09:30"), work("2026-01-06 09:00", id=2, visit=2)]
    assert [visit.visit for visit in measure(items, compiled, office, at(LATER))] == [1, 2]


def test_a_due_time_on_an_estimated_holiday_is_provisional() -> None:
    visit = measured("1 hari", work("2027-03-05 09:00", "2027-03-05 10:00"), now="2027-04-01 09:00")
    assert (visit.provisional, visit.verdict) == (True, Verdict.ON_TIME)


def test_the_standard_is_told_as_printed_and_in_working_time() -> None:
    visit = measured("1 – 20 Hari Kerja", work("2026-01-05 09:00"))
    assert (visit.standard, visit.allowed) == ("1 – 20 Hari Kerja", timedelta(hours=150))
    assert measured("Segera", work("2026-01-05 09:00")).allowed is None


MORNING, NOON = "2026-01-05 09:00", "2026-01-05 12:00"


def ended(state: WorkState, task: str = "rekap", entry: str = "", id: int = 1, at_noon: bool = True) -> WorkItem:
    """Two hours were agreed; it took three, or half of one."""
    end = at(NOON if at_noon else "2026-01-05 09:30")
    item = replace(promised("120 menit", work(MORNING, task=task, id=id)), state=state, entry=entry, ended_at=end)
    return replace(item, done_at=end, done_by="staf-1") if state is WorkState.DONE else item


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ([ended(WorkState.RETURNED)], Verdict.WITHDRAWN),
        ([ended(WorkState.WITHDRAWN)], Verdict.WITHDRAWN),
        ([ended(WorkState.EXPIRED)], Verdict.LATE),
        ([ended(WorkState.EXPIRED, at_noon=False)], Verdict.WITHDRAWN),
        ([ended(WorkState.DONE, at_noon=False), ended(WorkState.WITHDRAWN, task="rekap/b", id=2)], Verdict.WITHDRAWN),
        (
            [
                ended(WorkState.DONE, entry="a", at_noon=False),
                ended(WorkState.WITHDRAWN, entry="b", id=2, at_noon=False),
            ],
            Verdict.ON_TIME,
        ),
    ],
)
def test_what_ended_without_being_done_is_in_no_rate_unless_time_ran_out(row: list[WorkItem], verdict: Verdict) -> None:
    compiled = flow({"rekap": {"": ["rekap/b"]}, "rekap/b": {"": []}}, duration="120 menit")
    (visit,) = measure(row, compiled, office, at(LATER))
    assert visit.verdict is verdict
    (before,) = measure(row, compiled, office, at("2026-01-05 09:15"))
    assert before.verdict is Verdict.RUNNING, "what came later is not known yet"


def test_work_of_outsiders_runs_by_the_clock_and_counts_apart() -> None:
    compiled = replace(flow({"rekap/warga": {"": []}}, duration="2 jam"), external=frozenset(("warga",)))
    opened, done = at("2026-01-09 16:00"), at("2026-01-10 08:00")
    due = CALENDAR.due(Duration.parse("2 jam"), opened, "working", external=True)
    item = replace(work(MORNING, task="rekap/warga"), opened_at=opened, done_at=done, due_at=due.at if due else None)
    visits = measure([item], compiled, office, at(LATER))
    assert (visits[0].verdict, visits[0].late_by, visits[0].external) == (Verdict.LATE, timedelta(hours=14), True)
    count = counts(visits)
    assert (count.external, count.done, count.measured, count.late, count.rate) == (1, 0, 0, 0, None)


def test_each_actor_is_measured_by_its_own_calendar() -> None:
    asked = []

    def calendars(actor: str) -> Calendar:
        asked.append(actor)
        return Calendar(replace(CALENDAR.hours, week=(((0, 1440),),) * 7))

    item = replace(promised("60 menit", work("2026-01-05 15:30", "2026-01-05 23:00")), due_at=at("2026-01-05 16:30"))
    (visit,) = measure([item], flow({"rekap": {"": []}}), calendars, at(LATER))
    assert (asked, visit.late_by) == (["staf-1"], timedelta(hours=6.5))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
SEVERITY = (Verdict.EARLY, Verdict.ON_TIME, Verdict.LATE)


@given(
    st.sampled_from(["10 menit", "2-4 jam", "1 hari", "1-5 hari kerja", "2 minggu", "1 x 24 jam"]),
    moments,
    st.lists(moments, min_size=2, max_size=5),
)
def test_who_is_done_later_fares_no_better(standard: str, opened: datetime, dones: list[datetime]) -> None:
    compiled = flow({"rekap": {"": []}}, duration=standard)
    item = promised(standard, replace(work(LATER), opened_at=opened))
    now = datetime(2027, 1, 1, tzinfo=UTC)
    visits = [
        measure([replace(item, done_at=done)], compiled, office, now)[0] for done in sorted(dones) if done >= opened
    ]
    for before, after in pairwise(visits):
        assert SEVERITY.index(before.verdict) <= SEVERITY.index(after.verdict)
        assert (before.late_by or timedelta()) <= (after.late_by or timedelta())
    for visit in visits:
        assert visit.due_at is not None
        assert visit.done_at is not None
        assert visit.is_late == (visit.verdict is Verdict.LATE)
        assert visit.done_at > visit.due_at or not visit.is_late
        assert timedelta() <= visit.sojourn.working <= visit.sojourn.clock
