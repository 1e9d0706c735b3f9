"""Reports say who stood in for whom, where a position had no holder, and where nobody was checked."""

from __future__ import annotations

from pathlib import Path

from staffed import DAY, hold, staff, started
from still_clock import Clock

from sopengine.compliance.question import Question
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.people.values import HoldingKind
from sopengine.store.store import Store
from sopengine.warehouse import ask


def asked(file: Path, clock: Clock) -> Answer:
    store = Store(str(file), create=False)
    try:
        return ask([(file.name, store.read)], Question(at=lambda _: clock.now))
    finally:
        store.close()


def test_who_stood_in_for_whom(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file), clock=clock) as engine:
        staff(engine, kadis="kepala-dinas", staf_1="tim-sakip")
        hold(engine, "staf-3", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
        (arahan,) = engine.done(started(engine), by="staf-3").open_items
        (rekap,) = engine.done(arahan.id, by="staf-1").open_items
        clock.go_on(hours=3)
        engine.done(rekap.id, by="staf-1")
        engine.done(started(engine), by="kadis")
    found = asked(file, clock)
    assert {(one.actor, one.by, one.whom, one.visits) for one in found.acted_for} == {
        ("Kepala Dinas", "staf-3", "kadis", 1),
        ("Sekretaris", "staf-1", "", 1),
    }
    assert found.without_people == 0
    assert [(late.done_by, late.done_for) for late in found.late_visits] == [("staf-1", "")]


def test_a_store_in_which_nobody_was_checked(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file), clock=clock) as engine:
        engine.done(started(engine), by="siapa saja")
    found = asked(file, clock)
    assert (found.acted_for, found.without_people) == ((), 1)
