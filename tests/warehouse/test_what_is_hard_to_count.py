"""What is easily counted wrong: suspended, undone, moved, cancelled and migrated work, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar import OfficeHours
from sopengine.calendar.hours import span
from sopengine.calendar.kept import text_of
from sopengine.compliance import Verdict, Visit
from sopengine.compliance.question import By, Period, Question
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.warehouse import ask, read_visits

ONE: Tasks = {"satu": {"": []}}
TWO: Tasks = {"satu": {"": ["dua"]}, "dua": {"": []}}
HOUR = timedelta(hours=1)
JULY = Period(since=date(2026, 7, 1), until=date(2026, 7, 31))


def asked(engine: Engine, at: datetime | None = None, **more: object) -> Answer:
    now = at or engine.now()
    return ask([("store", engine.ask)], Question(at=lambda zone: now, **more))  # type: ignore[arg-type]


def visits(engine: Engine, at: datetime | None = None) -> dict[str, Visit]:
    """By step, the last visit of each."""
    now = at or engine.now()
    found: list[Visit] = read_visits(engine.ask, Question(at=lambda zone: now), list)
    return {visit.step: visit for visit in found}


def open_item(engine: Engine, instance: int = 1) -> int:
    return engine.work_items(instance=instance)[0].id


def test_a_suspension_is_taken_off_and_moves_what_is_due(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=30)
    engine.suspend(1, by="sekretaris", reason="listrik padam")
    clock.go_on(hours=2)
    engine.resume(1, by="sekretaris")
    clock.go_on(minutes=20)
    engine.done(open_item(engine), by="staf-1")
    answer, visit = asked(engine), visits(engine)["satu"]
    assert (answer.total.on_time, answer.total.late) == (1, 0)
    (step, _) = answer.of(By.STEP)
    assert step.spent.taken == timedelta(minutes=50)
    assert step.spent.given == HOUR
    assert visit.sojourn.working == visit.taken.time == timedelta(minutes=50)
    assert visit.given == HOUR


def test_work_of_a_suspended_run_stands_still(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=30)
    engine.suspend(1, by="sekretaris", reason="listrik padam")
    clock.go_on(days=5)
    answer = asked(engine)
    assert (answer.total.running, answer.total.overdue) == (1, 0)
    assert answer.sops[0].suspended == 1
    assert asked(engine, clock.now - timedelta(days=5, minutes=1)).sops[0].running == 1


def test_what_was_suspended_earlier_is_as_it_was_then(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    started = clock.now
    clock.go_on(minutes=30)
    engine.suspend(1, by="sekretaris", reason="listrik padam")
    clock.go_on(hours=4)
    engine.resume(1, by="sekretaris")
    assert visits(engine, started + timedelta(hours=3))["satu"].due_at == started + HOUR
    assert visits(engine)["satu"].due_at != started + HOUR


def test_what_is_undone_was_done_until_then(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=10)
    engine.done(open_item(engine), by="staf-1")
    done = clock.now
    clock.go_on(minutes=5)
    engine.undo_latest(1, by="staf-1")
    assert asked(engine).total.done == 0
    assert (asked(engine).total.running, asked(engine).total.withdrawn) == (1, 1)
    then = asked(engine, done + timedelta(minutes=1))
    assert (then.total.done, then.total.running, then.total.withdrawn) == (1, 1, 0)


def test_work_that_was_undone_and_done_again_is_one_visit(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    for minutes in (10, 20):
        clock.go_on(minutes=minutes)
        engine.done(open_item(engine), by="staf-1")
        if minutes == 10:
            engine.undo_latest(1, by="staf-1")
    clock.go_on(minutes=5)
    engine.done(open_item(engine), by="staf-1")
    total = asked(engine).total
    assert (total.done, total.on_time, total.withdrawn, total.rework) == (2, 2, 0, 0)


def test_cancelled_work_counts_apart_and_what_was_done_before_stays(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=10)
    engine.done(open_item(engine), by="staf-1")
    clock.go_on(minutes=90)
    engine.cancel(1, by="sekretaris", reason="dobel")
    answer = asked(engine)
    assert (answer.total.on_time, answer.total.overdue, answer.total.cancelled) == (1, 0, 1)
    assert (answer.sops[0].cancelled, answer.sops[0].completed, answer.sops[0].spread) == (1, 0, None)
    assert asked(engine, clock.now - timedelta(minutes=1)).total.overdue == 1


def test_steps_that_only_an_earlier_version_has_are_told(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"lama": {"": ["dua"]}, "dua": {"": []}}), by="sekretaris")
    clock.go_on(minutes=10)
    engine.done(open_item(engine), by="staf-1")
    engine.migrate(1, flow({"baru": {"": ["dua"]}, "dua": {"": []}}), by="sekretaris")
    answer = asked(engine)
    assert {group.step for group in answer.of(By.STEP)} == {"lama", "dua"}
    assert answer.unread == 0


def test_work_that_comes_back_is_rework_with_its_hours(engine: Engine, clock: Clock) -> None:
    loop: Tasks = {"satu": {"": ["dua"]}, "dua": {"Ya": [], "Tidak": ["satu"]}}
    engine.start(flow(loop), by="sekretaris")
    for outcome in (None, "Tidak", None, "Ya"):
        clock.go_on(minutes=15)
        engine.done(open_item(engine), by="staf-1", outcome=outcome)
    answer = asked(engine)
    assert answer.total.rework == 2
    assert sum((group.spent.rework for group in answer.of(By.STEP)), timedelta()) == timedelta(minutes=30)
    (back,) = answer.returns
    assert (back.from_step, back.to_step, back.visits, back.taken) == ("dua", "satu", 1, timedelta(minutes=15))
    assert (answer.sops[0].standard, answer.sops[0].standard_with_rework) == (2 * HOUR, 4 * HOUR)
    assert {loss.kind for loss in answer.losses} == {"rework"}


def test_a_correction_counts_with_what_it_says(engine: Engine, clock: Clock) -> None:
    engine.start(flow(ONE), by="sekretaris")
    started = clock.now
    clock.go_on(hours=2)
    done = open_item(engine)
    engine.done(done, by="staf-1")
    assert asked(engine).total.late == 1
    engine.correct(done, by="staf-1", done_at=started + timedelta(minutes=40))
    answer = asked(engine)
    assert (answer.total.late, answer.total.on_time, answer.total.corrected, answer.unconfirmed) == (0, 1, 1, 1)
    assert asked(engine, started + timedelta(minutes=50)).total.done == 1


def test_a_period_without_work_is_no_division_by_nothing(engine: Engine) -> None:
    engine.start(flow(TWO), by="sekretaris")
    answer = asked(engine, period=Period(since=date(2025, 1, 1), until=date(2025, 3, 31)))
    assert (answer.visits, answer.total.rate, answer.is_late) == (0, None, False)


def test_what_a_store_kept_in_a_period_and_did_not_run_is_missed_and_no_other(engine: Engine, clock: Clock) -> None:
    engine.approve(flow(TWO, id="lama"), by="kepala-dinas")
    begun = clock.now.date()
    clock.go_on(days=40)
    engine.done(engine.start(flow(ONE, id="baru"), by="sekretaris").open_items[0].id, by="sekretaris")

    def missed(since: date, until: date) -> list[tuple[str, bool]]:
        answer = asked(engine, period=Period(since=since, until=until))
        return [(each.sop, each.last_started_at is None) for each in answer.never_run]

    assert missed(begun - timedelta(days=9), begun - timedelta(days=1)) == []
    assert missed(begun, begun) == [("lama", True)]
    assert missed(begun, begun + timedelta(days=40)) == [("lama", True)]
    clock.go_on(days=2)
    assert missed(begun + timedelta(days=41), begun + timedelta(days=41)) == [("baru", False), ("lama", True)]


def test_a_store_without_any_run_is_empty(engine: Engine) -> None:
    answer = asked(engine)
    assert (answer.visits, answer.sops, answer.never_run, answer.total.rate) == (0, (), (), None)


def test_one_run_that_goes_on_has_no_median(engine: Engine) -> None:
    engine.start(flow(TWO), by="sekretaris")
    answer = asked(engine)
    assert (answer.total.running, answer.total.rate, answer.sops[0].spread) == (1, None, None)
    assert [group.spread for group in answer.of(By.STEP)] == [None]


def test_a_visit_belongs_to_the_period_in_which_it_was_done(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(days=40)
    engine.done(open_item(engine), by="staf-1")
    august = Period(since=date(2026, 8, 1), until=date(2026, 8, 31))
    in_july, in_august = (asked(engine, period=period).total for period in (JULY, august))
    assert (in_july.done, in_july.overdue) == (0, 1), "it was open and overdue when July ended"
    assert (in_august.done, in_august.late, in_august.overdue) == (1, 1, 0)
    months = {group.month: group.counts for group in asked(engine, by=((By.MONTH,),)).of(By.MONTH)}
    assert (months["2026-07"].overdue, months["2026-08"].late, months["2026-08"].overdue) == (1, 1, 0)


def test_a_standard_that_changed_thrice_has_a_row_each(engine: Engine, clock: Clock) -> None:
    for duration in ("60 menit", "90 menit", "2 jam", "60 menit"):
        text = f"sop: 1\n# {clock.now}\n"
        run = engine.start(flow(ONE, duration=duration, text=text), by="sekretaris")
        clock.go_on(minutes=75)
        engine.done(open_item(engine, run.id), by="staf-1")
        clock.go_on(days=7, minutes=-75)
    rows = {
        group.standard: (group.versions, group.counts.on_time, group.counts.late) for group in asked(engine).of(By.STEP)
    }
    assert rows == {"60 menit": ((1, 4), 0, 2), "90 menit": ((2,), 1, 0), "2 jam": ((3,), 1, 0)}


def test_a_calendar_that_changed_measures_anew_and_keeps_what_was_due(engine: Engine, clock: Clock) -> None:
    hours = OfficeHours(timezone="Asia/Jakarta", week=(span("08:00", "12:00"),) * 5 + ((), ()))
    kept = {"pagi": text_of(hours)}
    engine.start(flow(ONE, duration="8 jam", calendar="pagi", hours=kept), by="sekretaris")
    clock.go_on(days=1, hours=2)
    engine.done(open_item(engine), by="staf-1")
    before, due = asked(engine).of(By.STEP)[0].spent.taken, visits(engine)["satu"].due_at
    longer = replace(hours, week=(span("08:00", "17:00"),) * 5 + ((), ()))
    engine.update_calendar("pagi", text_of(longer), by="sekretaris")
    after = asked(engine).of(By.STEP)[0].spent.taken
    assert (before, after) == (timedelta(hours=6), timedelta(hours=11))
    assert visits(engine)["satu"].due_at == due


def test_a_clock_that_went_back_makes_no_negative_time(engine: Engine, clock: Clock) -> None:
    engine.start(flow(ONE), by="sekretaris")
    clock.go_on(minutes=40)
    item = open_item(engine)
    engine.begin(item, by="staf-1")
    engine.done(item, by="staf-1")
    ten_minutes = 10 * 60 * 1_000_000
    engine._store.write(lambda writer: writer.link.run(f"UPDATE work_item SET started_at = done_at + {ten_minutes}"))
    clock.go_on(hours=1)
    answer = asked(engine)
    assert answer.backwards == 1
    (step,) = answer.of(By.STEP)
    assert (step.spent.taken, step.spent.service) == (timedelta(), timedelta())


@pytest.mark.parametrize(
    ("standard", "days"),
    [
        ("5-10 menit", "working"),
        ("1-2 jam", "working"),
        ("2-3 hari kerja", "working"),
        ("0,5-1,5 hari", "working"),
        ("0,5 hari", "working"),
        ("1,5 hari", "working"),
        ("5-7 hari kalender", "calendar"),
        ("1 x 24 jam", "working"),
        ("1 bulan", "working"),
        ("1-2 minggu", "calendar"),
    ],
)
def test_early_late_and_within_are_what_the_calendar_says(
    engine: Engine, clock: Clock, standard: str, days: str
) -> None:
    """The engine's own functions of time, one visit after the other."""
    compiled = replace(flow(ONE, duration=standard), days=days)
    calendar = engine.calendar(compiled)
    lengths = (3, 8, 55, 95, 240, 700, 1_500, 2_880, 4_000, 7_000, 11_000, 46_000)
    for minutes in lengths:
        run = engine.start(compiled, by="sekretaris")
        item = open_item(engine, run.id)
        clock.go_on(minutes=minutes / 3)
        engine.begin(item, by="staf-1")
        clock.go_on(minutes=2 * minutes / 3)
        engine.done(item, by="staf-1")
        clock.go_on(minutes=217)
    found: list[Visit] = read_visits(engine.ask, Question(at=lambda zone: clock.now), list)
    assert len(found) == len(lengths)
    duration = compiled.steps["satu"].standard
    for visit in found:
        assert visit.done_at
        assert visit.started_at
        due = calendar.due(duration, visit.opened_at, days)
        earliest = calendar.earliest(duration, visit.opened_at, days)
        assert due
        late = calendar.lateness(duration, due.at, visit.done_at)
        early = earliest is not None and visit.done_at < earliest
        assert visit.verdict == (Verdict.LATE if late else Verdict.EARLY if early else Verdict.ON_TIME), visit
        assert (visit.late_by or timedelta()) == late
        held = calendar.due(duration, visit.started_at, days)
        assert held
        assert visit.within == (not calendar.lateness(duration, held.at, visit.done_at)), visit


def test_agencies_of_two_stores_are_told_together(engine: Engine, clock: Clock) -> None:
    with Engine("sqlite://", clock=clock) as other:
        for each in (engine, other):
            each.start(flow(ONE), by="sekretaris")
        clock.go_on(minutes=30)
        for each in (engine, other):
            each.done(open_item(each), by="staf-1")
        question = Question(at=lambda zone: clock.now, by=((By.AGENCY,),))
        both = ask([("satu", engine.ask), ("dua", other.ask)], question)
    (agency,) = both.of(By.AGENCY)
    assert (agency.agency, agency.counts.on_time, both.stores) == ("Dinas Contoh", 2, ("satu", "dua"))
    assert agency.spread is not None
    assert (agency.spread.of, agency.spread.median) == (2, timedelta(minutes=30))
    assert both.sops[0].completed == 2


def test_a_standard_that_is_never_borne_out_looks_wrong(engine: Engine, clock: Clock) -> None:
    for _ in range(5):
        run = engine.start(flow(ONE, duration="5 hari kerja"), by="sekretaris")
        clock.go_on(minutes=10)
        engine.done(open_item(engine, run.id), by="staf-1")
    (odd,) = asked(engine).odd_standards
    assert (odd.too_long, odd.visits, odd.standard) == (True, 5, "5 hari kerja")


def test_periods_end_by_the_clock_of_each_agency(engine: Engine, clock: Clock) -> None:
    """23:30 in Jakarta on 31 July is 1 August in Jayapura."""
    clock.now = datetime(2026, 7, 31, 16, 30, tzinfo=UTC)
    for zone in ("Asia/Jakarta", "Asia/Jayapura"):
        run = engine.start(replace(flow(ONE, id=zone[5:].lower()), timezone=zone), by="sekretaris")
        engine.done(open_item(engine, run.id), by="staf-1")
    clock.go_on(days=3)
    assert {group.sop for group in asked(engine, period=JULY).of(By.SOP)} == {"jakarta"}


def test_the_age_of_open_work_is_in_working_days_of_its_calendar(engine: Engine, clock: Clock) -> None:
    """Received on a Wednesday; on Saturday and Sunday it grows no older."""
    engine.start(flow(ONE), by="sekretaris")
    ages = []
    for _ in range(7):
        (age,) = asked(engine).ages
        ages.append(age.days)
        clock.go_on(days=1)
    assert ages == [0, 1, 2, 2, 2, 3, 4]
    assert (age.visits, age.overdue, age.activity) == (1, 1, "Kegiatan satu")
