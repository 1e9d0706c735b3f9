"""Work is done by who holds the position that day, or stands in; anybody else is refused and told who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from flows import flow
from staffed import AGENCY, DAY, FIRST, PEOPLE, hold, kinerja, refused, staff, started
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.execution.values.events.flow import Done
from sopengine.office.people.desk import desk_of
from sopengine.people.changes import Add, Forget, GiveRole, Release, TakeRole
from sopengine.people.values import Capacity, HoldingKind, Role


def last_done(engine: Engine) -> Done:
    return [event for event in engine.events(1) if isinstance(event, Done)][-1]


def test_a_store_without_people_checks_nobody(engine: Engine) -> None:
    engine.done(started(engine), by="siapa saja")
    done = last_done(engine)
    assert (done.by, done.done_as, done.done_for) == ("siapa saja", Capacity.UNCHECKED, "")


def test_an_agency_in_which_nobody_holds_anything_checks_nobody(engine: Engine) -> None:
    staff(engine)
    engine.done(started(engine, by="siapa saja"), by="siapa saja")
    assert last_done(engine).done_as is Capacity.UNCHECKED


def test_work_is_checked_from_the_first_day_on_which_somebody_holds_something(engine: Engine, clock: Clock) -> None:
    staff(engine)
    hold(engine, "kadis", "kepala-dinas", first=DAY + timedelta(days=2))
    first, second, third = started(engine), started(engine), started(engine)
    engine.done(first, by="siapa saja")
    at = clock.now
    clock.go_on(days=2)
    refused(lambda: engine.done(second, by="siapa saja"))
    refused(lambda: engine.done(second, by="siapa saja", at=at))
    engine.done(second, by="staf-1", at=at)
    assert engine.done(third, by="kadis").open_items


def test_who_has_a_role_does_the_work_when_nobody_holds_anything_any_more(engine: Engine) -> None:
    staff(engine)
    hold(engine, "kadis", "kepala-dinas", last=DAY - timedelta(days=1))
    engine.change_people([GiveRole(person="staf-1", agency=AGENCY, role=Role.PENGAWAS)], by="staf-1")
    item = started(engine)
    assert [work.item.id for work in desk_of(engine, "staf-1").own] == [item]
    engine.done(item, by="staf-1")


def test_the_holder_completes(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    run = engine.done(started(engine), by="KADIS ")
    done = last_done(engine)
    assert (done.by, done.done_as, done.done_for) == ("kadis", Capacity.HOLDER, "")
    item = next(item for item in engine.visits(1) if item.id == done.item)
    assert (item.done_by, item.done_as) == ("kadis", Capacity.HOLDER)
    assert engine.verify(run.id)


def test_a_position_is_found_by_its_title_too(engine: Engine) -> None:
    staff(engine, kadis="KEPALA  dinas", sekretaris="sekretaris")
    engine.done(started(engine), by="kadis")
    assert last_done(engine).done_as is Capacity.HOLDER


def test_the_wrong_person_is_told_who_may(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    hold(engine, "staf-2", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    item = started(engine)
    message = refused(lambda: engine.done(item, by="sekretaris"))
    assert "is not up to sekretaris: on 2026-07-01 Kepala Dinas is kadis, staf-2 (Plh.)" in message
    assert refused(lambda: engine.begin(item, by="sekretaris")) == message
    assert len(engine.events(1)) == 2


def test_a_name_that_nobody_bears_is_refused(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas")
    item = started(engine)
    assert "no person 'kads': did you mean 'kadis'?" in refused(lambda: engine.done(item, by="kads"))
    for ask in (
        lambda: engine.start(kinerja(), by="orang"),
        lambda: engine.suspend(1, by="orang", reason="x"),
        lambda: engine.back(item, by="orang", reason="x"),
        lambda: engine.undo(item, by="orang"),
    ):
        assert "knows no person 'orang'" in refused(ask)


@pytest.mark.parametrize("kind", [HoldingKind.PLT, HoldingKind.PLH, HoldingKind.DELEGATE])
def test_who_stands_in_acts_for_the_holder(engine: Engine, kind: HoldingKind) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    hold(engine, "sekretaris", "kepala-dinas", kind, DAY, DAY)
    engine.done(started(engine), by="sekretaris")
    done = last_done(engine)
    assert (done.by, done.done_as, done.done_for) == ("sekretaris", Capacity(kind), "kadis")


def test_a_holding_counts_from_its_first_day_to_its_last(engine: Engine, clock: Clock) -> None:
    staff(engine, sekretaris="sekretaris")
    hold(engine, "kadis", "kepala-dinas", HoldingKind.HOLDER, date(2026, 12, 31), date(2027, 1, 1))
    for year, month, day, may in ((2026, 12, 30, False), (2026, 12, 31, True), (2027, 1, 1, True), (2027, 1, 2, False)):
        clock.now = datetime(year, month, day, 3, tzinfo=UTC)
        item = started(engine)
        if may:
            engine.done(item, by="kadis")
        else:
            assert "nobody is Kepala Dinas" in refused(partial(engine.done, item, by="kadis"))


def test_the_day_is_that_of_the_agencys_zone(engine: Engine, clock: Clock) -> None:
    """17:30 UTC is the next day in Jakarta."""
    staff(engine, sekretaris="sekretaris")
    hold(engine, "kadis", "kepala-dinas", first=DAY)
    clock.now = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
    item = started(engine)
    refused(lambda: engine.done(item, by="kadis"))
    clock.now = datetime(2026, 6, 30, 17, 30, tzinfo=UTC)
    engine.done(item, by="kadis")


def test_what_is_recorded_later_needs_the_holder_of_that_day(engine: Engine, clock: Clock) -> None:
    staff(engine, sekretaris="sekretaris", kadis="kepala-dinas")
    hold(engine, "staf-1", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    item, at = started(engine), clock.now
    clock.go_on(days=2)
    refused(lambda: engine.done(item, by="staf-1"))
    engine.done(item, by="staf-1", at=at)
    assert last_done(engine).done_as is Capacity.PLH


def test_work_of_a_position_without_holder_is_up_to_the_others(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris")
    item = started(engine)
    assert "nobody is Kepala Dinas" in refused(lambda: engine.done(item, by="staf-3"))
    engine.done(item, by="sekretaris")
    assert last_done(engine).done_as is Capacity.VACANT


def test_when_all_holdings_have_ended_who_held_something_goes_on(engine: Engine) -> None:
    staff(engine)
    hold(engine, "kadis", "kepala-dinas", last=date(2026, 6, 30))
    item = started(engine)
    refused(lambda: engine.done(item, by="staf-1"))
    engine.done(item, by="kadis")
    assert last_done(engine).done_as is Capacity.VACANT


def test_who_works_along_may_complete(engine: Engine) -> None:
    actors = {"kepala-dinas": "Kepala Dinas", "sekretaris": "Sekretaris"}
    more = {"a/kepala-dinas": {"partners": ("sekretaris",)}}
    sop = flow({"a/kepala-dinas": {"": []}}, more=more)
    sop = replace(sop, actors=actors, agency=AGENCY.name, government=AGENCY.government)
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    engine.done(started(engine, sop), by="sekretaris")
    done = last_done(engine)
    assert (done.done_as, done.done_for) == (Capacity.PARTNER, "kadis")


def test_what_an_outside_party_did_is_recorded_by_a_holder(engine: Engine) -> None:
    sop = flow({"a/pemohon": {"": []}})
    sop = replace(
        sop,
        actors={"pemohon": "Pemohon"},
        external=frozenset({"pemohon"}),
        agency=AGENCY.name,
        government=AGENCY.government,
    )
    staff(engine, sekretaris="sekretaris")
    item = started(engine, sop)
    refused(lambda: engine.done(item, by="staf-1"))
    engine.done(item, by="sekretaris")
    assert last_done(engine).done_as is Capacity.RECORDER


def test_a_program_completes_its_own_work(engine: Engine) -> None:
    sop = flow({"a/simpeg": {"": []}})
    sop = replace(
        sop,
        actors={"simpeg": "Aplikasi Simpeg"},
        programs=frozenset({"simpeg"}),
        agency=AGENCY.name,
        government=AGENCY.government,
    )
    staff(engine, sekretaris="sekretaris")
    item = started(engine, sop)
    refused(lambda: engine.done(item, by="program-lain"))
    engine.done(item, by="simpeg")
    assert last_done(engine).done_as is Capacity.PROGRAM


def test_a_forgotten_person_acts_no_more_and_leaves_the_id(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris", staf_1="tim-sakip")
    engine.change_people([Add(person="kadis", name="Nama", nip="198001012005011001", mail="a@b.id")], by="staf-1")
    first = started(engine)
    engine.done(first, by="kadis")
    engine.change_people([Forget(person="kadis", last_day=DAY)], by="staf-1")
    (kadis,) = [one for one in engine.people() if one.id == "kadis"]
    assert (kadis.name, kadis.nip, kadis.mail, kadis.forgotten) == ("", "", "", True)
    assert last_done(engine).by == "kadis"
    assert engine.holdings("kadis") == []
    second = started(engine)
    refused(lambda: engine.done(second, by="kadis"))
    engine.done(second, by="sekretaris")
    assert "has been forgotten" in refused(lambda: engine.change_people([Add(person="kadis")], by="staf-1"))


def test_one_acts_for_a_position_on_a_day(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    hold(engine, "sekretaris", "kepala-dinas", HoldingKind.PLH, DAY, DAY + timedelta(days=4))
    second = (HoldingKind.PLH, DAY + timedelta(days=4), None)
    message = refused(lambda: hold(engine, "staf-1", "kepala-dinas", *second))
    assert message.startswith("Plh. kepala-dinas is sekretaris already, from 2026-07-01 to 2026-07-05")
    hold(engine, "staf-1", "kepala-dinas", HoldingKind.PLH, DAY + timedelta(days=5))


def test_a_list_of_changes_is_kept_whole_or_not_at_all(engine: Engine) -> None:
    staff(engine)
    changes = [Add(person="baru"), Release(person="kadis", agency=AGENCY, position="x", last_day=DAY)]
    refused(lambda: engine.change_people(changes, by="staf-1"))
    engine.change_people([Add(person="baru")], by="staf-1", dry_run=True)
    assert [one.id for one in engine.people()] == sorted(PEOPLE)


def test_only_admins_change_people_once_there_is_one(engine: Engine) -> None:
    staff(engine)
    engine.change_people([GiveRole(person="kadis", agency=AGENCY, role=Role.ADMIN)], by="staf-1")
    assert "only an admin" in refused(lambda: engine.change_people([Add(person="baru")], by="staf-1"))
    engine.change_people([Add(person="baru")], by="Kadis")
    take = TakeRole(person="kadis", agency=AGENCY, role=Role.ADMIN)
    assert "is the last admin" in refused(lambda: engine.change_people([take], by="kadis"))


def test_people_who_are_not_known_yet_are_seen_at_once_by_another_engine(tmp_path: object, clock: Clock) -> None:
    file = f"{tmp_path}/sop.db"
    with Engine(file, clock=clock) as one, Engine(file, clock=clock) as other:
        staff(one, kadis="kepala-dinas", sekretaris="sekretaris")
        first, second = started(one), started(one)
        other.done(first, by="kadis")
        one.change_people([Release(person="kadis", agency=AGENCY, position="kepala-dinas", last_day=FIRST)], by="x")
        assert "nobody is Kepala Dinas" in refused(lambda: other.done(second, by="kadis"))
