"""Agencies side by side: which SOPs are of one kind, where each step is slower, from one store and from several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened
from still_clock import Clock

from sopengine.compliance.question import Period
from sopengine.engine import Engine
from sopengine.office.forms.compared import Comparison, Reason, compared, kinds
from sopengine.office.running.starting import startable
from sopengine.rules import load
from sopengine.web.app import made
from sopengine.web.serving import hosted

SINTANG, KAPUAS = "sintang-pengumpulan-data-kinerja", "kapuas-hulu-pengumpulan-data-kinerja"
CHOSEN = f"/compare?sop.{SINTANG}=1&sop.{KAPUAS}=1"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    """Both SOPs ran: the first step of Sintang waited an hour, that of Kapuas Hulu took an hour of work."""
    with Engine(str(tmp_path / "sop.db"), clock=clock) as engine:
        ran(engine, clock, SINTANG, waited=60, worked=5)
        ran(engine, clock, KAPUAS, waited=5, worked=10)
        clock.now = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
        yield engine


def ran(engine: Engine, clock: Clock, sop: str, *, waited: int, worked: int) -> None:
    """Its first two steps, three times over."""
    for number in range(3):
        clock.now = datetime(2026, 7, 6 + number, 1, 30, tzinfo=UTC)
        instance = engine.start(startable(DEFINITIONS, sop), by="staf-1", ref=f"{sop} {number}")
        for _ in range(2):
            item = instance.open_items[0]
            clock.go_on(minutes=waited)
            engine.begin(item.id, by="staf-1")
            clock.go_on(minutes=worked)
            instance = engine.done(item.id, by="staf-1")


def side_by_side(engine: Engine, *sops: str) -> Comparison:
    definitions = [load(DEFINITIONS / f"{sop}.yaml").definition for sop in sops]
    return compared([("", engine)], definitions, Period(), engine.now())


def test_the_slowest_of_a_row_is_told_with_its_reason(office: Engine) -> None:
    found = side_by_side(office, SINTANG, KAPUAS)
    both = [row for row in found.rows if len(row) == 2 and all(cell.done for cell in row.values())]
    assert both
    for row in both:
        assert row[0].slowest
        assert row[0].reason is Reason.WAITING
        assert not row[1].slowest
        assert row[1].reason is None
        assert (row[0].median, row[0].mean) == (timedelta(minutes=5), timedelta(minutes=65))
        assert (row[1].median, row[1].mean) == (timedelta(minutes=10), timedelta(minutes=15))


def test_what_takes_long_for_its_work_is_told_so(office: Engine, clock: Clock) -> None:
    ran(office, clock, "tangerang-pengumpulan-data-kinerja", waited=1, worked=170)
    clock.now = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
    found = side_by_side(office, SINTANG, "tangerang-pengumpulan-data-kinerja")
    reasons = {cell.reason for row in found.rows for place, cell in row.items() if place == 1 and cell.slowest}
    assert reasons == {Reason.WORK}


def test_every_row_of_every_sop_stands_there_once(office: Engine) -> None:
    found = side_by_side(office, SINTANG, KAPUAS)
    for place, whole in enumerate(found.wholes):
        steps = [row[place].step.id for row in found.rows if place in row]
        assert steps == [step.id for step in whole.definition.steps]


def test_sops_of_one_kind_are_found_by_their_titles() -> None:
    definitions = [load(file).definition for file in sorted(DEFINITIONS.glob("*.yaml"))]
    (kind,) = kinds(definitions)
    assert {one.id for one in kind} == {one.id for one in definitions}
    assert kinds(definitions[:1]) == ()
    assert kinds([definitions[0], definitions[0]]) == ()


def test_the_page_shows_what_was_chosen(opened: Opened, office: Engine) -> None:
    said = words(Browser(office, DEFINITIONS, "siapa-saja").get(CHOSEN).text)
    assert "Choose SOPs 2" in said
    plain = said.replace("\xa0", " ")
    assert "slowest: 1 h 5 m from the receipt, mostly waiting" in plain
    assert re.search(r"15 Menit 5 m \(3\)", plain)
    assert "Dinas Ketenagakerjaan Kota Tangerang" not in said.partition("From start to end")[2]


def test_without_a_choice_the_largest_kind_is_compared(office: Engine) -> None:
    said = words(Browser(office, DEFINITIONS, "siapa-saja").get("/compare").text)
    assert "Choose SOPs 4" in said
    assert "did not run" in said


@pytest.mark.parametrize("query", ["?quarter=2026-Q3", "?quarter=x", "?sop.gibt-es-nicht=1", "?sop.=1&quarter=%00"])
def test_whatever_is_asked_is_answered(office: Engine, query: str) -> None:
    assert Browser(office, DEFINITIONS, "siapa-saja").get(f"/compare{query}").status_code == 200


def test_one_sop_alone_is_not_compared(office: Engine) -> None:
    said = words(Browser(office, DEFINITIONS, "siapa-saja").get(f"/compare?sop.{SINTANG}=1").text)
    assert "Choose two SOPs or more, then compare them." in said


def test_an_office_with_one_sop_is_told_what_it_takes(tmp_path: Path, office: Engine) -> None:
    with Engine(str(tmp_path / "empty.db")) as engine:
        (tmp_path / "empty").mkdir()
        said = words(Browser(engine, tmp_path / "empty", "siapa-saja").get("/compare").text)
    assert "To compare takes two SOPs or more" in said


def test_sops_of_another_store_stand_beside_those_of_this_one(tmp_path: Path, clock: Clock, office: Engine) -> None:
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / f"{SINTANG}.yaml").write_bytes((DEFINITIONS / f"{SINTANG}.yaml").read_bytes())
    with Engine(str(tmp_path / "own.db"), clock=clock) as own:
        ran(own, clock, SINTANG, waited=1, worked=1)
        page = Browser(own, folder, "siapa-saja")
        assert "To compare takes two SOPs" in words(page.get("/compare").text)
        page._app = made(hosted(own, folder, "Sintang", others=[("bagian-organisasi.db", office)]))
        said = words(page.get(f"/compare?sop.{SINTANG}=1&sop.1.{KAPUAS}=1").text)
        assert "Choose SOPs 2" in said
        assert "Kabupaten Kapuas Hulu" in said
        assert len(office.instances()) == 6
