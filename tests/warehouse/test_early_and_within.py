"""Early, and within the standard from the recorded start: over suspensions, and of standards of so many days an item.

The engine itself is asked: what it would have called due, of the lower end, and of work received at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled
from sopengine.compliance import Verdict, Visit
from sopengine.compliance.question import Question
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.warehouse import ask, read_visits

ONE: Tasks = {"satu": {"": []}}


def visits(engine: Engine) -> list[Visit]:
    now = engine.now()
    found: list[Visit] = read_visits(engine.ask, Question(at=lambda zone: now), list)
    return found


def item(engine: Engine, instance: int) -> int:
    return engine.work_items(instance=instance)[0].id


def stand_still(engine: Engine, clock: Clock, instances: Sequence[int], length: timedelta) -> None:
    for instance in instances:
        engine.suspend(instance, by="sekretaris", reason="listrik padam")
    clock.now += length
    for instance in instances:
        engine.resume(instance, by="sekretaris")


def test_what_was_done_fast_but_for_a_suspension_is_early(engine: Engine, clock: Clock) -> None:
    engine.start(flow(ONE, duration="1-2 jam"), by="sekretaris")
    clock.go_on(minutes=10)
    stand_still(engine, clock, [1], timedelta(hours=2))
    clock.go_on(minutes=10)
    engine.done(item(engine, 1), by="staf-1")
    (visit,) = visits(engine)
    assert visit.verdict is Verdict.EARLY
    assert ask([("store", engine.ask)], Question(at=lambda zone: engine.now())).total.early == 1


def test_days_that_stood_still_move_the_lower_end_by_days(engine: Engine, clock: Clock) -> None:
    """Received on a Wednesday, due in two to three working days; Thursday and Friday nothing went on."""
    engine.start(flow(ONE, duration="2-3 hari kerja"), by="sekretaris")
    clock.go_on(days=1, hours=-2)
    stand_still(engine, clock, [1], timedelta(days=2))
    clock.go_on(days=2, hours=2)
    engine.done(item(engine, 1), by="staf-1")
    assert [visit.verdict for visit in visits(engine)] == [Verdict.EARLY], "on Monday, the first day that counts"


@pytest.mark.parametrize(
    ("standard", "low", "high", "days"),
    [
        ("1-3 jam", "1 jam", "3 jam", "working"),
        ("2-4 hari kerja", "2 hari kerja", "4 hari kerja", "working"),
        ("0,5-1,5 hari", "0,5 hari", "1,5 hari", "working"),
        ("3-5 hari kalender", "3 hari kalender", "5 hari kalender", "calendar"),
        ("1-2 minggu", "1 minggu", "2 minggu", "working"),
        ("2-4 jam/berkas", "4 jam", "8 jam", "working"),
        ("1-2 hari/berkas", "2 hari", "4 hari", "working"),
    ],
)
def test_suspended_visits_are_judged_as_the_engine_moves_what_is_due(
    engine: Engine, clock: Clock, standard: str, low: str, high: str, days: str
) -> None:
    """Beside each run two others: one whose standard is the lower end, one that begins when work does."""
    lots, seen = Random(standard), set()
    of_range, of_low, of_high = (made(text, days) for text in (standard, low, high))
    calendar = engine.calendar(of_range)
    for _ in range(18):
        run, lower = (engine.start(each, by="sekretaris").id for each in (of_range, of_low))
        clock.go_on(minutes=lots.choice((5, 90, 400, 1_500)))
        engine.begin(item(engine, run), by="staf-1")
        upper = engine.start(of_high, by="sekretaris").id
        clock.go_on(minutes=lots.choice((5, 60, 700)))
        if lots.random() < 0.7:
            stand_still(engine, clock, [run, lower, upper], timedelta(minutes=lots.choice((30, 600, 2_880, 5_000))))
        clock.go_on(minutes=lots.choice((1, 20, 100, 300, 1_400, 4_000, 9_000, 30_000)))
        lowest, highest = (engine.work_items(instance=other)[0].due_at for other in (lower, upper))
        engine.done(item(engine, run), by="staf-1", count=2 if "berkas" in standard else None)
        assert lowest
        assert highest
        visit = next(visit for visit in visits(engine) if visit.instance == run)
        assert visit.done_at
        within = not calendar.lateness(Duration.parse(high), highest, visit.done_at)
        assert visit.within == within, visit
        ends_a_day = ("hari" in low or "minggu" in low) and "," not in low
        is_early = visit.done_at < (beginning(calendar, lowest) if ends_a_day else lowest)
        if visit.due_at and not visit.is_late:
            assert visit.verdict == (Verdict.EARLY if is_early else Verdict.ON_TIME), visit
        seen |= {visit.verdict, within}
    assert {True, False} <= seen
    assert Verdict.EARLY in seen


def made(text: str, days: str) -> Compiled:
    return replace(flow(ONE, duration=text), days=days)


def beginning(calendar: Calendar, due: datetime) -> datetime:
    """Of the day that ends with it."""
    day = calendar.local(due - timedelta(microseconds=1))
    return day.replace(hour=0, minute=0, second=0, microsecond=0)
