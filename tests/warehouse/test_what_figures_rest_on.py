"""Undone work, calendars that were replaced, clocks that went back: figures say what they rest on, in words too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar import OfficeHours
from sopengine.calendar.hours import span
from sopengine.calendar.kept import text_of
from sopengine.compliance.question import By, Period, Question
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.messages.speech import speech
from sopengine.report.comparison import comply
from sopengine.report.page.basis import reserves
from sopengine.warehouse import ask

TWO: Tasks = {"satu": {"": ["dua"]}, "dua": {"": []}}
MORNINGS = OfficeHours(timezone="Asia/Jakarta", week=(span("08:00", "12:00"),) * 5 + ((), ()))
HOUR = timedelta(hours=1)
JUNE = Period(since=date(2026, 6, 1), until=date(2026, 6, 30))


def asked(engine: Engine, **more: object) -> Answer:
    now = engine.now()
    return ask([("store", engine.ask)], Question(**({"at": lambda zone: now} | more)))  # type: ignore[arg-type]


def open_item(engine: Engine, instance: int = 1) -> int:
    return engine.work_items(instance=instance)[0].id


def said(answer: Answer) -> str:
    return " ".join(_both(answer))


def _both(answer: Answer) -> Iterator[str]:
    for language in ("en", "id"):
        yield from reserves(answer, speech(language))


def test_completions_that_were_undone_are_counted_apart(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=10)
    engine.done(open_item(engine), by="staf-1")
    then = clock.now + timedelta(minutes=1)
    clock.go_on(minutes=5)
    engine.undo_latest(1, by="staf-1")
    now, before = asked(engine), asked(engine, at=lambda zone: then)
    assert (now.total.done, now.undone, now.undone_later) == (0, 1, 0)
    assert (before.total.done, before.undone, before.undone_later) == (1, 0, 1)
    assert "undone, counted as not done: 1" in said(now)
    assert "dihitung sebagai belum selesai: 1" in said(now)
    assert "undone after the moment this tells of: 1" in said(before)
    other = asked(engine, period=JUNE)
    assert (other.undone, other.undone_later) == (0, 0)


def test_what_nobody_confirmed_is_of_the_period_and_of_what_is_asked(engine: Engine, clock: Clock) -> None:
    for _ in range(2):
        run = engine.start(flow(TWO), by="sekretaris")
        done = open_item(engine, run.id)
        clock.go_on(minutes=30)
        engine.done(done, by="staf-1")
        engine.correct(done, by="staf-1", done_at=clock.now - timedelta(minutes=10))
    assert (asked(engine).unconfirmed, asked(engine, instance=1).unconfirmed) == (2, 1)
    assert asked(engine, period=JUNE).unconfirmed == 0


def test_visits_counted_by_hours_that_came_later_are_told_with_their_calendar(engine: Engine, clock: Clock) -> None:
    sop = flow({"satu": {"": []}}, duration="8 jam", calendar="pagi", hours={"pagi": text_of(MORNINGS)})
    engine.start(sop, by="sekretaris")
    clock.go_on(days=1, hours=2)
    engine.done(open_item(engine), by="staf-1")
    assert asked(engine).reckoned == ()
    clock.go_on(days=1)
    longer = replace(MORNINGS, week=(span("08:00", "17:00"),) * 5 + ((), ()))
    engine.update_calendar("pagi", text_of(longer), by="sekretaris")
    replaced = clock.now
    engine.start(sop, by="sekretaris")
    clock.go_on(hours=1)
    engine.done(open_item(engine, 2), by="staf-1")
    answer = asked(engine)
    assert [(each.calendar, each.kept_at, each.visits) for each in answer.reckoned] == [("pagi", replaced, 1)]
    assert "The calendar 'pagi' was replaced" in said(answer)
    assert "Kalender 'pagi' diganti" in said(answer)
    assert asked(engine, period=JUNE).reckoned == ()


def test_clocks_that_went_back_are_told_and_drop_no_visit(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"satu": {"": []}}, duration="1-2 jam"), by="sekretaris")
    clock.go_on(minutes=40)
    item = open_item(engine)
    engine.begin(item, by="staf-1")
    engine.done(item, by="staf-1")
    hour = 3600 * 1_000_000
    engine._store.write(lambda writer: writer.link.run(f"UPDATE work_item SET started_at = done_at + {hour}"))
    engine._store.write(lambda writer: writer.link.run(f"UPDATE instance SET started_at = started_at + {hour // 3}"))
    clock.go_on(days=1)
    answer = asked(engine)
    assert (answer.visits, answer.backwards, answer.unread) == (1, 1, 0)
    (step,) = answer.of(By.STEP)
    assert step.spread is not None
    assert (step.spread.median, step.spent.service) == (timedelta(), timedelta())
    assert "by a clock that went back" in said(answer)


def test_a_run_whose_work_was_opened_before_it_began_is_still_measured(engine: Engine, clock: Clock) -> None:
    """Days are counted from the earliest opening, should a clock have gone back by a year."""
    engine.start(flow({"satu": {"": []}}), by="sekretaris")
    clock.go_on(minutes=40)
    engine.done(open_item(engine), by="staf-1")
    year = 365 * 86_400 * 1_000_000
    engine._store.write(lambda writer: writer.link.run(f"UPDATE work_item SET opened_at = opened_at - {year}"))
    (step,) = asked(engine).of(By.STEP)
    assert timedelta(hours=1_500) < step.spent.taken < timedelta(hours=2_000)


def test_a_run_that_was_completed_then_is_completed_as_of_then(engine: Engine, clock: Clock) -> None:
    """Its last completion was undone later, and done once more after that."""
    engine.start(flow(TWO), by="sekretaris")
    began = clock.now + timedelta(minutes=1)
    for _ in range(2):
        clock.go_on(minutes=30)
        engine.done(open_item(engine), by="staf-1")
    then = clock.now + timedelta(minutes=1)
    clock.go_on(hours=1)
    engine.undo_latest(1, by="staf-1")
    between = clock.now + timedelta(minutes=1)
    clock.go_on(hours=1)
    engine.done(open_item(engine), by="staf-1")
    (first,), (second,), (now,) = (asked(engine, at=lambda zone, at=at: at).sops for at in (then, between, clock.now))
    assert (first.completed, first.running, first.worked, first.standard) == (1, 0, HOUR, 2 * HOUR)
    assert (second.completed, second.running, second.standard) == (0, 1, timedelta())
    assert asked(engine, at=lambda zone: began).sops[0].running == 1, "it was not completed yet"
    assert (now.completed, now.worked, now.standard, now.standard_with_rework) == (1, 3 * HOUR, 2 * HOUR, 2 * HOUR)


def test_suspensions_are_taken_off_the_working_time_of_one_run_too(engine: Engine, clock: Clock) -> None:
    engine.start(flow(TWO), by="sekretaris")
    clock.go_on(minutes=30)
    engine.suspend(1, by="sekretaris", reason="listrik padam")
    clock.go_on(hours=2)
    (still,) = comply(engine).instances
    engine.resume(1, by="sekretaris")
    clock.go_on(minutes=30)
    (going,) = comply(engine).instances
    assert (still.working, going.working) == (timedelta(minutes=30), HOUR)
    for _ in range(2):
        engine.done(open_item(engine), by="staf-1")
    (ended,) = comply(engine).instances
    assert ended.working == asked(engine).sops[0].worked == HOUR


def test_a_late_visit_tells_who_did_it_as_of_then_though_it_was_undone_and_done_by_another(
    engine: Engine, clock: Clock
) -> None:
    engine.start(flow({"satu": {"Ya": ["dua"], "Tidak": ["dua"]}, "dua": {"": []}}), by="sekretaris")
    clock.go_on(hours=30)
    engine.done(open_item(engine), by="staf-1", outcome="Ya")
    then = clock.now + timedelta(minutes=1)
    clock.go_on(minutes=5)
    engine.undo_latest(1, by="staf-1")
    clock.go_on(minutes=5)
    engine.done(open_item(engine), by="sekretaris", outcome="Tidak")
    before, now = (asked(engine, at=at).late_visits[0] for at in (lambda zone: then, lambda zone: clock.now))
    assert (before.done_by, before.outcome) == ("staf-1", "Ya")
    assert (now.done_by, now.outcome) == ("sekretaris", "Tidak")
