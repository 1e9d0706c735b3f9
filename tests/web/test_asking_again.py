"""Pages that ask for themselves again: an unchanged store is one question and 304, and no session is lengthened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from browsing import Browser
from office_of_roles import at_work, manned
from office_on_the_web import DEFINITIONS, Opened, Worked
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.store.driver.statement import Statement
from sopengine.web.access import passwords

LIVE = {"x-sop-live": "1"}


@pytest.fixture
def office(tmp_path: Path, clock: Clock, lumajang: Compiled) -> Iterator[Engine]:
    with Engine(str(tmp_path / "sop.db"), clock=clock) as engine:
        manned(engine)
        at_work(engine, lumajang)
        yield engine


@pytest.mark.parametrize("path", ["/", "/instances/1"])
def test_what_has_not_changed_is_not_sent_again(path: str, opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked(), opened("kepala-dinas")
    mark = page.get(path).headers["etag"]
    again = page.get(path, **LIVE, **{"if-none-match": mark})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    assert page.get(path, **LIVE, **{"if-none-match": f"W/{mark}"}).status_code == 304
    engine.done(item.id, by="kepala-dinas")
    changed = page.get(path, **LIVE, **{"if-none-match": mark})
    assert changed.status_code == 200
    assert changed.headers["etag"] != mark
    assert 'data-live="&#34;' in changed.text


def test_it_is_sent_again_where_time_person_language_or_address_is_another(
    opened: Opened, worked: Worked, clock: Clock
) -> None:
    worked()
    page = opened("kepala-dinas")
    mark = page.get("/").headers["etag"]
    same = {**LIVE, "if-none-match": mark}
    assert page.get("/?saved=7", **same).status_code == 200
    assert page.get("/", **{**same, "accept-language": "id"}).status_code == 200
    assert opened("sekretaris").get("/", **same).status_code == 200
    clock.now += timedelta(minutes=1)
    assert page.get("/", **same).status_code == 200


def test_what_another_program_recorded_is_seen(office: Engine, tmp_path: Path) -> None:
    page = Browser(office, DEFINITIONS, "sekretaris")
    mark = page.get("/").headers["etag"]
    assert page.get("/", **{"if-none-match": mark}).status_code == 304
    with Engine(str(tmp_path / "sop.db")) as other:
        other.done(other.work_items()[0].id, by="sekretaris", outcome="Ya")
    assert page.get("/", **{"if-none-match": mark}).status_code == 200


def test_a_mark_stays_while_nothing_is_recorded(office: Engine) -> None:
    mark = office.mark()
    assert office.instances()
    assert office.mark() == mark
    office.done(office.work_items()[0].id, by="sekretaris", outcome="Ya")
    assert office.mark() != mark


@pytest.mark.parametrize(("path", "questions"), [("/", 0), ("/instances/1", 1)])
def test_an_unchanged_page_asks_no_more_than_who_asks_and_one_question(
    path: str, questions: int, office: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Browser(office, DEFINITIONS, "sekretaris")
    mark = page.get(path).headers["etag"]
    asked: list[str] = []
    kept = Statement.kept

    def counted(self: Statement, *given: object, **named: object) -> object:
        asked.append("")
        return kept(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Statement, "kept", counted)
    page.get("/tidak-ada")
    for_the_door = len(asked)
    asked.clear()
    assert page.get(path, **LIVE, **{"if-none-match": mark}).status_code == 304
    assert len(asked) - for_the_door == questions


def test_a_page_that_asks_by_itself_does_not_keep_a_session_from_ending(office: Engine, clock: Clock) -> None:
    accounts = accounts_of(office)
    accounts.keep("staf-1", passwords.kept("kuda makan rumput"), by="admin")
    page = Browser(office, DEFINITIONS)
    form = page.form("/signin", "/signin")
    page.post("/signin", {**form.fields, "name": "staf-1", "password": "kuda makan rumput"})
    for _ in range(13):
        clock.now += timedelta(hours=1)
        page.get("/", **LIVE)
    assert page.get("/", **LIVE).status_code == 303
