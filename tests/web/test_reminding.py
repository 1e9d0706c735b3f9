"""Reminding from the pages: who sees the button, what is told before and after, once however often it is pressed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsing import Browser, Form, forms_of, words
from office_of_roles import DINAS, at_work, manned
from office_on_the_web import DEFINITIONS

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.work import WorkItem
from sopengine.people.changes import Add, Release

PAGE = "/tasks/{}/remind"


class Time:
    """Goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 15, 1, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def office(time: Time, tmp_path: Path) -> Engine:
    """With one of each role, each with a definition folder of its own settings."""
    engine = Engine(str(tmp_path / "sop.db"), clock=time)
    manned(engine)
    return engine


@pytest.fixture
def item(office: Engine, lumajang: Compiled, time: Time) -> WorkItem:
    """The secretary's work, late by days."""
    found = at_work(office, lumajang)
    time.now += timedelta(days=9)
    return found


def by(engine: Engine, person: str, definitions: Path = DEFINITIONS) -> Browser:
    return Browser(engine, definitions, person)


def reminders(engine: Engine, item: WorkItem) -> list[Reminded]:
    return [event for event in engine.events(item.instance) if isinstance(event, Reminded) and event.by_hand]


def form(browser: Browser, item: WorkItem, back: str = "/desk") -> Form:
    return browser.form(f"{PAGE.format(item.id)}?back={back}", PAGE.format(item.id))


def send(browser: Browser, item: WorkItem, back: str = "/desk", **typed: str) -> str:
    """Where the browser goes then."""
    answer = browser.post(PAGE.format(item.id), {**form(browser, item, back).fields, **typed})
    assert answer.status_code == 303, words(answer.text)
    return str(answer.headers["location"])


@pytest.mark.parametrize(
    "path", ["/desk", "/open", "/open?late=1&position=Sekretaris", "/instances/1", "/tasks/{item}"]
)
def test_a_supervisor_reminds_from_wherever_the_work_is_seen(office: Engine, item: WorkItem, path: str) -> None:
    browser, path = by(office, "pengawas"), path.format(item=item.id)
    page = browser.get(path).text
    link = next(part.partition('"')[0] for part in page.split('href="') if part.startswith(PAGE.format(item.id)))
    asked = browser.get(link.replace("&amp;", "&")).text
    assert "Remind Sekretaris" in words(asked)
    (sent,) = [one for one in forms_of(asked) if one.action == PAGE.format(item.id)]
    leads = browser.post(sent.action, {**sent.fields, "note": "Ditunggu Sekda."}).headers["location"]
    assert leads.startswith(path.partition("?")[0])
    assert [event.note for event in reminders(office, item)] == ["Ditunggu Sekda."]
    if path != f"/tasks/{item.id}":
        assert "Reminded today 08:15: Triwulan II 2026. On their page of tasks, not by mail: sekretaris." in words(
            browser.get(leads).text
        )
    assert "Reminded today 08:15 by pengawas: “Ditunggu Sekda.”" in words(browser.get(leads).text)


def test_who_has_the_work_reads_it_where_they_do_it(office: Engine, item: WorkItem) -> None:
    send(by(office, "pengawas"), item, note="Ditunggu Sekda.")
    for path in ("/", f"/tasks/{item.id}"):
        assert "Reminded today 08:15 by pengawas: “Ditunggu Sekda.”" in words(by(office, "sekretaris").get(path).text)
    send(by(office, "kepala-dinas"), item)
    assert "Reminded 2 times, last today 08:15 by kepala-dinas" in words(by(office, "sekretaris").get("/").text)
    office.done(item.id, by="sekretaris", outcome="Tidak", note="lengkapi")
    assert "Reminded" not in words(by(office, "staf-1").get("/").text)


def test_a_head_reads_it_on_the_desk(office: Engine, lumajang: Compiled) -> None:
    send(by(office, "pengawas"), at_work(office, lumajang, "perintah", "Triwulan III"), note="Ditunggu Bupati.")
    assert "Reminded today 08:15 by pengawas: “Ditunggu Bupati.”" in words(by(office, "kepala-dinas").get("/desk").text)


def test_who_waits_for_it_may_from_my_tasks_and_others_may_not(office: Engine, item: WorkItem) -> None:
    official = by(office, "staf-1")
    assert PAGE.format(item.id) in official.get("/").text
    assert send(official, item, "/") == f"/?reminded={item.id}"
    assert "Reminded today 08:15: Triwulan II 2026." in words(official.get(f"/?reminded={item.id}").text)
    analyst = by(office, "penyusun")
    assert PAGE.format(item.id) not in analyst.get("/instances/1").text
    assert "penyusun may not remind" in words(analyst.get(PAGE.format(item.id)).text)
    refused = analyst.post(PAGE.format(item.id), {"token": analyst.token(), "version": str(office.instance(1).version)})
    assert refused.status_code == 422
    assert "penyusun may not remind" in words(refused.text)
    assert len(reminders(office, item)) == 1


def test_of_ones_own_work_there_is_no_button(office: Engine, item: WorkItem) -> None:
    own = by(office, "sekretaris")
    for path in ("/", "/instances/1", f"/tasks/{item.id}"):
        assert PAGE.format(item.id) not in own.get(path).text
    assert "there is nobody else to remind" in words(own.get(PAGE.format(item.id)).text)
    assert forms_of(own.get(PAGE.format(item.id)).text)[-1].action != PAGE.format(item.id)


def test_a_double_click_and_a_reload_remind_once(office: Engine, item: WorkItem) -> None:
    browser = by(office, "pengawas")
    fields = form(browser, item).fields
    for _ in range(3):
        assert browser.post(PAGE.format(item.id), fields).headers["location"] == f"/desk?reminded={item.id}"
    assert len(reminders(office, item)) == 1


def test_again_within_the_hour_says_from_when_on(office: Engine, item: WorkItem, time: Time) -> None:
    browser = by(office, "pengawas")
    fields = form(browser, item).fields
    send(browser, item)
    said = words(browser.get(PAGE.format(item.id)).text)
    assert "Nobody is reminded now. pengawas reminded of work item 1/analisa already (2026-06-24 08:15)" in said
    assert "again from 2026-06-24 09:15 on" in said
    late = browser.post(PAGE.format(item.id), {**fields, "key": "lain", "version": str(office.instance(1).version)})
    assert late.status_code == 422
    time.now += timedelta(hours=1)
    send(browser, item)
    assert len(reminders(office, item)) == 2


def test_what_changed_meanwhile_is_told_and_what_was_typed_is_kept(office: Engine, item: WorkItem) -> None:
    browser = by(office, "pengawas")
    fields = {**form(browser, item).fields, "note": "Ditunggu Sekda."}
    office.begin(item.id, by="sekretaris")
    answer = browser.post(PAGE.format(item.id), fields)
    assert answer.status_code == 422
    assert "the process changed meanwhile" in words(answer.text)
    assert "sekretaris began to work on step 7" in words(answer.text)
    (again,) = [one for one in forms_of(answer.text) if one.action == PAGE.format(item.id)]
    assert again.fields["note"] == "Ditunggu Sekda."
    assert browser.post(PAGE.format(item.id), again.fields).status_code == 303
    office.done(item.id, by="sekretaris", outcome="Ya")
    done = browser.post(PAGE.format(item.id), {**again.fields, "key": "lain"})
    assert done.status_code == 422
    assert "is done (by sekretaris" in words(done.text)
    assert "What you wrote was not saved: Ditunggu Sekda." in words(done.text)


def test_what_rests_is_not_asked_for(office: Engine, item: WorkItem) -> None:
    office.suspend(1, by="admin", reason="audit")
    said = words(by(office, "pengawas").get(PAGE.format(item.id)).text)
    assert "Nobody is reminded now. instance 1 is suspended" in said


def test_where_nobody_holds_the_position_the_page_says_who_could(office: Engine, item: WorkItem, time: Time) -> None:
    ended = Release(person="sekretaris", agency=DINAS, position="sekretaris", last_day=time.now.date())
    office.change_people([ended], by="admin")
    time.now += timedelta(days=1)
    browser = by(office, "pengawas")
    said = words(browser.get(PAGE.format(item.id)).text)
    assert "nobody is Sekretaris, so that it is up to kepala-dinas, staf-1, staf-2" in said
    assert PAGE.format(item.id) not in browser.get("/desk").text


def test_it_says_who_is_told_by_mail_and_whether_anything_is_sent(
    office: Engine, item: WorkItem, tmp_path: Path
) -> None:
    (tmp_path / "sop.toml").write_text('[mail]\nhost = "127.0.0.1"\nfrom = "sop@dinas.example"\n', encoding="utf-8")
    (tmp_path / "definitions").mkdir()
    office.change_people([Add(person="sekretaris", mail="sekretaris@dinas.example")], by="admin")
    browser = by(office, "pengawas", tmp_path / "definitions")
    said = words(browser.get(PAGE.format(item.id)).text)
    assert "By mail: sekretaris. Nothing is sent just now: sop worker was not at work" in said
    (tmp_path / "sop.toml").write_text("[mail\n", encoding="utf-8")
    assert "On their page of tasks, not by mail: sekretaris." in words(browser.get(PAGE.format(item.id)).text)


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("https://jahat.example/", "/?reminded={item}"),
        ("//jahat.example", "/?reminded={item}"),
        ("/open?late=1%26reminded=7", "/open?late=1&reminded={item}"),
        ("", "/instances/1?reminded={item}"),
        ("/" + "a" * 700, "/instances/1?reminded={item}"),
    ],
)
def test_afterwards_it_leads_nowhere_else(office: Engine, item: WorkItem, back: str, leads: str) -> None:
    assert send(by(office, "pengawas"), item, back) == leads.format(item=item.id)


def test_what_is_said_is_not_endless(office: Engine, item: WorkItem) -> None:
    browser = by(office, "pengawas")
    answer = browser.post(PAGE.format(item.id), {**form(browser, item).fields, "note": "a" * 501})
    assert answer.status_code == 422
    assert "has at most 500 characters: these are 501" in words(answer.text)


def test_a_notice_that_somebody_else_earned_is_not_shown(office: Engine, item: WorkItem) -> None:
    send(by(office, "pengawas"), item)
    for number in (item.id, 77, "x", "9" * 40):
        assert "Reminded today 08:15:" not in words(by(office, "admin").get(f"/desk?reminded={number}").text)
