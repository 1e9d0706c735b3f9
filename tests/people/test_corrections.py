"""A correction in an agency with people: one asks, another confirms, and it counts from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from staffed import AGENCY, DAY, hold, refused, staff, started
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.execution.values.events.changes import Corrected
from sopengine.execution.values.work import WorkItem
from sopengine.people.changes import GiveRole
from sopengine.people.values import Capacity, HoldingKind, Role


@pytest.fixture
def done(engine: Engine, clock: Clock) -> WorkItem:
    """The secretary's work, done at 08:15 and recorded two hours later by mistake."""
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris", staf_1="tim-sakip", staf_2="tim-sakip")
    run = engine.done(started(engine), by="kadis")
    clock.go_on(hours=2)
    item = run.open_items[0].id
    engine.done(item, by="sekretaris")
    found = engine.work_item(item)
    assert found
    return found


def now(engine: Engine, item: WorkItem) -> WorkItem:
    found = engine.work_item(item.id)
    assert found
    assert engine.verify(found.instance)
    return found


def admin(engine: Engine, person: str) -> None:
    engine.change_people([GiveRole(person=person, agency=AGENCY, role=Role.ADMIN)], by="kadis")


def test_what_is_asked_for_changes_nothing_yet(engine: Engine, done: WorkItem) -> None:
    engine.correct(done.id, by="sekretaris", done_at=done.opened_at, reason="salah jam")
    asked = now(engine, done)
    assert (asked.done_at, asked.corrected) == (done.done_at, 0)
    assert asked.proposed == engine.events(1)[-1].seq


def test_a_confirmed_correction_counts_and_names_both(engine: Engine, done: WorkItem) -> None:
    admin(engine, "kadis")
    engine.correct(done.id, by="sekretaris", done_at=done.opened_at, reason="salah jam")
    (following,) = engine.confirm(done.id, by="kadis").open_items
    item = now(engine, done)
    assert (item.done_at, item.corrected, item.proposed) == (done.opened_at, 1, None)
    assert following.opened_at == done.opened_at
    corrected = next(event for event in engine.events(1) if isinstance(event, Corrected))
    assert (corrected.asked_by, corrected.confirmed_by) == ("sekretaris", "kadis")
    assert "nobody asks" in refused(lambda: engine.confirm(done.id, by="kadis"))


def test_nobody_confirms_what_they_asked_for(engine: Engine, done: WorkItem) -> None:
    engine.correct(done.id, by="sekretaris", note="lengkap", reason="lupa")
    assert "there is none" in refused(lambda: engine.confirm(done.id, by="sekretaris"))
    hold(engine, "staf-3", "sekretaris", HoldingKind.PLH, DAY, DAY)
    admin(engine, "sekretaris")
    refused(lambda: engine.confirm(done.id, by="sekretaris"))
    assert "another does whose work it is, or an admin (staf-3)" in refused(
        lambda: engine.confirm(done.id, by="staf-1")
    )
    engine.confirm(done.id, by="staf-3")
    assert now(engine, done).note == "lengkap"


def test_only_whose_work_it_is_or_was_asks(engine: Engine, done: WorkItem) -> None:
    refused(lambda: engine.correct(done.id, by="staf-1", note="x"))
    hold(engine, "staf-3", "sekretaris", HoldingKind.PLH, DAY, DAY)
    engine.correct(done.id, by="staf-3", note="x")


def test_what_could_not_be_corrected_is_refused_when_it_is_asked_for(engine: Engine, done: WorkItem) -> None:
    before = len(engine.events(1))
    refused(lambda: engine.correct(done.id, by="sekretaris", done_at=done.opened_at - timedelta(hours=1)))
    assert "no person 'hantu'" in refused(lambda: engine.correct(done.id, by="sekretaris", done_by="hantu"))
    assert "not up to staf-1" in refused(lambda: engine.correct(done.id, by="sekretaris", done_by="staf-1"))
    assert len(engine.events(1)) == before


def test_another_doer_acted_as_what_they_held_that_day(engine: Engine, done: WorkItem) -> None:
    hold(engine, "staf-3", "sekretaris", HoldingKind.PLH, DAY, DAY)
    engine.correct(done.id, by="sekretaris", done_by="STAF-3", reason="dikerjakan Plh.")
    engine.confirm(done.id, by="staf-3")
    item = now(engine, done)
    assert (item.done_by, item.done_as, item.done_for) == ("staf-3", Capacity.PLH, "sekretaris")


def test_a_declined_correction_leaves_all_as_it_was(engine: Engine, done: WorkItem) -> None:
    admin(engine, "kadis")
    engine.correct(done.id, by="sekretaris", note="x")
    refused(lambda: engine.decline(done.id, by="staf-1", reason="tidak"))
    engine.decline(done.id, by="kadis", reason="catatan lama benar")
    assert now(engine, done) == done
    engine.correct(done.id, by="sekretaris", note="y")
    engine.decline(done.id, by="sekretaris", reason="tidak jadi")
    assert now(engine, done) == done


def test_undone_work_is_not_corrected_any_more(engine: Engine, done: WorkItem) -> None:
    admin(engine, "kadis")
    engine.correct(done.id, by="sekretaris", note="x")
    engine.undo(done.id, by="sekretaris")
    assert now(engine, done).proposed is None
    refused(lambda: engine.confirm(done.id, by="kadis"))


def test_without_people_it_counts_at_once(engine: Engine) -> None:
    item = started(engine)
    engine.done(item, by="Ani")
    engine.correct(item, by="Budi", done_by="Budi")
    found = engine.work_item(item)
    assert found
    assert (found.done_by, found.corrected) == ("Budi", 1)
    assert next(event for event in engine.events(1) if isinstance(event, Corrected)).confirmed_by == ""
