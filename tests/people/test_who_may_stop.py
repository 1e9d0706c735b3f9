"""Once somebody oversees an agency, not everybody begins its SOPs, lets them rest, or ends them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from staffed import AGENCY, DAY, FIRST, PEOPLE, hold, kinerja, refused, staff
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.values.instance import InstanceState
from sopengine.people.changes import Add, GiveRole, TakeRole
from sopengine.people.values import HoldingKind, Role

Typed = Callable[..., str]


def overseen(engine: Engine, *, admin: bool = False) -> None:
    """The head and the secretary hold their positions, staf-1 is of the team, staf-3 oversees; staf-2 does nothing."""
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris", staf_1="tim-sakip")
    give(engine, "staf-3", Role.ADMIN if admin else Role.PENGAWAS)


def give(engine: Engine, person: str, role: Role) -> None:
    engine.change_people([GiveRole(person=person, agency=AGENCY, role=role)], by="staf-3")


@pytest.mark.parametrize("person", ["kadis", "sekretaris", "staf-1", "staf-3", "STAF-1", BY_ITSELF])
def test_who_has_a_part_in_an_sop_or_oversees_its_agency_starts_it(engine: Engine, person: str) -> None:
    overseen(engine)
    assert engine.start(kinerja(), by=person).started_by == person.casefold()


def test_another_is_told_who_starts_it_and_does_once_the_mend_is_followed(engine: Engine) -> None:
    overseen(engine)
    message = refused(lambda: engine.start(kinerja(), by="staf-2"))
    assert message == (
        "staf-2 may not start kinerja: that is for those who have a part in it (kadis, sekretaris, staf-1), and for "
        "who oversees Dinas Contoh (staf-3); to let somebody start the agency's SOPs: sop people role NAME petugas"
    )
    assert not engine.instances()
    give(engine, "staf-2", Role.PETUGAS)
    assert engine.start(kinerja(), by="staf-2").started_by == "staf-2"


def test_who_stands_in_on_that_day_starts_it(engine: Engine, clock: Clock) -> None:
    overseen(engine)
    hold(engine, "staf-2", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    today = clock.now
    engine.start(kinerja(), by="staf-2")
    clock.go_on(days=1)
    refused(lambda: engine.start(kinerja(), by="staf-2"))
    engine.start(kinerja(), by="staf-2", at=today)


def test_what_nobody_holds_is_begun_by_the_other_holders(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris", staf_2="arsip")
    give(engine, "staf-3", Role.PENGAWAS)
    engine.start(kinerja(), by="staf-2")
    hold(engine, "kadis", "kepala-dinas")
    refused(lambda: engine.start(kinerja(), by="staf-2"))


def test_what_an_outside_party_begins_any_official_records(engine: Engine) -> None:
    staff(engine, sekretaris="sekretaris", staf_2="arsip")
    give(engine, "staf-3", Role.PENGAWAS)
    engine.start(replace(kinerja(), external=frozenset({"kepala-dinas"})), by="staf-2")


def test_a_program_begins_the_sop_that_it_has_a_part_in(engine: Engine) -> None:
    overseen(engine)
    sop = replace(kinerja(), programs=frozenset({"tim-sakip"}))
    assert engine.start(sop, by="tim-sakip").started_by == "tim-sakip"


def stop_and_go(engine: Engine, number: int, by: str) -> tuple[InstanceState, ...]:
    stopped = engine.suspend(number, by=by, reason="libur")
    return stopped.state, engine.resume(number, by=by).state, engine.cancel(number, by=by, reason="keliru").state


ALL = (InstanceState.SUSPENDED, InstanceState.RUNNING, InstanceState.CANCELLED)


@pytest.mark.parametrize("role", [Role.PENGAWAS, Role.PIMPINAN, Role.ADMIN])
def test_who_oversees_stops_what_another_started(engine: Engine, role: Role) -> None:
    overseen(engine, admin=True)
    give(engine, "staf-2", role)
    assert stop_and_go(engine, engine.start(kinerja(), by="staf-1").id, "staf-2") == ALL


def test_who_started_an_instance_stops_it(engine: Engine) -> None:
    overseen(engine)
    assert stop_and_go(engine, engine.start(kinerja(), by="Staf-1").id, "STAF-1") == ALL


@pytest.mark.parametrize("role", [None, Role.PETUGAS, Role.PENYUSUN])
def test_another_may_not_stop_it_and_is_told_who_may(engine: Engine, role: Role | None) -> None:
    overseen(engine)
    if role:
        give(engine, "sekretaris", role)
    run = engine.start(kinerja(), by="staf-1").id
    message = refused(lambda: engine.cancel(run, by="sekretaris", reason="keliru"))
    assert message == (
        "sekretaris may not suspend, resume or cancel instance 1: that is for who started it (staf-1), and for who "
        "oversees Dinas Contoh (staf-3); to let somebody: sop people role NAME pengawas"
    )
    refused(lambda: engine.suspend(run, by="sekretaris", reason="libur"))
    engine.suspend(run, by="staf-3", reason="libur")
    refused(lambda: engine.resume(run, by="sekretaris"))
    assert engine.instance(run).state is InstanceState.SUSPENDED
    give(engine, "sekretaris", Role.PENGAWAS)
    assert engine.resume(run, by="sekretaris").state is InstanceState.RUNNING


@pytest.mark.parametrize("role", [None, Role.PETUGAS, Role.PENYUSUN])
def test_an_agency_that_nobody_oversees_stays_as_it_was(engine: Engine, role: Role | None) -> None:
    staff(engine, kadis="kepala-dinas")
    if role:
        give(engine, "staf-3", role)
    assert stop_and_go(engine, engine.start(kinerja(), by="staf-1").id, "staf-2") == ALL


def test_an_overseer_of_another_agency_counts_for_nothing_here(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas")
    there = replace(AGENCY, government="Pemerintah Lain")
    engine.change_people([GiveRole(person="staf-3", agency=there, role=Role.PENGAWAS)], by="staf-3")
    assert stop_and_go(engine, engine.start(kinerja(), by="staf-1").id, "staf-2") == ALL


def test_it_is_asked_from_the_first_day_on_which_somebody_holds_something(engine: Engine, clock: Clock) -> None:
    staff(engine)
    give(engine, "staf-3", Role.PENGAWAS)
    hold(engine, "kadis", "kepala-dinas", first=DAY + timedelta(days=1))
    run = engine.start(kinerja(), by="siapa saja").id
    clock.go_on(days=1)
    refused(lambda: engine.cancel(run, by="staf-1", reason="keliru"))
    refused(lambda: engine.start(kinerja(), by="staf-1"))
    engine.cancel(run, by="staf-3", reason="keliru")


def test_a_refusal_names_some_of_many(engine: Engine) -> None:
    overseen(engine)
    many = [f"pegawai-{number}" for number in range(1, 10)]
    engine.change_people([Add(person=name) for name in many], by="staf-3")
    for name in many:
        give(engine, name, Role.PENGAWAS)
    run = engine.start(kinerja(), by="staf-1").id
    message = refused(lambda: engine.cancel(run, by="staf-2", reason="keliru"))
    assert "(pegawai-1, pegawai-2, pegawai-3, pegawai-4, pegawai-5, pegawai-6, …)" in message


def test_who_oversees_no_more_stops_nothing_any_more(engine: Engine) -> None:
    overseen(engine)
    give(engine, "staf-2", Role.PENGAWAS)
    run = engine.start(kinerja(), by="staf-1").id
    engine.change_people([TakeRole(person="staf-2", agency=AGENCY, role=Role.PENGAWAS)], by="staf-3")
    refused(lambda: engine.cancel(run, by="staf-2", reason="keliru"))


def test_on_the_command_line(typed: Typed, tmp_path: Path) -> None:
    text = """\
sop: 1
id: surat
title: Surat
agency: {government: Pemerintah Contoh, name: Dinas Contoh}
actors: {tim: Tim Sakip}
steps:
  - {id: terima, activity: Menerima surat, actor: tim, duration: 10 menit}
"""
    (tmp_path / "definitions" / "surat.yaml").write_text(text, encoding="utf-8")
    for person in PEOPLE:
        typed("people", "add", person)
    typed("people", "hold", "staf-1", "tim", "--from", str(FIRST))
    typed("people", "role", "kadis", "pengawas")
    assert "sop people role NAME petugas" in typed("start", "surat", "--by", "staf-2", code=4)
    typed("start", "surat", "--by", "staf-1")
    assert "may not suspend" in typed("suspend", "1", "--reason", "libur", "--by", "staf-2", code=4)
    assert "may not suspend" in typed("cancel", "1", "--reason", "keliru", "--by", "staf-2", code=4)
    typed("suspend", "1", "--reason", "libur", "--by", "staf-1")
    assert "may not suspend" in typed("resume", "1", "--by", "staf-2", code=4)
    typed("resume", "1", "--by", "kadis")
    typed("people", "role", "staf-2", "petugas")
    typed("start", "surat", "--by", "staf-2")
