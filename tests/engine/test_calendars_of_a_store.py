"""Calendars of an SOP and of an actor, kept in the store; a holiday added while work waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from flows import More, Tasks, flow
from still_clock import Clock

from sopengine.calendar import OfficeHours
from sopengine.calendar.hours import OFF, Week, span
from sopengine.calendar.kept import text_of
from sopengine.compiled.tables import Compiled, CompiledEach, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.errors import StorageError

DAY = span("08:00", "16:00")
FIVE_DAYS: Week = (DAY, DAY, DAY, DAY, DAY, OFF, OFF)
SIX_DAYS: Week = (DAY, DAY, DAY, DAY, DAY, DAY, OFF)
THURSDAY = date(2026, 7, 2)
"""The day after the clock's."""


def hours(week: Week, off: Sequence[date] = ()) -> str:
    return text_of(OfficeHours(timezone="Asia/Jakarta", week=week, days=dict.fromkeys(off, OFF)))


def closing(day: int) -> datetime:
    """16:00 in Jakarta of a day of July 2026."""
    return datetime(2026, 7, day, 9, tzinfo=UTC)


def an_sop(more: More | None = None, **calendars: str) -> Compiled:
    """`a` of the field, `b` of the office, each one working day."""
    ways: Tasks = {"a/lapangan": {"": ["b/kantor"]}, "b/kantor": {"": []}, "c/kantor": {"": []}}
    return flow(
        ways,
        duration="1 hari kerja",
        more=more or {},
        calendar="kantor",
        calendars=calendars,
        hours={"kantor": hours(FIVE_DAYS), "lapangan": hours(SIX_DAYS)},
    )


def test_an_actor_works_by_its_own_calendar_the_others_by_that_of_the_sop(engine: Engine, clock: Clock) -> None:
    clock.now = closing(3) - timedelta(hours=1)
    started = engine.start(an_sop(lapangan="lapangan"), by="staf-1")
    assert started.open_items[0].due_at == closing(4)
    assert engine.done(started.open_items[0].id, by="staf-1").open_items[0].due_at == closing(6)
    assert set(engine.calendars()) == {"kantor", "lapangan"}


def test_a_holiday_added_while_work_waits_moves_its_due_time(engine: Engine) -> None:
    started = engine.start(an_sop(), by="staf-1")
    other = engine.start(an_sop(kantor="kantor", lapangan="lapangan"), by="staf-1")
    assert started.open_items[0].due_at == other.open_items[0].due_at == closing(2)
    moved = engine.update_calendar("kantor", hours(FIVE_DAYS, [THURSDAY]), by="sekretaris")
    assert [instance.id for instance in moved] == [started.id]
    assert engine.work_items(started.id)[0].due_at == closing(3)
    assert engine.work_items(other.id)[0].due_at == closing(2)
    assert [event.kind for event in engine.events(started.id)][-1:] == ["rescheduled"]
    assert engine.update_calendar("kantor", hours(FIVE_DAYS, [THURSDAY]), by="sekretaris") == ()
    assert engine.faults() == ()


def test_new_work_is_due_by_the_calendar_as_it_is_now(engine: Engine) -> None:
    engine.start(an_sop(), by="staf-1")
    engine.update_calendar("kantor", hours(FIVE_DAYS, [THURSDAY]), by="sekretaris")
    assert engine.start(an_sop(), by="staf-1").open_items[0].due_at == closing(3)


def test_a_holiday_moves_timers_as_well(engine: Engine, clock: Clock) -> None:
    out = CompiledOverdue(after=Duration.parse("1 hari kerja"), targets=("c/kantor",))
    started = engine.start(an_sop({"a/lapangan": {"overdue": out}}), by="staf-1")
    engine.update_calendar("kantor", hours(FIVE_DAYS, [THURSDAY]), by="sekretaris")
    assert [timer.at for timer in engine.timers(started.id)] == [closing(3)]
    clock.now = closing(3) + timedelta(minutes=1)
    assert engine.fire_timers() == 0
    clock.now = closing(6) - timedelta(hours=7)
    assert engine.fire_timers() == 1
    assert [(item.task, item.opened_at) for item in engine.work_items(started.id)] == [("c/kantor", closing(3))]
    assert engine.faults() == ()


def test_a_holiday_and_a_suspension_both_count(engine: Engine, clock: Clock) -> None:
    started = engine.start(an_sop(), by="staf-1")
    engine.suspend(started.id, by="sekretaris", reason="menunggu anggaran")
    clock.now = closing(2) - timedelta(hours=1)
    engine.resume(started.id, by="sekretaris")
    assert engine.work_items(started.id)[0].due_at == closing(6)
    engine.update_calendar("kantor", hours(FIVE_DAYS, [date(2026, 7, 3)]), by="sekretaris")
    assert engine.work_items(started.id)[0].due_at == closing(7)
    engine.update_calendar("kantor", hours(FIVE_DAYS), by="sekretaris")
    assert engine.work_items(started.id)[0].due_at == closing(6)
    assert engine.faults() == ()


def test_a_holiday_added_while_an_instance_is_suspended_counts_when_it_goes_on(engine: Engine, clock: Clock) -> None:
    started = engine.start(an_sop(), by="staf-1")
    engine.suspend(started.id, by="sekretaris", reason="menunggu anggaran")
    engine.update_calendar("kantor", hours(FIVE_DAYS, [THURSDAY]), by="sekretaris")
    clock.now = closing(1)
    engine.resume(started.id, by="sekretaris")
    assert engine.work_items(started.id)[0].due_at == closing(6)


def test_of_work_items_for_each_actor_the_calendar_of_the_lane_that_leads_counts(engine: Engine) -> None:
    compiled = an_sop({"a/lapangan": {"each": CompiledEach(actors=("kantor", "lapangan"))}}, lapangan="lapangan")
    started = engine.start(compiled, by="staf-1")
    assert {item.due_at for item in started.open_items} == {closing(2)}
    engine.update_calendar("lapangan", hours(SIX_DAYS, [THURSDAY]), by="sekretaris")
    assert {item.due_at for item in engine.work_items(started.id)} == {closing(3)}
    engine.update_calendar("kantor", hours(FIVE_DAYS, [date(2026, 7, 3)]), by="sekretaris")
    assert {item.due_at for item in engine.work_items(started.id)} == {closing(3)}
    assert engine.faults() == ()


def test_a_broken_calendar_replaces_none(engine: Engine) -> None:
    started = engine.start(an_sop(), by="staf-1")
    with pytest.raises(StorageError):
        engine.update_calendar("kantor", "{}", by="sekretaris")
    assert engine.done(started.open_items[0].id, by="staf-1").open_items
