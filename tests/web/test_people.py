"""The pages of the admin: who works here, what they hold, roles, accounts, what was changed."""

from __future__ import annotations

import re

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened

from sopengine.engine import Engine
from sopengine.people.changes import Add, GiveRole, Hold
from sopengine.people.values import Agency, Role

LUMAJANG = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")


@pytest.fixture
def staffed(engine: Engine) -> Engine:
    engine.change_people(
        [
            Add(person="admin"),
            GiveRole(person="admin", agency=LUMAJANG, role=Role.ADMIN),
            Add(person="sekretaris", name="Sekretaris Contoh"),
        ],
        by="admin",
    )
    return engine


@pytest.fixture
def admin(staffed: Engine) -> Browser:
    return Browser(staffed, DEFINITIONS, "admin")


def place_of_lumajang(page: Browser) -> str:
    text = page.get("/people/sekretaris").text
    found = re.search(r'<option value="(\d+)"[^>]*>Dinas Tenaga Kerja, Pemerintah Kabupaten Lumajang', text)
    assert found is not None
    return found[1]


def send(page: Browser, what: str, person: str = "sekretaris", **fields: str) -> str:
    """What the page says after a form of a person's page was sent."""
    answer = page.post(f"/people/{person}/{what}", {"token": page.token(), **fields})
    return answer.text if answer.status_code != 303 else page.get(answer.headers["location"]).text


def test_an_empty_office_says_what_to_do_first(opened: Opened) -> None:
    said = words(opened("siapa-saja").get("/people").text)
    assert "Nobody is known yet, so that nobody is checked" in said
    assert "Add a person" in said


def test_a_person_is_added_and_what_is_amiss_keeps_what_was_typed(admin: Browser, staffed: Engine) -> None:
    typed = {"token": admin.token(), "id": "Staf-1", "name": "Staf Satu", "nip": "12", "mail": "staf-1@example.go.id"}
    answer = admin.post("/people/new", typed)
    assert answer.status_code == 422
    assert 'value="Staf Satu"' in answer.text
    assert "an NIP has 18 digits" in words(answer.text)
    answer = admin.post("/people/new", {**typed, "nip": "19700101 199003 1 001"})
    assert answer.headers["location"] == "/people/staf-1?added=1"
    assert staffed.known_person("staf-1").nip == "197001011990031001"
    assert "there is a person staf-1 already" in words(admin.post("/people/new", typed).text)


def test_somebody_acts_for_the_head_from_a_day_to_a_day_and_it_ends_earlier(admin: Browser, staffed: Engine) -> None:
    where = place_of_lumajang(admin)
    said = words(
        send(
            admin,
            "hold",
            agency=where,
            position="Kepala Dinas",
            kind="plh",
            first="1 Desember 2026",
            last="5 Desember 2026",
            letter="800/12/2026",
        )
    )
    assert "Plh. Kepala Dinas" in said
    assert "1 December 2026 5 December 2026 800/12/2026" in said
    (held,) = staffed.holdings("sekretaris")
    assert held.position == "kepala-dinas"
    assert "Plh. Kepala Dinas" in words(admin.get("/people").text)
    send(admin, "release", holding=str(held.id), last="3 Desember 2026")
    (held,) = staffed.holdings("sekretaris")
    assert str(held.last_day) == "2026-12-03"
    assert "sekretaris holds Plh. kepala-dinas in Dinas Tenaga Kerja no longer than 3 December 2026" in words(
        admin.get("/people/log").text
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"position": ""},
        {"position": "Sekretaris Dinas", "first": "31 Februari 2026"},
        {"position": "Sekretaris Dinas", "first": "5 Mei 2026", "last": "1 Mei 2026"},
        {"position": "Sekretaris Dinas", "agency": "99"},
        {"position": "Sekretaris Dinas", "agency": "x" * 400},
        {"position": "\u202e"},
    ],
)
def test_a_position_that_cannot_be_given_is_refused_with_all_that_was_typed(
    admin: Browser, staffed: Engine, fields: dict[str, str]
) -> None:
    answer = admin.post("/people/sekretaris/hold", {"token": admin.token(), "agency": "0", "letter": "800/9", **fields})
    assert answer.status_code == 422
    assert "Not saved yet." in words(answer.text)
    assert 'value="800/9"' in answer.text
    assert list(staffed.holdings()) == []


def test_roles_are_given_and_taken_but_for_the_last_admin(admin: Browser, staffed: Engine) -> None:
    where = place_of_lumajang(admin)
    send(admin, "role", agency=where, role="pengawas")
    assert ("sekretaris", Role.PENGAWAS) in {(who, role) for who, _, role in staffed.roles()}
    send(admin, "role", agency=where, role="pengawas", take="1")
    assert {who for who, _, _ in staffed.roles()} == {"admin"}
    assert "Not saved yet." in words(send(admin, "role", "admin", agency=where, role="admin", take="1"))
    assert "choose the role" in words(send(admin, "role", agency=where, role="raja"))


def test_the_first_account_is_that_of_an_admin_and_its_password_is_told_once(admin: Browser) -> None:
    assert "Give the role admin first" in words(send(admin, "account"))
    text = send(admin, "account", "admin")
    password = re.search(r'<code class="secret">([a-z0-9-]{19})</code>', text)
    assert password is not None
    assert admin.get("/people").status_code in (303, 403)  # who was merely chosen signs in from now on


def test_whoever_is_no_admin_sees_people_but_changes_nothing(staffed: Engine) -> None:
    page = Browser(staffed, DEFINITIONS, "sekretaris")
    said = page.get("/people")
    assert said.status_code == 200
    assert "/people/new" not in said.text
    for path in ("/people/sekretaris", "/people/new", "/people/log"):
        assert page.get(path).status_code == 403
    answer = page.post("/people/sekretaris/role", {"token": page.token(), "role": "admin", "agency": "0"})
    assert answer.status_code == 403
    assert {who for who, _, _ in staffed.roles()} == {"admin"}


def test_a_person_is_forgotten_and_the_id_stays_in_what_happened(admin: Browser, staffed: Engine) -> None:
    staffed.change_people(
        [Hold(person="sekretaris", agency=LUMAJANG, position="sekretaris", first_day=staffed.now().date())], by="admin"
    )
    send(admin, "forget")
    assert staffed.person("sekretaris") is None
    assert "Sekretaris Contoh" not in admin.get("/people").text
    assert "sekretaris forgotten" in words(admin.get("/people/log").text)
    assert admin.get("/people/sekretaris").status_code == 404


def test_hostile_names_run_nowhere(admin: Browser) -> None:
    send(admin, "edit", name="<img src=x onerror=alert(1)>", nip="", mail="")
    for path in ("/people", "/people/sekretaris", "/people/log", "/people?find=%3Cimg"):
        assert "<img" not in admin.get(path).text
