"""What several may do is offered to all until one takes it; it is given back, or handed on."""

from __future__ import annotations

from datetime import date

import pytest
from staffed import AGENCY, DAY, hold, kinerja, refused, staff, started
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.office.people.desk import desk_of
from sopengine.people.changes import Forget, GiveRole, Release
from sopengine.people.values import HoldingKind, Role


@pytest.fixture
def item(engine: Engine) -> int:
    """The team's work, which two may do; all else is done."""
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris", staf_1="tim-sakip", staf_2="tim-sakip")
    run = engine.done(started(engine), by="kadis")
    (rekap,) = engine.done(run.open_items[0].id, by="sekretaris").open_items
    return rekap.id


def now(engine: Engine, id: int) -> WorkItem:
    found = engine.work_item(id)
    assert found
    assert engine.verify(found.instance)
    return found


def test_what_one_has_taken_is_refused_to_the_others(engine: Engine, item: int) -> None:
    engine.take(item, by="Staf-1")
    assert now(engine, item).assignee == "staf-1"
    assert "is with staf-1, not with staf-2: sop give-back 1" in refused(lambda: engine.done(item, by="staf-2"))
    refused(lambda: engine.take(item, by="staf-2"))
    assert "is with staf-1 already" in refused(lambda: engine.take(item, by="staf-1"))
    engine.done(item, by="staf-1")
    assert now(engine, item).assignee == "staf-1"


def test_only_whose_work_it_is_takes_it(engine: Engine, item: int) -> None:
    assert "Tim Sakip is staf-1, staf-2" in refused(lambda: engine.take(item, by="sekretaris"))


def test_what_is_given_back_is_offered_to_all(engine: Engine, item: int) -> None:
    engine.take(item, by="staf-1")
    assert "may not hand on" in refused(lambda: engine.give_back(item, by="staf-2"))
    engine.give_back(item, by="staf-1", reason="rapat")
    assert "is with nobody" in refused(lambda: engine.give_back(item, by="staf-1"))
    engine.done(item, by="staf-2")


def test_who_oversees_the_agency_gives_back_and_hands_on(engine: Engine, item: int) -> None:
    engine.take(item, by="staf-1")
    assert "may not hand on" in refused(lambda: engine.assign(item, "staf-2", by="staf-3"))
    engine.change_people([GiveRole(person="staf-3", agency=AGENCY, role=Role.PENGAWAS)], by="staf-1")
    engine.assign(item, "staf-2", by="staf-3")
    assert now(engine, item).assignee == "staf-2"
    engine.give_back(item, by="staf-3")
    engine.done(item, by="staf-1")


def test_work_is_given_to_nobody_whose_it_is_not(engine: Engine, item: int) -> None:
    assert "not up to sekretaris" in refused(lambda: engine.assign(item, "sekretaris", by="staf-1"))
    assert "no person 'staf-9'" in refused(lambda: engine.assign(item, "staf-9", by="staf-1"))
    engine.assign(item, "STAF-2", by="staf-1")
    assert now(engine, item).assignee == "staf-2"


@pytest.mark.parametrize("gone", ["forgotten", "released"])
def test_what_somebody_had_taken_who_left_is_up_to_the_others(
    engine: Engine, item: int, gone: str, clock: Clock
) -> None:
    engine.take(item, by="staf-1")
    if gone == "forgotten":
        engine.change_people([Forget(person="staf-1", last_day=DAY)], by="kadis")
    else:
        engine.change_people(
            [Release(person="staf-1", agency=AGENCY, position="tim-sakip", last_day=date(2026, 6, 30))], by="kadis"
        )
    engine.done(item, by="staf-2")
    assert now(engine, item).done_by == "staf-2"


def test_who_stands_in_for_the_position_does_what_its_holder_has_taken(engine: Engine, item: int) -> None:
    hold(engine, "staf-3", "tim-sakip", HoldingKind.PLH, DAY, DAY)
    engine.take(item, by="staf-1")
    engine.done(item, by="staf-3")


def test_without_people_what_is_taken_is_a_note_for_the_others(engine: Engine) -> None:
    item = started(engine)
    engine.take(item, by="Ani")
    assert "is with Ani" in refused(lambda: engine.take(item, by="Budi"))
    engine.assign(item, "Budi", by="Ani")
    engine.give_back(item, by="Ani")
    engine.take(item, by="Budi")
    engine.done(item, by="Ani")
    assert now(engine, item).done_by == "Ani"


def test_an_undone_completion_is_again_with_who_had_it(engine: Engine, item: int) -> None:
    engine.take(item, by="staf-1")
    engine.done(item, by="staf-1")
    engine.undo(item, by="STAF-1")
    found = now(engine, item)
    assert (found.assignee, found.done_as, found.open) == ("staf-1", "", True)


def test_a_key_takes_once(engine: Engine, item: int) -> None:
    first = engine.take(item, by="staf-1", key="k")
    assert engine.take(item, by="staf-1", key="k") == first


def test_a_desk_has_what_is_up_to_a_person_in_groups(engine: Engine, clock: Clock, item: int) -> None:
    desk = desk_of(engine, "staf-1")
    assert [[work.item.task for work in group] for group in (desk.late, desk.today, desk.next, desk.others)] == [
        *([], ["rekap/tim-sakip"]),
        *([], []),
    ]
    assert [work.item.task for work in desk_of(engine, "sekretaris").others] == ["rekap/tim-sakip"]
    assert desk_of(engine, "staf-3").own == ()
    clock.go_on(hours=3)
    assert [work.item.task for work in desk_of(engine, "staf-2").late] == ["rekap/tim-sakip"]
    engine.take(item, by="staf-1")
    assert [work.item.task for work in desk_of(engine, "staf-2").others] == ["rekap/tim-sakip"]


def test_a_desk_has_the_work_of_positions_without_holder(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris")
    started(engine)
    assert [work.item.task for work in desk_of(engine, "sekretaris").own] == ["perintah/kepala-dinas"]


def test_desks_and_rights_say_the_same(engine: Engine, item: int) -> None:
    engine.start(kinerja(), by="kadis")
    hold(engine, "staf-3", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    for person in ("kadis", "sekretaris", "staf-1", "staf-2", "staf-3"):
        on_desk = {work.item.id for work in desk_of(engine, person).own}
        may = {one.id for one in engine.work_items() if engine.may_do(one, person)}
        assert on_desk == may, person
