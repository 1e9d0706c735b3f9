"""Every route by every role and by a stranger: allowed or refused, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import Browser, words
from office_of_roles import PEOPLE, at_work, manned
from office_on_the_web import DEFINITIONS
from starlette.responses import PlainTextResponse, Response

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.web.access.roles import ANYONE, EVERYBODY, Role
from sopengine.web.app import made
from sopengine.web.asked import Asked, Route
from sopengine.web.routes import ROUTES
from sopengine.web.serving import hosted

TABLE = Path(__file__).parent / "who_may.txt"
REACHED = "reached"
KNOWN = {"anyone": ANYONE, "everybody": EVERYBODY}


def _expected() -> Mapping[str, frozenset[Role]]:
    """Method and path -> roles, as the table has them."""
    found: dict[str, frozenset[Role]] = {}
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            method, path, *who = line.split()
            found[f"{method} {path}"] = KNOWN[who[0]] if who[0] in KNOWN else frozenset(Role(role) for role in who)
    return found


EXPECTED = _expected()


def name(route: Route) -> str:
    return f"{'POST' if route.writes else 'GET'} {route.path}"


def test_the_table_and_the_routes_are_the_same_set() -> None:
    """A new route has to say in tests/web/who_may.txt who may call it, in the same words as there."""
    assert {name(route) for route in ROUTES} == set(EXPECTED)
    assert len(ROUTES) == len(EXPECTED)


def reached(_: Asked) -> Response:
    return PlainTextResponse(REACHED)


class Office:
    """Browsers of one of each role, before the pages as they are or before doors that lead nowhere."""

    def __init__(self, engine: Engine, item: int) -> None:
        self.engine = engine
        self.item = item
        probes = [replace(route, page=reached) if route.path != "/who" else route for route in ROUTES]
        self.doors = {person: self._browser(person, probes) for person in PEOPLE}
        self.pages = {person: self._browser(person, ROUTES) for person in PEOPLE}

    def _browser(self, person: str, routes: object) -> Browser:
        browser = Browser(self.engine, DEFINITIONS, person)
        browser._app = made(hosted(self.engine, DEFINITIONS, "Contoh"), routes)  # type: ignore[arg-type]
        return browser

    def address(self, route: Route) -> str:
        known = {"item:int": str(self.item), "number:int": "1", "seq:int": "1", "name": "app.css", "ending": "csv"}
        known |= {"id": "lumajang-pengukuran-kinerja" if route.path.startswith("/sops") else "staf-1"}
        return re.sub(r"\{([\w:]+)\}", lambda part: known.get(part[1], "1"), route.path)

    def asks(self, browser: Browser, route: Route, **fields: str) -> tuple[int, str, str]:
        """Status, text and where it leads."""
        path = self.address(route)
        token = browser.token()
        answer = browser.post(path, {"token": token, **fields}) if route.writes else browser.get(path)
        return answer.status_code, answer.text, answer.headers.get("location", "")


@pytest.fixture(scope="module")
def office(lumajang: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with Engine(str(tmp_path_factory.mktemp("office") / "sop.db")) as engine:
        manned(engine)
        yield Office(engine, at_work(engine, lumajang).id)


@pytest.mark.parametrize("route", [one for one in ROUTES if one.path != "/who"], ids=name)
@pytest.mark.parametrize("person", PEOPLE, ids=PEOPLE.values())
def test_a_role_passes_the_door_or_is_told_who_may(office: Office, route: Route, person: str) -> None:
    roles = EXPECTED[name(route)]
    mine = {Role(PEOPLE[person])} | ({Role.OFFICIAL} if person else set())
    status, text, leads = office.asks(office.doors[person], route)
    if roles & mine:
        assert (status, text) == (200, REACHED)
    elif person:
        assert status == 403
        assert f"It is for: {', '.join(sorted(role.value for role in roles))}." in words(text)
    elif route.writes:
        assert status == 403
        assert "The session in which the form was opened has ended." in words(text)
    else:
        assert status == 303
        assert leads.startswith("/who?to=")


@pytest.mark.parametrize("route", ROUTES, ids=name)
@pytest.mark.parametrize("person", PEOPLE, ids=PEOPLE.values())
def test_no_page_breaks_whoever_asks_and_whatever_is_left_empty(office: Office, route: Route, person: str) -> None:
    status, text, _ = office.asks(office.pages[person], route)
    assert status in (200, 303, 403, 404, 409, 422)
    assert "Traceback" not in text


@pytest.mark.parametrize("route", [one for one in ROUTES if one.writes], ids=name)
def test_a_forged_origin_reaches_nothing(office: Office, route: Route) -> None:
    browser = office.doors["admin"]
    sent = {"token": browser.token()}
    for headers in ({"origin": "https://jahat.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = browser.post(office.address(route), sent, **headers)
        if EXPECTED[name(route)] & {Role.ADMIN, Role.OFFICIAL, Role.STRANGER}:
            assert answer.status_code == 403
            assert "The form came from another site." in words(answer.text)


@pytest.mark.parametrize("route", [one for one in ROUTES if one.writes and one.path != "/who"], ids=name)
def test_without_the_token_of_the_session_nothing_is_reached(office: Office, route: Route) -> None:
    browser = office.doors["admin"]
    for token in ("", "00", "zz" * 64):
        assert browser.post(office.address(route), {"token": token, "note": "x"}).status_code == 403
