"""The inbox: whose work is open, in which order, now and then; answered by an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flows import flow, kinerja
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.office.running.inbox import inbox
from sopengine.store.desks import ONE_DESK

START = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
"""What the clock of the tests shows first: Wednesday 08:15 in Jakarta."""


def tasks(engine: Engine, actor: str | None = None, at: Callable[[str], datetime] | None = None) -> list[str]:
    return [f"{work.item.instance}/{work.item.task}" for work in inbox(engine, actor=actor, at=at)]


def test_what_is_due_first_stands_first_and_what_has_no_due_time_last(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"kapan-kapan": {"": []}}, duration="Segera"), by="staf-1")
    engine.start(flow({"nanti": {"": []}}, duration="2 hari"), by="staf-1")
    clock.go_on(minutes=5)
    engine.start(flow({"dulu": {"": []}}, duration="10 menit"), by="staf-1")
    assert tasks(engine) == ["3/dulu", "2/nanti", "1/kapan-kapan"]


def test_what_is_late_is_told_in_working_time(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"satu": {"": []}}, duration="10 menit"), by="staf-1", ref="Triwulan I")
    clock.go_on(minutes=40)
    (work,) = inbox(engine)
    assert (work.late, work.ref, work.activity, work.actor, work.number) == (
        timedelta(minutes=30),
        "Triwulan I",
        "Kegiatan satu",
        "Staf-1",
        "1",
    )


def test_an_actor_is_found_by_id_or_title_in_any_case(engine: Engine) -> None:
    two = flow({"satu/kepala-bidang": {"": ["dua/sekretaris"]}, "dua/sekretaris": {"": []}})
    engine.start(two, by="staf-1")
    for name in ("kepala-bidang", "Kepala-Bidang", " KEPALA-BIDANG "):
        assert tasks(engine, name) == ["1/satu/kepala-bidang"]
    assert tasks(engine, "sekretaris") == []


def test_a_title_means_only_the_sops_that_print_it(engine: Engine) -> None:
    dinas = replace(flow({"satu/sekretaris": {"": []}}, id="dinas"), actors={"sekretaris": "Sekretaris Dinas"})
    badan = replace(flow({"satu/sekretaris": {"": []}}, id="badan"), actors={"sekretaris": "Sekretaris Badan"})
    engine.start(dinas, by="staf-1")
    engine.start(badan, by="staf-1")
    assert tasks(engine, "sekretaris badan") == ["2/satu/sekretaris"]
    assert tasks(engine, "sekretaris") == ["1/satu/sekretaris", "2/satu/sekretaris"]
    with pytest.raises(NotFoundError, match="did you mean 'Sekretaris Badan'"):
        tasks(engine, "Sekretaris Bdan")


def test_work_that_was_open_then_is_shown_as_it_was_then(engine: Engine, clock: Clock) -> None:
    engine.start(kinerja(), by="staf-1")
    engine.done(engine.work_items()[0].id, by="staf-1", at=clock.go_on(minutes=30))
    (work,) = inbox(engine, at=lambda zone: START + timedelta(minutes=10))
    assert (work.item.task, work.item.done_at, work.item.done_by) == ("perintah", None, "")
    assert tasks(engine, at=lambda zone: START + timedelta(minutes=30)) == ["1/rekap"]
    assert tasks(engine, at=lambda zone: START - timedelta(minutes=1)) == []


def test_a_time_then_is_by_the_clock_of_each_agency(engine: Engine) -> None:
    engine.start(flow({"barat": {"": []}}), by="staf-1")
    engine.start(replace(flow({"timur": {"": []}}, id="timur"), timezone="Asia/Jayapura"), by="staf-1")

    def at(zone: str) -> datetime:
        return datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo(zone))

    assert tasks(engine, at=at) == ["1/barat"]


def test_the_desk_of_one_actor_is_found_by_an_index(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file)) as engine:
        engine.start(kinerja(), by="staf-1")
        assert len(engine.desk("staf-1")) == 1
    connection = sqlite3.connect(file)
    prepared = ONE_DESK._prepared["sqlite"]
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {prepared.text}", ("staf-1",)))
    connection.close()
    assert "USING INDEX work_item_desk" in plan
    assert "SCAN" not in plan


def test_a_label_that_a_limit_has_closed_is_not_offered(engine: Engine) -> None:
    ways = {"a": {"": ["b"]}, "b": {"Ulang": ["a"], "Lain": []}}
    engine.start(flow(ways, more={"a": {"limit": 2}}), by="staf-1")
    offered = []
    for outcome in (None, "Ulang", None):
        engine.done(inbox(engine)[0].item.id, by="staf-1", outcome=outcome)
        offered.append(inbox(engine)[0].item.outcomes)
    assert offered == [("Ulang", "Lain"), (), ("Lain",)]
    engine.undo_latest(1, by="staf-1")
    engine.undo_latest(1, by="staf-1")
    assert inbox(engine)[0].item.outcomes == ("Ulang", "Lain"), "a visit that was undone does not count"
