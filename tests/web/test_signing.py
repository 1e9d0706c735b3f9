"""Signing in: passwords, how wrong ones slow down, sessions that end."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import Accounts, accounts_of
from sopengine.people.changes import Add, GiveRole, Hold
from sopengine.people.values import Agency, Role
from sopengine.web.access import passwords

DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
RIGHT = "kuda makan rumput"
KEPT = passwords.kept(RIGHT)


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    """With an admin and an official, who may both sign in."""
    with Engine(str(tmp_path / "sop.db"), clock=clock) as engine:
        people = [Add(person="admin"), Add(person="staf-1"), GiveRole(person="admin", agency=DINAS, role=Role.ADMIN)]
        holding = Hold(person="staf-1", agency=DINAS, position="tim-sakip", first_day=date(2026, 1, 1))
        engine.change_people([*people[:2], holding, people[2]], by="admin")
        for name in ("admin", "staf-1"):
            accounts_of(engine).keep(name, KEPT, by="admin")
        yield engine


@pytest.fixture
def accounts(office: Engine) -> Accounts:
    return accounts_of(office)


def at(office: Engine) -> Browser:
    return Browser(office, DEFINITIONS)


def sign_in(page: Browser, name: str, password: str = RIGHT, to: str = "/") -> int:
    form = page.form(f"/signin?to={to}", "/signin")
    return page.post("/signin", {**form.fields, "name": name, "password": password}).status_code


def test_who_signs_in_comes_to_the_page_that_was_asked_for(office: Engine) -> None:
    page = at(office)
    assert page.get("/instances").headers["location"] == "/signin?to=/instances"
    form = page.form("/signin?to=/instances", "/signin")
    answer = page.post("/signin", {**form.fields, "name": " Staf-1 ", "password": RIGHT})
    assert answer.headers["location"] == "/instances"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "staf-1" in page.get("/").text


def test_nobody_is_who_they_say_once_there_are_accounts(office: Engine) -> None:
    page = at(office)
    assert page.get("/who").headers["location"] == "/signin"
    token = page.forms("/signin")[0].fields["token"]
    assert page.post("/who", {"token": token, "name": "admin"}).headers["location"] == "/signin"
    page.cookies.set("sop_session", "a" * 43 + ".admin", domain="127.0.0.1")
    assert page.get("/").headers["location"] == "/signin?to=/"


def test_a_session_has_a_secret_of_its_own_after_signing_in(office: Engine, accounts: Accounts) -> None:
    page = at(office)
    page.get("/signin")
    before = page.cookies["sop_session"]
    sign_in(page, "staf-1")
    after = page.cookies["sop_session"]
    assert before != after
    kept = sqlite3.connect(office._store.name).execute("SELECT hash, person FROM session").fetchall()
    assert [person for _, person in kept] == ["staf-1"]
    assert after.rstrip(".") not in str(kept)


def test_a_wrong_password_says_no_more_than_that(office: Engine) -> None:
    page = at(office)
    said = set()
    for name, password in (("staf-1", "salah semuanya"), ("siapa", "salah semuanya"), ("staf-1", ""), ("", RIGHT)):
        form = page.form("/signin", "/signin")
        answer = page.post("/signin", {**form.fields, "name": name, "password": password})
        assert answer.status_code == 403
        said.add(re.sub(r'value="[^"]*"', "", words(answer.text)))
    assert len(said) == 1


def test_wrong_passwords_of_an_account_slow_down_also_from_elsewhere(
    office: Engine, accounts: Accounts, clock: Clock
) -> None:
    page = at(office)
    codes = [sign_in(page, "staf-1", "salah semuanya") for _ in range(6)]
    assert codes == [403] * 5 + [429]
    assert sign_in(page, "staf-1") == 429
    assert sign_in(page, "admin") == 303
    assert accounts.pause("STAF-1", "10.0.0.9")
    clock.go_on(seconds=2)
    assert sign_in(page, "staf-1", "salah semuanya") == 403
    assert 1 < accounts.pause("staf-1", "").total_seconds() <= 2
    clock.go_on(seconds=3)
    assert sign_in(at(office), "staf-1") == 303
    assert not accounts.pause("staf-1", "10.0.0.9")


def test_many_names_from_one_address_slow_down(office: Engine, accounts: Accounts) -> None:
    for number in range(21):
        accounts.tried(f"nama-{number}", "10.0.0.9", kept=False)
    assert accounts.pause("admin", "10.0.0.9")
    assert not accounts.pause("admin", "10.0.0.8")


def test_a_pause_is_never_longer_than_a_quarter_of_an_hour(accounts: Accounts) -> None:
    for _ in range(200):
        accounts.tried("staf-1", "10.0.0.9", kept=False)
    assert accounts.pause("staf-1", "").total_seconds() == 900


def test_a_session_ends_after_twelve_idle_hours_and_not_before(office: Engine, clock: Clock) -> None:
    page = at(office)
    sign_in(page, "staf-1")
    for _ in range(3):
        clock.go_on(hours=11)
        assert page.get("/").status_code == 200
    clock.go_on(hours=12, minutes=1)
    assert page.get("/").headers["location"] == "/signin?to=/"


def test_signing_out_ends_the_session_on_the_server_too(office: Engine) -> None:
    page = at(office)
    sign_in(page, "staf-1")
    cookie = page.cookies["sop_session"]
    assert page.post("/signout", page.form("/", "/signout").fields).headers["location"] == "/signin"
    page.cookies.set("sop_session", cookie, domain="127.0.0.1")
    assert page.get("/").status_code == 303


def test_a_form_whose_session_ended_meanwhile_asks_to_sign_in(office: Engine, accounts: Accounts) -> None:
    page = at(office)
    sign_in(page, "staf-1")
    form = page.form("/instances/new", "/instances/new")
    accounts.end_from_afar("staf-1", [one.hash for one in accounts.sessions()], by="admin")
    filled = {**form.fields, "sop": "lumajang-pengukuran-kinerja", "ref": "Surat 1"}
    answer = page.post(form.action, filled)
    assert answer.status_code == 403
    assert "The session in which the form was opened has ended." in words(answer.text)
    assert "Surat 1" in answer.text
    assert office.instances() == ()


def test_a_given_password_is_changed_first(office: Engine, accounts: Accounts) -> None:
    made = passwords.made()
    accounts.keep("staf-1", passwords.kept(made), by="admin", must_change=True)
    page = at(office)
    assert sign_in(page, "staf-1", made) == 303
    assert page.get("/instances").headers["location"] == "/account"
    form = page.form("/account", "/account/password")
    new = "pagar hijau tinggi"
    for fields, said in (
        ({"password": made, "new": "pendek", "again": "pendek"}, "at least 12 characters"),
        ({"password": made, "new": "a" * 40, "again": "a" * 40}, "not all alike"),
        ({"password": made, "new": new, "again": new + "x"}, "written in two ways"),
        ({"password": "bukan ini juga", "new": new, "again": new}, "The password of now is wrong."),
    ):
        answer = page.post(form.action, {**form.fields, **fields})
        assert answer.status_code == 422
        assert said in words(answer.text)
    answer = page.post(form.action, {**form.fields, "password": made, "new": new, "again": new})
    assert answer.headers["location"] == "/account?changed=1"
    assert page.get("/instances").status_code == 200
    assert sign_in(at(office), "staf-1", new) == 303


def test_changing_a_password_ends_all_other_sessions(office: Engine) -> None:
    page, other = at(office), at(office)
    sign_in(page, "staf-1")
    sign_in(other, "staf-1")
    form = page.form("/account", "/account/password")
    page.post(form.action, {**form.fields, "password": RIGHT, "new": "pagar hijau", "again": "pagar hijau"})
    assert other.get("/").status_code == 200
    new = "pagar hijau tinggi"
    page.post(form.action, {**form.fields, "password": RIGHT, "new": new, "again": new})
    assert other.get("/").status_code == 303
    assert page.get("/").status_code == 200


def test_one_signs_out_everywhere_else(office: Engine) -> None:
    page, other, of_admin = at(office), at(office), at(office)
    for one, name in ((page, "staf-1"), (other, "staf-1"), (of_admin, "admin")):
        sign_in(one, name)
    page.post("/account/sessions", page.form("/account", "/account/sessions").fields)
    assert [one.get("/").status_code for one in (page, other, of_admin)] == [200, 303, 200]


def test_a_closed_account_is_nobody_s(office: Engine, accounts: Accounts) -> None:
    page = at(office)
    sign_in(page, "staf-1")
    accounts.close("staf-1", by="admin")
    assert page.get("/").status_code == 303
    assert sign_in(at(office), "staf-1") == 403


def test_no_password_is_kept_as_it_is(office: Engine) -> None:
    kept = sqlite3.connect(office._store.name).execute("SELECT password FROM account").fetchall()
    assert all(password.startswith("$argon2id$") for (password,) in kept)


@pytest.mark.parametrize("password", ["", "pendek", "aaaaaaaaaaaaaaaa", "abababababababab", "a" * 12 + "b", "x" * 201])
def test_a_password_that_can_be_guessed_is_none(password: str) -> None:
    assert not passwords.is_fit(password, "staf-1")


def test_a_made_password_is_fit() -> None:
    assert passwords.is_fit(passwords.made(), "staf-1")
    assert passwords.made() != passwords.made()


def test_due_times_have_a_private_address_that_a_new_password_changes(
    office: Engine, accounts: Accounts, lumajang: Compiled
) -> None:
    page, program = at(office), at(office)
    begun = office.start(lumajang, by="admin", ref="Surat 1 tahun ini")
    office.assign(begun.open_items[0].id, "staf-1", by="admin")
    sign_in(page, "staf-1")
    found = re.search(r'value="http://127\.0\.0\.1(/calendar/staf-1/[^"]+\.ics)"', page.get("/account").text)
    assert found is not None
    answer = program.get(found[1])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT" in answer.text
    assert "Surat 1 tahun ini" in answer.text.replace("\r\n ", "")
    for wrong in (
        "/calendar/staf-1/0.ics",
        "/calendar/staf-1/.ics",
        found[1].replace("staf-1", "admin"),
        "/calendar/x/y.ics",
    ):
        assert program.get(wrong).status_code == 404
    accounts.keep("staf-1", passwords.kept("pagar hijau tinggi"), by="staf-1")
    assert program.get(found[1]).status_code == 404
