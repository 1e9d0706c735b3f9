"""Who may remind of open work, whom it reaches, and what is refused with its mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flows import flow
from staffed import AGENCY, DAY, FIRST, hold, kinerja, refused, staff, started
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.execution.values.events.telling import Reminded
from sopengine.people.changes import Add, GiveRole, Release
from sopengine.people.values import HoldingKind, Role
from sopengine.store.outbox.values import LetterState

HOUR = timedelta(hours=1)


@pytest.fixture
def item(engine: Engine) -> int:
    """The team's work, which two may do; staf-3 oversees the office and holds nothing."""
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris", staf_1="tim-sakip", staf_2="tim-sakip")
    engine.change_people([GiveRole(person="staf-3", agency=AGENCY, role=Role.PENGAWAS)], by="staf-1")
    run = engine.done(started(engine, by="kadis"), by="kadis")
    (rekap,) = engine.done(run.open_items[0].id, by="sekretaris").open_items
    return rekap.id


def mail(engine: Engine, *people: str) -> None:
    engine.change_people([Add(person=person, mail=f"{person}@dinas.example") for person in people], by="staf-1")


def at_the_desk(engine: Engine, item: int) -> dict[str, bool]:
    found = engine.work_item(item)
    assert found
    return dict(engine.at_whose_desk(found))


def recipients(engine: Engine) -> list[str]:
    (letter,) = Clockwork(engine).letters(10)
    return list(Clockwork(engine).recipients(letter))


@pytest.mark.parametrize("by", ["staf-3", "kadis", "sekretaris", "staf-2"])
def test_who_oversees_and_who_waits_may(engine: Engine, item: int, by: str) -> None:
    """A supervisor; who started it; who did work in it; who does the same work."""
    reminded = engine.remind(item, by=by.upper(), note=" mohon didahulukan\n")
    event = engine.events(reminded.id)[-1]
    assert isinstance(event, Reminded)
    assert (event.by, event.by_hand, event.note, event.item) == (by, True, "mohon didahulukan", item)
    assert engine.work_item(item) == reminded.open_items[0]
    assert engine.verify(reminded.id)


def test_all_others_are_told_who_may(engine: Engine, item: int) -> None:
    engine.change_people([Add(person="tamu"), GiveRole(person="tamu", agency=AGENCY, role=Role.PENYUSUN)], by="kadis")
    said = refused(lambda: engine.remind(item, by="tamu"))
    assert said.startswith(
        "tamu may not remind of work item 1/rekap/tim-sakip: that is for who oversees the agency (pengawas"
    )
    assert "the store knows no person 'orang-lain'" in refused(lambda: engine.remind(item, by="orang-lain"))


def test_a_supervisor_of_another_agency_may_not(engine: Engine, item: int) -> None:
    elsewhere = replace(AGENCY, name="Dinas Lain")
    engine.change_people(
        [Add(person="tamu"), GiveRole(person="tamu", agency=elsewhere, role=Role.PENGAWAS)], by="kadis"
    )
    assert "tamu may not remind" in refused(lambda: engine.remind(item, by="tamu"))


def test_it_reaches_all_who_hold_the_position_but_not_who_asks(engine: Engine, item: int) -> None:
    mail(engine, "staf-1", "staf-2", "staf-3")
    assert at_the_desk(engine, item) == {"staf-1": True, "staf-2": True}
    engine.remind(item, by="staf-2")
    assert recipients(engine) == ["staf-1"]


def test_it_reaches_who_has_taken_the_work_alone(engine: Engine, item: int) -> None:
    mail(engine, "staf-1", "staf-2")
    engine.take(item, by="staf-1")
    assert at_the_desk(engine, item) == {"staf-1": True}
    engine.remind(item, by="staf-3")
    assert recipients(engine) == ["staf-1"]


def test_whoever_has_taken_it_and_left_is_not_asked_for(engine: Engine, item: int) -> None:
    engine.take(item, by="staf-1")
    ended = Release(person="staf-1", agency=AGENCY, position="tim-sakip", last_day=FIRST)
    engine.change_people([ended], by="kadis")
    assert at_the_desk(engine, item) == {"staf-2": False}


def test_it_reaches_who_stands_in_that_day(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris", kadis="kepala-dinas")
    item = started(engine, by="sekretaris")
    hold(engine, "staf-2", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    assert at_the_desk(engine, item) == {"kadis": False, "staf-2": False}


def test_of_work_at_ones_own_desk_nobody_else_is_reminded(engine: Engine, item: int) -> None:
    engine.take(item, by="staf-1")
    assert "lies with staf-1 alone" in refused(lambda: engine.remind(item, by="staf-1"))


def test_where_nobody_holds_the_position_it_says_who_could_and_how(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris")
    said = refused(lambda: engine.remind(started(engine), by="sekretaris"))
    assert "on 2026-07-01 nobody is Kepala Dinas, so that it is up to sekretaris" in said
    assert said.endswith("; tell who is, or stands in: sop people hold")


def test_what_an_outside_party_or_a_program_does_is_not_asked_of_anybody(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris")
    outside = replace(kinerja(), external=frozenset({"kepala-dinas"}), digest="a" * 64)
    said = refused(lambda: engine.remind(started(engine, outside), by="sekretaris"))
    assert "is up to Kepala Dinas, an outside party: the office has to ask them itself" in said
    program = replace(kinerja(), programs=frozenset({"kepala-dinas"}), digest="b" * 64)
    assert "a program: there is nobody to remind" in refused(
        lambda: engine.remind(started(engine, program), by="sekretaris")
    )


def test_the_same_person_may_again_after_a_working_hour(engine: Engine, item: int, clock: Clock) -> None:
    clock.go_on(hours=7, minutes=30)  # 15:45 in the agency's time, a quarter of an hour before it closes
    engine.remind(item, by="staf-3")
    clock.go_on(minutes=10)
    said = refused(lambda: engine.remind(item, by="staf-3"))
    assert said == (
        "staf-3 reminded of work item 1/rekap/tim-sakip already (2026-07-01 15:45): "
        "again from 2026-07-02 08:15 on, after a working hour"
    )
    engine.remind(item, by="kadis")
    clock.go_on(hours=16, minutes=19)
    assert "already" in refused(lambda: engine.remind(item, by="staf-3"))
    clock.go_on(minutes=1)
    engine.remind(item, by="staf-3")


def test_a_double_click_reminds_once_and_is_answered_alike(engine: Engine, item: int) -> None:
    first = engine.remind(item, by="staf-3", key="satu")
    assert engine.remind(item, by="staf-3", key="satu") == first
    assert len(Clockwork(engine).letters(10)) == 1
    assert "belongs to another command" in refused(lambda: engine.remind(item, by="staf-3", note="lain", key="satu"))


def test_what_is_done_or_rests_is_not_asked_for(engine: Engine, item: int) -> None:
    engine.suspend(1, by="kadis", reason="audit")
    assert "instance 1 is suspended" in refused(lambda: engine.remind(item, by="staf-3"))
    engine.resume(1, by="kadis")
    engine.done(item, by="staf-1")
    assert "is done (by staf-1" in refused(lambda: engine.remind(item, by="staf-3"))
    assert "there is no work item 77" in refused(lambda: engine.remind(77, by="staf-3"))


def test_without_people_anybody_may_and_nobody_is_known_to_be_told(engine: Engine) -> None:
    item = engine.start(flow({"a": {"": ["b"]}, "b": {"": []}}), by="staf-1").open_items[0].id
    engine.remind(item, by="siapa saja")
    assert at_the_desk(engine, item) == {}
    assert recipients(engine) == []
    engine.take(item, by="staf-2")
    assert at_the_desk(engine, item) == {"staf-2": False}
    assert "lies with staf-2 alone" in refused(lambda: engine.remind(item, by="staf-2"))


def test_undo_and_sending_back_work_as_if_nobody_had_been_reminded(engine: Engine, item: int) -> None:
    engine.remind(item, by="staf-3")
    engine.undo_latest(1, by="sekretaris")
    (arahan,) = engine.instance(1).open_items
    assert arahan.task == "arahan/sekretaris"
    (letter,) = Clockwork(engine).letters_of(1)
    assert letter.state is LetterState.WITHDRAWN
    (rekap,) = engine.done(arahan.id, by="sekretaris").open_items
    engine.remind(rekap.id, by="staf-3")
    (again,) = engine.back(rekap.id, by="staf-1", reason="belum lengkap").open_items
    assert again.task == "arahan/sekretaris"
    assert engine.verify(1)
    assert engine.faults() == ()
