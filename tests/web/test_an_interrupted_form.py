"""A form whose session ends while it is filled in: what was typed comes back after signing in again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browsing import Browser, Form, forms_of, words
from office_on_the_web import DEFINITIONS, Opened, Worked

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Add, Change, Hold
from sopengine.people.values import Agency
from sopengine.web.access import passwords
from sopengine.web.access.filled import LARGEST_FORM

DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
RIGHT = "kuda makan rumput"
KEPT = passwords.kept(RIGHT)
NOTE = 'Angka IKU 3 <b>belum</b> sama.\n\n  "Lihat" lampiran 2 & 3\n'


@pytest.fixture
def office(tmp_path: Path, lumajang: Compiled) -> Iterator[Engine]:
    """In which the head has a task, and both sign in."""
    with Engine(str(tmp_path / "sop.db")) as engine:
        people: list[Change] = [Add(person="kepala-dinas"), Add(person="sekretaris")]
        for person in ("kepala-dinas", "sekretaris"):
            people.append(Hold(person=person, agency=DINAS, position=person, first_day=date(2026, 1, 1)))
        engine.change_people(people, by="admin")
        for person in ("kepala-dinas", "sekretaris"):
            accounts_of(engine).keep(person, KEPT, by="admin")
        engine.start(lumajang, by="kepala-dinas", ref="Triwulan II 2026")
        yield engine


@pytest.fixture
def page(office: Engine) -> Browser:
    browser = Browser(office, DEFINITIONS)
    sign_in(browser, browser.form("/signin", "/signin"), "kepala-dinas")
    return browser


def sign_in(page: Browser, form: Form, person: str, password: str = RIGHT) -> str:
    return page.post("/signin", {**form.fields, "name": person, "password": password}).text


def sheet(office: Engine, page: Browser) -> Form:
    (item,) = office.work_items()
    return page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")


def ended(office: Engine) -> None:
    """As by an admin, or after twelve hours without a click."""
    accounts = accounts_of(office)
    for session in accounts.sessions():
        accounts.end_from_afar(session.person, [session.hash], by="admin")


def test_what_was_typed_comes_back_after_signing_in_again_and_is_sent_once(office: Engine, page: Browser) -> None:
    form = sheet(office, page)
    ended(office)
    turned_away = page.post(form.action, {**form.fields, "note": NOTE})
    assert turned_away.status_code == 403
    assert "The session in which the form was opened has ended." in words(turned_away.text)
    assert office.work_items()[0].task == "perintah"

    entrance = next(one for one in forms_of(turned_away.text) if one.action == "/signin")
    wrong = sign_in(page, entrance, "kepala-dinas", "salah sama sekali")
    entrance = next(one for one in forms_of(wrong) if one.action == "/signin")
    (again,) = [one for one in forms_of(sign_in(page, entrance, "kepala-dinas")) if one.action == form.action]
    assert again.fields["note"] == NOTE
    assert again.fields["key"] == form.fields["key"]
    assert page.post(again.action, again.fields).headers["location"].startswith("/?saved=")
    assert page.post(again.action, again.fields).headers["location"].startswith("/?saved=")
    (instance,) = office.instances()
    assert [item.note for item in office.visits(instance.id) if item.done_by] == [NOTE.strip()]


def test_chosen_files_are_not_kept_and_their_names_are_told(office: Engine, page: Browser) -> None:
    form = sheet(office, page)
    ended(office)
    photo = b"\x89PNG" + bytes(3 * LARGEST_FORM)
    turned_away = page.upload(form.action, {**form.fields, "note": NOTE}, **{"foto-<1>.png": photo})
    assert turned_away.status_code == 403
    assert "Files are not kept; choose them again: foto-<1>.png" in words(turned_away.text)
    entrance = next(one for one in forms_of(turned_away.text) if one.action == "/signin")
    back = sign_in(page, entrance, "kepala-dinas")
    assert "choose them again: foto-<1>.png" in words(back)
    assert 'enctype="multipart/form-data"' in back
    assert 'type="file"' in back


def test_somebody_else_who_signs_in_sends_it_as_themselves(office: Engine, page: Browser) -> None:
    form = sheet(office, page)
    ended(office)
    turned_away = page.post(form.action, {**form.fields, "note": NOTE})
    entrance = next(one for one in forms_of(turned_away.text) if one.action == "/signin")
    back = sign_in(page, entrance, "sekretaris")
    assert "send it as sekretaris" in words(back)
    again = next(one for one in forms_of(back) if one.action == form.action)
    answer = page.post(again.action, again.fields)
    assert answer.status_code == 422
    assert "belum" in answer.text
    assert office.work_items()[0].task == "perintah"


def test_a_window_left_open_while_another_signed_in_anew_sends_it_after_a_look(office: Engine, page: Browser) -> None:
    form = sheet(office, page)
    page.post("/signout", {"token": page.form("/account", "/signout").fields["token"]})
    sign_in(page, page.form("/signin", "/signin"), "kepala-dinas")
    looked_at = page.post(form.action, {**form.fields, "note": NOTE})
    assert looked_at.status_code == 403
    again = next(one for one in forms_of(looked_at.text) if one.action == form.action)
    assert again.fields["note"] == NOTE
    assert page.post(again.action, again.fields).status_code == 303


def test_passwords_are_never_carried(office: Engine, page: Browser) -> None:
    form = page.form("/account", "/account/password")
    ended(office)
    answer = page.post(form.action, {**form.fields, "password": RIGHT, "new": "rumput makan kuda", "again": "x"})
    assert answer.status_code == 403
    assert RIGHT not in answer.text
    assert "rumput makan kuda" not in answer.text


@pytest.mark.parametrize("to", ["//jahat.example/x", "https://jahat.example", "javascript:alert(1)"])
def test_what_comes_back_is_sent_to_this_server_only(office: Engine, page: Browser, to: str) -> None:
    ended(office)
    entrance = page.form("/signin", "/signin")
    back = page.post(
        "/signin",
        {**entrance.fields, "name": "kepala-dinas", "password": RIGHT, "to": to, "kept.note": "<script>x</script>"},
    ).text
    assert "jahat" not in back
    assert "javascript:" not in back
    assert "<script>x" not in back


def test_without_accounts_who_one_is_is_asked_and_the_form_comes_back(opened: Opened, worked: Worked) -> None:
    item, page = worked(), opened("kepala-dinas")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    page.cookies.clear()
    turned_away = page.post(form.action, {**form.fields, "note": NOTE})
    entrance = next(one for one in forms_of(turned_away.text) if one.action == "/who")
    back = page.post("/who", {**entrance.fields, "name": "kepala-dinas"}).text
    again = next(one for one in forms_of(back) if one.action == form.action)
    assert again.fields["note"] == NOTE
    assert page.post(again.action, again.fields).status_code == 303


def test_a_stranger_fills_no_memory_with_fields(opened: Opened, worked: Worked) -> None:
    item, stranger = worked(), opened("")
    many = {f"x{number}": "a" * (LARGEST_FORM // 4) for number in range(8)}
    assert stranger.upload(f"/tasks/{item.id}/done", many, a=b"x").status_code == 413
