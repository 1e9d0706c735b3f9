"""The log of the office, found by who, what and when, page by page; sessions that are ended from afar."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime

import pytest
from browsing import Browser, forms_of, words
from flows import flow
from office_on_the_web import DEFINITIONS, Worked
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Add, GiveRole
from sopengine.people.values import Agency, Role
from sopengine.store.questions.trail import Sought, latest_traces, traces
from sopengine.web.access import passwords

LUMAJANG = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
RIGHT = "sandi yang panjang"


@pytest.fixture
def staffed(engine: Engine) -> Engine:
    engine.change_people(
        [Add(person="admin"), Add(person="staf-1"), GiveRole(person="admin", agency=LUMAJANG, role=Role.ADMIN)],
        by="admin",
    )
    return engine


@pytest.fixture
def admin(staffed: Engine) -> Browser:
    return Browser(staffed, DEFINITIONS, "admin")


def lines(page: Browser, query: str = "") -> list[str]:
    text = page.get(f"/people/log?{query}").text
    rows = re.findall(r"<tr><td>.*?</tr>", text, re.DOTALL)
    return [words(f"<main>{row}</main>") for row in rows]


def signed_in(engine: Engine, person: str) -> Browser:
    page = Browser(engine, DEFINITIONS)
    fields = page.form("/signin", "/signin").fields
    assert page.post("/signin", {**fields, "name": person, "password": RIGHT}).status_code == 303
    return page


def test_work_people_accounts_and_sign_ins_stand_in_one_list(admin: Browser, staffed: Engine, worked: Worked) -> None:
    item = worked("analisa")
    staffed.done(item.id, by="sekretaris", outcome="Tidak", note="Angka rahasia")
    accounts = accounts_of(staffed)
    accounts.keep("staf-1", passwords.kept(RIGHT), by="admin")
    accounts.tried("staf-1", "10.0.0.7", kept=False)
    accounts.close("staf-1", by="admin")
    found = "\n".join(lines(admin))
    for told in (
        "admin staf-1 added",
        "admin staf-1 has an account",
        "staf-1 wrong password from 10.0.0.7",
        "admin the account of staf-1 is closed",
        "sekretaris Triwulan II 2026 : ",
    ):
        assert told in found


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ("what=accounts", "has an account", "added"),
        ("what=people", "added", "has an account"),
        ("what=work", "Triwulan II 2026", "added"),
        ("what=sign-in", "", "added"),
        ("who=STAF", "staf-1 added", "admin has the role"),
        ("who=staf%25", "", "added"),
        ("who=staf_1", "", "added"),
        ("since=1+Januari+2020&until=2+Januari+2020", "", "added"),
        ("what=everything", "staf-1 added", "no such line"),
    ],
)
def test_it_is_found_by_who_what_and_when(
    admin: Browser, staffed: Engine, worked: Worked, query: str, some: str, none: str
) -> None:
    worked("arahan")
    accounts_of(staffed).keep("staf-1", passwords.kept(RIGHT), by="admin")
    accounts_of(staffed).close("staf-1", by="admin")
    found = "\n".join(lines(admin, query))
    assert some in found
    assert none not in found


def test_it_is_read_page_by_page_without_a_gap(admin: Browser, staffed: Engine) -> None:
    staffed.change_people([Add(person=f"orang-{number}") for number in range(120)], by="admin")
    found = [line for page in (1, 2, 3) for line in lines(admin, f"page={page}")]
    assert len(found) == len(set(found)) == 123
    assert "Earlier" in words(admin.get("/people/log?page=2&who=admin").text)
    assert "/people/log?page=3&amp;who=admin" in admin.get("/people/log?page=2&who=admin").text
    assert lines(admin, "page=4") == []


def test_of_years_of_work_the_latest_are_found_as_they_are_in_all_of_it(staffed: Engine, clock: Clock) -> None:
    sop = flow({"satu/staf": {"": []}})
    for _ in range(6):
        for number in range(3):
            staffed.done(staffed.start(sop, by="staf-1").open_items[0].id, by=f"staf-{number}")
        clock.go_on(days=3)
    for who, most in itertools.product(("", "staf-2", "nobody"), (1, 5, 14, 40)):
        sought = Sought(since=FIRST, until=LAST, who=who, most=most)
        all_of_it = staffed.ask(lambda reader: traces(reader, sought))  # noqa: B023
        latest = staffed.ask(lambda reader: latest_traces(reader, sought, staffed.now()))  # noqa: B023
        assert latest[:most] == all_of_it[:most]


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=99999", "what=x", "since=besok+lusa", "page=²", "who=%00"]
)
def test_what_cannot_be_read_is_told_or_passed_over(admin: Browser, query: str) -> None:
    assert admin.get(f"/people/log?{query}").status_code in (200, 422)


def test_one_session_of_somebody_is_ended_or_all_and_it_is_written_down(staffed: Engine) -> None:
    accounts = accounts_of(staffed)
    for person in ("admin", "staf-1"):
        accounts.keep(person, passwords.kept(RIGHT), by="admin")
    admin, first, second = signed_in(staffed, "admin"), signed_in(staffed, "staf-1"), signed_in(staffed, "staf-1")
    forms = [form for form in forms_of(admin.get("/people/staf-1").text) if form.action.endswith("/sessions")]
    assert len(forms) == 3
    one = accounts.sessions()[-1].hash
    admin.post("/people/staf-1/sessions", {"token": forms[0].fields["token"], "session": one})
    assert [page.get("/").status_code for page in (first, second)].count(200) == 1
    admin.post("/people/staf-1/sessions", {"token": forms[0].fields["token"]})
    assert {page.get("/").status_code for page in (first, second)} == {303}
    assert admin.get("/").status_code == 200
    assert sum("staf-1 was signed out from afar" in line for line in lines(admin, "what=accounts")) == 2
    admin.post("/people/staf-1/sessions", {"token": forms[0].fields["token"], "session": "0" * 64})
    assert sum("was signed out from afar" in line for line in lines(admin, "what=accounts")) == 2


def test_who_is_signed_in_twice_ends_the_other_one(staffed: Engine) -> None:
    accounts = accounts_of(staffed)
    accounts.keep("staf-1", passwords.kept(RIGHT), by="admin")
    accounts.keep("admin", passwords.kept(RIGHT), by="admin")
    here, there, admin = (signed_in(staffed, person) for person in ("staf-1", "staf-1", "admin"))
    assert "this browser" in words(here.get("/account").text)
    of_admin = next(one.hash for one in accounts.sessions() if one.person == "admin")
    token = forms_of(here.get("/account").text)[0].fields["token"]
    here.post("/account/sessions", {"token": token, "session": of_admin})
    assert admin.get("/").status_code == 200
    other = next(form for form in forms_of(here.get("/account").text) if form.action == "/account/sessions")
    here.post("/account/sessions", other.fields)
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 303)
