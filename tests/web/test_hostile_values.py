"""Every form and every address with empty, endless and hostile values: a page answers, and nothing of it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Browser
from office_of_roles import at_work, manned
from office_on_the_web import DEFINITIONS

import sopengine.web
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.web.asked import Route
from sopengine.web.routes import ROUTES

PAGES = Path(sopengine.web.__file__).parent
ASKED = re.compile(r"""\b(?:form|query|lists)(?:\.get\(|\[)\s*"([\w.-]+)""")
VALUES = {
    "empty": "",
    "blank": " \t ",
    "endless": "a" * 60_000,
    "many lines": "baris\n" * 5_000,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": "'\"><svg onload=alert(1)>",
    "template": "{{ asked.engine }}{% for x in y %}${x}%s{0}",
    "nothing seen": "a\u0000b\u202ec\u200bd\u2028e",
    "a path": "../../../../etc/passwd",
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "other digits": "٣²",
    "a day that is none": "2026-02-30",
    "statement": "'; DROP TABLE instance; --",
    "elsewhere": "https://jahat.example/",
    "signs of pictures": "👩‍👩‍👧🇮🇩" * 40,
}
FIT = {200, 303, 400, 403, 404, 409, 413, 422}


def names() -> list[str]:
    """Of all fields and parameters that a page asks for."""
    return sorted({name for file in PAGES.rglob("*.py") for name in ASKED.findall(file.read_text())})


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory, lumajang: Compiled) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("office")
    with Engine(str(folder / "sop.db")) as engine:
        manned(engine)
        at_work(engine, lumajang)
        yield Browser(engine, DEFINITIONS, "admin", folder / "files")


def address(route: Route, value: str | None = None) -> str:
    """With a value in place of what is no number; else as it leads somewhere."""
    known = {"item:int": "1", "number:int": "1", "seq:int": "1", "name": "app.css", "ending": "csv", "id": "staf-1"}
    if route.path.startswith("/sops"):
        known["id"] = "lumajang-pengukuran-kinerja"
    return re.sub(
        r"\{([\w:]+)\}", lambda part: known.get(part[1], "1") if value is None or ":" in part[1] else value, route.path
    )


def test_the_names_are_found() -> None:
    assert {"note", "outcome", "find", "quarter", "password", "saved", "to"} <= set(names())


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_form_breaks_a_page(value: str, admin: Browser) -> None:
    for route in ROUTES:
        if route.writes and route.path not in ("/who", "/signout", "/signin"):
            sent = {**dict.fromkeys(names(), value), "token": admin.token()}
            answer = admin.post(address(route), sent)
            assert answer.status_code in FIT, route.path
            holds_nothing_that_runs(answer.text, route.path)
    assert admin.get("/").status_code == 200


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_one_field_breaks_a_page(value: str, admin: Browser) -> None:
    """With all others as a page of ours fills them in."""
    for path in ("/", "/tasks/10000007", "/instances/new", "/people/new", "/people/staf-1", "/account"):
        for form in admin.forms(path):
            if form.action in ("/who", "/signout") or "forget" in form.action:
                continue
            for field in set(form.fields) - {"token"}:
                answer = admin.post(form.action, {**form.fields, field: value})
                assert answer.status_code in FIT, (form.action, field)
                holds_nothing_that_runs(answer.text, form.action)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_parameter_breaks_a_page(value: str, admin: Browser) -> None:
    wanted = dict.fromkeys(names(), value[:40])
    for route in ROUTES:
        if not route.writes:
            answer = admin.asks(address(route), wanted)
            assert answer.status_code in FIT, route.path
            holds_nothing_that_runs(answer.text, route.path)


@pytest.mark.parametrize(
    "value",
    ["%00", "..%2f..%2fetc%2fpasswd", "%3Cscript%3E", "a" * 3_000, "%E2%80%AE", "%FF", "0", "staf%2D1", "%0d%0aX: y"],
)
def test_no_address_breaks_a_page(value: str, admin: Browser) -> None:
    for route in ROUTES:
        answer = admin.get(address(route, value))
        assert answer.status_code in FIT | {405}, route.path
        assert "x" not in answer.headers
        holds_nothing_that_runs(answer.text, route.path)


@pytest.mark.parametrize("number", ["0", "9" * 25, "9" * 5_000, "-1", "1.5", "٣"])
def test_no_number_breaks_a_page(number: str, admin: Browser) -> None:
    for route in ROUTES:
        if ":int}" in route.path:
            path = re.sub(r"\{\w+:int\}", number, address(route, "1") if ":int}" not in route.path else route.path)
            path = re.sub(r"\{\w+\}", "lumajang-pengukuran-kinerja", path)
            answer = admin.post(path, {"token": admin.token()}) if route.writes else admin.get(path)
            assert answer.status_code in FIT, path


def holds_nothing_that_runs(page: str, where: str) -> None:
    for sign in ("<script>alert", "<img src=x", "<svg onload", "\u202e", "javascript:alert"):
        assert sign not in page, where
