"""Where somebody begins who asked for no page: work that presses comes first, then the desk of who answers for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from browsing import Browser
from office_of_roles import DINAS, at_work, manned
from office_on_the_web import DEFINITIONS
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Hold
from sopengine.web.access import passwords

RIGHT = "kuda makan rumput"
KEPT = passwords.kept(RIGHT)


def lands(engine: Engine, person: str, to: str = "/") -> str:
    """After choosing who one is."""
    page = Browser(engine, DEFINITIONS)
    fields = page.forms(f"/who?to={to}")[0].fields
    return page.post("/who", {**fields, "name": person}).headers["location"]


@pytest.fixture
def office(engine: Engine) -> Engine:
    manned(engine)
    return engine


def test_who_answers_for_others_begins_at_their_desk(office: Engine) -> None:
    assert {person: lands(office, person) for person in ("kepala-dinas", "pengawas")} == {
        "kepala-dinas": "/desk",
        "pengawas": "/desk",
    }
    assert {lands(office, person) for person in ("staf-1", "sekretaris", "penyusun", "admin")} == {"/"}


def test_what_is_late_or_due_today_comes_before_the_desk(office: Engine, lumajang: Compiled, clock: Clock) -> None:
    office.start(lumajang, by="staf-1", ref="Triwulan II 2026")
    assert lands(office, "kepala-dinas") == "/"
    clock.now += timedelta(days=2)
    assert lands(office, "kepala-dinas") == "/"
    assert lands(office, "pengawas") == "/desk"


def test_what_is_due_later_waits_on_the_desk(office: Engine, lumajang: Compiled) -> None:
    """Of a supervisor who holds a position besides: step 4 may take two days."""
    holding = Hold(person="pengawas", agency=DINAS, position="tim-sakip", first_day=date(2026, 1, 1))
    office.change_people([holding], by="admin")
    at_work(office, lumajang, "ukur")
    assert lands(office, "staf-1") == "/"
    assert lands(office, "pengawas") == "/desk"


def test_a_page_that_was_asked_for_is_opened_by_everybody(office: Engine) -> None:
    assert lands(office, "pengawas", "/reports") == "/reports"
    assert lands(office, "kepala-dinas", "//jahat.example/") == "/desk"


def test_the_same_holds_for_who_signs_in(office: Engine) -> None:
    for person in ("pengawas", "staf-1"):
        accounts_of(office).keep(person, KEPT, by="admin")
    found = {}
    for person in ("pengawas", "staf-1"):
        page = Browser(office, DEFINITIONS)
        fields = page.form("/signin", "/signin").fields
        found[person] = page.post("/signin", {**fields, "name": person, "password": RIGHT}).headers["location"]
    assert found == {"pengawas": "/desk", "staf-1": "/"}


def test_where_nobody_is_known_everybody_begins_at_the_work(engine: Engine) -> None:
    assert lands(engine, "siapa-saja") == "/"
