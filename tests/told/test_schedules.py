"""SOPs that begin by themselves once a period, whoever looks and however late."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar.hours import OFF
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.kept import text_of
from sopengine.compiled.tables import Compiled, CompiledSchedule
from sopengine.engine import Engine
from sopengine.engine.by_itself.schedules import start_scheduled
from sopengine.engine.by_itself.worker import Begun, Told, Worker
from sopengine.errors import SopError
from sopengine.execution.values.instance import Instance
from sopengine.office.told.scheduled import Scheduled

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": []}}
FIFTH = datetime(2026, 7, 7, 0, 30, tzinfo=UTC)
"""The fifth working day of the third quarter, 07:30 in Jakarta; the clock begins on 1 July, 08:15."""


def quarterly(every: str = "quarter", day: int = 5, id: str = "laporan", **settings: Any) -> Compiled:
    return flow(CHAIN, id=id, schedule=CompiledSchedule(every=every, working_day=day), **settings)


def started(engine: Engine, sop: Compiled) -> list[Instance]:
    """All that begin now."""
    found = []
    while one := start_scheduled(engine, sop):
        found.append(one)
    return found


def test_it_begins_on_its_working_day_when_the_office_opens(engine: Engine, clock: Clock) -> None:
    sop = quarterly()
    assert started(engine, sop) == []
    clock.now = FIFTH - timedelta(microseconds=1)
    assert started(engine, sop) == []
    clock.now = FIFTH
    (one,) = started(engine, sop)
    assert (one.ref, one.started_at, one.started_by) == ("Triwulan III 2026", FIFTH, "sop")
    assert started(engine, sop) == []
    assert engine.verify(one.id)


def test_a_worker_that_was_away_starts_it_later_dated_at_its_day(engine: Engine, clock: Clock) -> None:
    sop = quarterly()
    started(engine, sop)
    clock.now = FIFTH + timedelta(days=20)
    (one,) = started(engine, sop)
    assert (one.started_at, engine.events(one.id)[0].recorded_at) == (FIFTH, clock.now)


def test_what_was_missed_is_made_up_for_each_period_once(engine: Engine, clock: Clock) -> None:
    sop = quarterly("month", 1)
    started(engine, sop)
    clock.now = datetime(2027, 1, 20, 3, 0, tzinfo=UTC)
    months = ["Agustus", "September", "Oktober", "November", "Desember"]
    assert [one.ref for one in started(engine, sop)] == [*(f"{month} 2026" for month in months), "Januari 2027"]


def test_a_schedule_that_is_new_in_the_middle_of_a_period_begins_with_the_next(engine: Engine, clock: Clock) -> None:
    clock.now = FIFTH + timedelta(days=10)
    sop = quarterly()
    assert started(engine, sop) == []
    clock.now = datetime(2026, 10, 8, 0, 30, tzinfo=UTC)
    assert [one.ref for one in started(engine, sop)] == ["Triwulan IV 2026"]


def test_another_schedule_of_the_same_sop_begins_anew(engine: Engine, clock: Clock) -> None:
    started(engine, quarterly())
    clock.now = FIFTH
    assert len(started(engine, quarterly())) == 1
    monthly = quarterly("month", 5, text="sop: 1\n# 2")
    assert [one.ref for one in started(engine, monthly)] == ["Juli 2026"]
    clock.now = datetime(2026, 8, 7, 1, 0, tzinfo=UTC)
    assert [one.ref for one in started(engine, monthly)] == ["Agustus 2026"]


def test_two_sops_may_bear_the_name_of_one_period(engine: Engine, clock: Clock) -> None:
    both = quarterly(), quarterly(id="monitoring")
    for sop in both:
        started(engine, sop)
    clock.now = FIFTH
    assert [started(engine, sop)[0].ref for sop in both] == ["Triwulan III 2026"] * 2


def test_the_clock_set_back_and_forward_starts_nothing_twice(engine: Engine, clock: Clock) -> None:
    sop = quarterly()
    started(engine, sop)
    clock.now = FIFTH
    assert len(started(engine, sop)) == 1
    clock.now = FIFTH - timedelta(days=100)
    assert started(engine, sop) == []
    clock.now = FIFTH + timedelta(days=1)
    assert started(engine, sop) == []


def test_a_changed_decree_on_days_off_moves_what_has_not_begun_and_starts_nothing_twice(
    engine: Engine, clock: Clock
) -> None:
    before = indonesian_hours("Asia/Jakarta")
    after = replace(before, days={**before.days, date(2026, 7, 6): OFF})
    sop = replace(quarterly(), calendar="dinas", hours={"dinas": text_of(before)})
    engine.start(sop, by="staf-1")
    started(engine, sop)
    engine.update_calendar("dinas", text_of(after), by="staf-1")
    clock.now = FIFTH
    assert started(engine, sop) == []
    clock.now = FIFTH + timedelta(days=1)
    (one,) = started(engine, sop)
    assert one.started_at == FIFTH + timedelta(days=1)
    engine.update_calendar("dinas", text_of(before), by="staf-1")
    clock.go_on(days=3)
    assert started(engine, sop) == []


def test_many_who_look_at_once_start_it_once(shared: str, clock: Clock) -> None:
    sop = quarterly()
    with Engine(shared, clock=clock) as engine:
        started(engine, sop)
        clock.now = FIFTH
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: start_scheduled(engine, sop), range(16)))
        assert len([one for one in found if one]) == 1
        assert len(engine.instances()) == 1


def test_a_worker_looks_once_a_minute_and_tells(engine: Engine, clock: Clock) -> None:
    looked, told = [0], list[Told]()

    def scheduled() -> list[Compiled]:
        looked[0] += 1
        return [quarterly()]

    worker = Worker(engine=engine, post=None, scheduled=scheduled, tell=told.append, stop=threading.Event())
    worker.run_once()
    worker.run_once()
    assert looked == [1]
    clock.now = FIFTH
    worker.run_once()
    (begun,) = told
    assert isinstance(begun, Begun)
    assert begun.instance
    assert begun.instance.ref == "Triwulan III 2026"


SOP = """\
sop: 1
id: {id}
title: Laporan
agency: {{name: Dinas Contoh, timezone: Asia/Jakarta}}
{schedule}
actors: {{staf: Staf}}
steps:
  - {{id: susun, activity: Menyusun laporan, actor: staf, duration: 2 hari kerja}}
"""


def test_files_are_read_again_only_when_one_changed(tmp_path: Path) -> None:
    read: list[str] = []
    wrong: list[str] = []

    def startable(id: str) -> Compiled:
        read.append(id)
        if id == "salah":
            raise SopError("wrong")
        return quarterly(id=id)

    def write(id: str, schedule: str) -> None:
        (tmp_path / f"{id}.yaml").write_text(SOP.format(id=id, schedule=schedule), encoding="utf-8")

    for id, schedule in (("laporan", "schedule: {every: month}"), ("surat", ""), ("salah", "schedule: {every: month}")):
        write(id, schedule)
    scheduled = Scheduled(folder=tmp_path, startable=startable, tell=lambda id, _: wrong.append(id))
    assert [sop.sop for sop in scheduled()] == ["laporan"]
    assert [sop.sop for sop in scheduled()] == ["laporan"]
    assert (sorted(read), wrong) == (["laporan", "salah"], ["salah"])
    write("surat", "schedule: {every: year}")
    assert sorted(sop.sop for sop in scheduled()) == ["laporan", "surat"]
