"""Two governments may each have an agency of one name: they are told apart, and nobody else is called otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flows import flow
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import By, Question
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.people.called import called, is_called
from sopengine.people.changes import Add, Hold
from sopengine.people.values import Agency
from sopengine.warehouse import ask

NAME = "Dinas Sosial"
HERE, THERE = "Pemerintah Kabupaten Sini", "Pemerintah Kabupaten Sana"


def sop(government: str | None, id: str = "surat") -> Compiled:
    return replace(flow({"satu/staf": {"": []}}, id=id), agency=NAME, government=government)


def worked(engine: Engine, *sops: Compiled) -> None:
    for one in sops:
        engine.done(engine.start(one, by="staf").open_items[0].id, by="staf")


def asked(*engines: Engine, agencies: tuple[str, ...] = ()) -> Answer:
    now = engines[0].now()
    stores = [(str(number), engine.ask) for number, engine in enumerate(engines)]
    return ask(stores, Question(at=lambda zone: now, agencies=agencies))


def test_they_are_two_in_every_figure_of_two_stores(engine: Engine) -> None:
    with Engine("sqlite://", clock=Clock()) as other:
        worked(engine, sop(HERE))
        worked(other, sop(THERE), sop(THERE))
        answer = asked(engine, other)
        names = [f"{NAME}, {THERE}", f"{NAME}, {HERE}"]
        assert [(runs.agency, runs.started) for runs in answer.sops] == list(zip(names, (2, 1), strict=True))
        assert {(group.agency, group.counts.done) for group in answer.of(By.AGENCY)} == set(
            zip(names, (2, 1), strict=True)
        )
        assert {review.agency for review in answer.reviews} == set(names)
        assert asked(engine, other, agencies=(names[1].upper(),)).visits == 1
        assert asked(engine, other, agencies=(NAME,)).visits == 3
        assert [runs.agency for runs in asked(engine).sops] == [NAME]


@pytest.mark.parametrize("government", ["", None, HERE.upper()])
def test_an_agency_whose_government_was_written_later_stays_one(engine: Engine, government: str | None) -> None:
    worked(engine, sop(HERE), replace(sop(government), digest="e" * 64, title="Surat baru"))
    (runs,) = asked(engine).sops
    assert (runs.agency, runs.started) == (NAME, 2)


def test_who_holds_a_position_is_held_against_it_by_its_own_name(engine: Engine) -> None:
    at = Agency(government=HERE, name=NAME)
    engine.change_people([Add(person="staf"), Add(person="lain")], by="staf")
    worked(engine, sop(HERE), replace(sop(THERE, "izin"), digest="e" * 64))
    engine.change_people([Hold(person="lain", agency=at, position="staf", first_day=date(2026, 1, 1))], by="staf")
    answer = asked(engine)
    assert [(wrong.by, wrong.agency) for wrong in answer.wrong_actors] == [("staf", f"{NAME}, {HERE}")]


def test_a_name_means_what_it_can() -> None:
    here, there, alone = (Agency(government=each, name=NAME) for each in (HERE, THERE, ""))
    name = called((here, there, alone))
    assert [name(each) for each in (here, there, alone)] == [f"{NAME}, {HERE}", f"{NAME}, {THERE}", NAME]
    assert called((here, alone))(here) == NAME
    assert [is_called(here, each) for each in ("dinas  sosial", f"{NAME}, {HERE}", f"{NAME}, {THERE}")] == [
        True,
        True,
        False,
    ]
