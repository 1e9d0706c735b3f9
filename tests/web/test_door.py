"""The door: who may, from where, with which token; and what every answer says to the browser."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import Opened, Worked

from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.web.access.headers import POLICY
from sopengine.web.access.roles import Role
from sopengine.web.access.token import fits, form_token
from sopengine.web.app import UnguardedRouteError, made
from sopengine.web.routes import ROUTES
from sopengine.web.serving import hosted, serve


def address(path: str, item: int) -> str:
    known = path.replace("{item:int}", str(item)).replace("{name}", "app.css")
    return re.sub(r"\{\w+(:int)?\}", "1", known)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{'POST' if route.writes else 'GET'} {route.path}")
def test_a_stranger_reaches_only_what_names_strangers(route: object, opened: Opened, worked: Worked) -> None:
    item, stranger = worked(), opened("")
    row = next(one for one in ROUTES if one is route)
    path = address(row.path, item.id)
    answer = stranger.post(path, {"token": stranger.token()}) if row.writes else stranger.get(path)
    if row.writes:
        turned_away = answer.status_code == 403 and "session in which the form was opened has ended" in answer.text
    else:
        turned_away = answer.status_code == 303 and answer.headers["location"].startswith("/who?to=")
    assert turned_away is (Role.STRANGER not in row.roles)


@pytest.mark.parametrize("path", ["/", "/who", "/health", "/nowhere", "/static/app.css", "/tasks/1"])
def test_every_answer_guards_the_browser(path: str, opened: Opened) -> None:
    headers = opened("staf-1").get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "max-age=31536000" in headers["cache-control"] or headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_a_style_inside(opened: Opened, worked: Worked) -> None:
    item, page = worked("analisa"), opened("sekretaris")
    for path in ("/", "/who", f"/tasks/{item.id}", "/nowhere"):
        text = page.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert text.count("<script") == text.count('<script type="module" src="/static/app.js?') == 1


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin", "origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://jahat.example"}, 403),
        ({"origin": "http://127.0.0.1:99"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_form_of_another_site_does_nothing(
    headers: dict[str, str], code: int, opened: Opened, worked: Worked, engine: Engine
) -> None:
    item, page = worked(), opened("kepala-dinas")
    form = page.form("/", f"/tasks/{item.id}/done")
    assert page.post(form.action, form.fields, **headers).status_code == code
    assert (engine.work_item(item.id) == item) is (code == 403)


def test_a_post_that_says_nothing_of_where_it_comes_from_does_nothing(opened: Opened, worked: Worked) -> None:
    item, page = worked(), opened("kepala-dinas")
    form = page.form("/", f"/tasks/{item.id}/done")
    assert page.send("POST", form.action, {}, form.fields).status_code == 403


def test_a_form_needs_the_token_of_its_session_and_gives_back_what_was_typed(
    opened: Opened, worked: Worked, engine: Engine
) -> None:
    item, page = worked(), opened("kepala-dinas")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    for token in ("", "00", "zz", form_token("lain"), form.fields["token"][:-2]):
        answer = page.post(form.action, {**form.fields, "token": token, "note": "sudah <b>lengkap</b>"})
        assert answer.status_code == 403
        assert "The session in which the form was opened has ended." in words(answer.text)
        assert "sudah &lt;b&gt;lengkap" in answer.text
    assert engine.work_item(item.id) == item


def test_a_token_is_another_each_time_and_fits_its_session_alone() -> None:
    first, second = form_token("a"), form_token("a")
    assert first != second
    assert fits(first, "a")
    assert fits(second, "a")
    assert not fits(first, "b")


def test_a_form_that_is_too_large_is_refused(opened: Opened, worked: Worked) -> None:
    item, page = worked(), opened("kepala-dinas")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    assert page.post(form.action, {**form.fields, "note": "a" * 2_000_000}).status_code == 413
    assert page.post(form.action, {**form.fields, **{f"x{n}": "" for n in range(600)}}).status_code == 413


@pytest.mark.parametrize("host", ["sop.example", "127.0.0.1.example", "", "[", "10.0.0.7:80"])
def test_without_accounts_a_name_that_leads_here_is_not_answered(host: str, opened: Opened) -> None:
    answer = opened("").get("/who", host=host)
    assert answer.status_code == 421
    assert "<form" not in answer.text.partition("<main")[2]


def test_without_accounts_it_listens_to_this_computer_alone(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="without an admin who signs in the pages are for this computer alone"):
        serve(hosted(engine, Path("definitions"), ""), "0.0.0.0", 0, print)


def test_a_route_that_names_no_role_fails_at_start_up(engine: Engine) -> None:
    bare = replace(ROUTES[0], roles=frozenset())
    with pytest.raises(UnguardedRouteError):
        made(hosted(engine, Path("definitions"), ""), [bare])


@pytest.mark.parametrize("to", ["//jahat.example", "https://jahat.example", "/\\jahat", "javascript:alert(1)", "\n/"])
def test_who_one_is_leads_to_pages_of_this_server_only(to: str, opened: Opened) -> None:
    page = opened("staf-1")
    form = page.form("/who", "/who")
    assert page.post("/who", {**form.fields, "name": "staf-1", "to": to}).headers["location"] == "/"


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "dua\nbaris", "kanan\u202ekiri"])
def test_nobody_is_called_so(name: str, opened: Opened) -> None:
    page = opened("")
    form = page.form("/who", "/who")
    answer = page.post("/who", {**form.fields, "name": name})
    assert answer.status_code == 422
    assert "Write the name of somebody whom the office knows" in words(answer.text)


def test_the_language_is_chosen_by_the_person_then_by_the_browser(opened: Opened) -> None:
    page = opened("staf-1")
    assert "<h1>My tasks</h1>" in page.get("/").text
    assert "<h1>Tugas saya</h1>" in page.get("/", **{"accept-language": "id-ID,id;q=0.9,en;q=0.8"}).text
    assert "<h1>Tugas saya</h1>" in page.get("/", **{"accept-language": "fr"}).text
    assert page.post("/language", {"token": page.token(), "language": "id", "to": "/"}).status_code == 303
    assert "<h1>Tugas saya</h1>" in page.get("/").text


def test_a_fault_of_ours_is_a_page_without_a_trace(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened("staf-1")

    def fails(*_: object, **__: object) -> None:
        raise ValueError("rahasia")

    monkeypatch.setattr("sopengine.web.pages.work.tasks.inbox", fails)
    answer = page.get("/")
    assert answer.status_code == 500
    assert "rahasia" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


HOSTILE = "<script>alert(1)</script>\"'{{7*7}}\u202e"


def test_hostile_texts_stay_texts(opened: Opened, worked: Worked, engine: Engine) -> None:
    item = worked("analisa", ref='<img src=x onerror="alert(1)"> {{7*7}}')
    engine.done(item.id, by='<b>"orang"</b>', outcome="Tidak", note=HOSTILE)
    page = Browser(engine, Path("definitions"), "'\"><script>x</script>")
    (again,) = engine.work_items()
    for path in ("/", f"/tasks/{again.id}", f"/tasks/{item.id}", "/who"):
        text = page.get(path).text
        assert "<script>" not in text
        assert "<img src=x" not in text
        assert "<b>&" not in text
        assert "\u202e" not in text
        assert "49" not in words(text)


def test_no_other_command_imports_what_only_pages_need() -> None:
    code = (
        "import importlib, sys; from sopengine.cli import COMMANDS, module_of\n"
        "for name in COMMANDS: name in ('serve', 'account') or importlib.import_module(module_of(name))\n"
        "print([name for name in ('starlette', 'jinja2', 'uvicorn', 'multipart', 'argon2') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
