"""Whose work it is: a desk of one's own, taking, giving back, handing on, standing in; the wrong one reads who may."""

from __future__ import annotations

from datetime import date

import pytest
from browsing import words
from office_on_the_web import Opened, Worked

from sopengine.engine import Engine
from sopengine.people.changes import Add, Change, GiveRole, Hold
from sopengine.people.values import Agency, HoldingKind, Role

DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def people(engine: Engine) -> None:
    held = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "staf-1": "tim-sakip", "staf-2": "tim-sakip"}
    changes: list[Change] = [Add(person=name) for name in (*held, "pengawas")]
    changes += [Hold(person=who, agency=DINAS, position=what, first_day=FIRST) for who, what in held.items()]
    changes += [GiveRole(person="pengawas", agency=DINAS, role=Role.PENGAWAS)]
    engine.change_people(changes, by="admin")


def finish_as(opened: Opened, person: str, item: int) -> None:
    page = opened(person)
    form = page.form("/", f"/tasks/{item}/done")
    assert page.post(form.action, form.fields).status_code == 303


def test_everybody_sees_their_own_desk_and_what_waits_for_others(
    opened: Opened, engine: Engine, worked: Worked
) -> None:
    item = worked_up_to("perintah", worked)
    assert "Nothing waits for you." in words(opened("sekretaris").get("/").text)
    finish_as(opened, "kepala-dinas", item)
    text = words(opened("kepala-dinas").get("/").text)
    assert "Waits for others 1 Triwulan II 2026 Sekretaris" in text
    assert "Done today 1 Memberikan perintah" in text
    assert "Triwulan II 2026" in words(opened("sekretaris").get("/").text)


def worked_up_to(task: str, worked: Worked) -> int:
    return worked(task).id


def test_the_wrong_one_reads_who_may_and_can_do_nothing(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("perintah"), opened("staf-1")
    answer = page.get(f"/tasks/{item.id}")
    assert "This is not your work. It is done by: kepala-dinas." in words(answer.text)
    assert f"/tasks/{item.id}/done" not in answer.text
    posted = page.post(f"/tasks/{item.id}/done", {"token": page.token(), "version": "1"})
    assert posted.status_code == 422
    assert "kepala-dinas" in words(posted.text)
    assert engine.work_item(item.id) == item


def test_what_is_offered_is_taken_and_given_back(opened: Opened, engine: Engine, worked: Worked) -> None:
    item = to_team(opened, engine, worked)
    one, other = opened("staf-1"), opened("staf-2")
    take = one.form(f"/tasks/{item}", f"/tasks/{item}/take")
    assert one.post(take.action, take.fields).status_code == 303
    assert "staf-1 has taken this work." in words(other.get(f"/tasks/{item}").text)
    assert "Waits for others 1" in words(other.get("/").text)
    back = one.form(f"/tasks/{item}", f"/tasks/{item}/give-back")
    assert one.post(back.action, back.fields).headers["location"] == "/"
    assert f"/tasks/{item}/take" in other.get(f"/tasks/{item}").text


def test_work_is_handed_on_to_one_who_may(opened: Opened, engine: Engine, worked: Worked) -> None:
    item = to_team(opened, engine, worked)
    page = opened("staf-1")
    form = page.form(f"/tasks/{item}", f"/tasks/{item}/assign")
    assert "choose to whom" in words(page.post(form.action, {**form.fields, "to": ""}).text)
    refused = page.post(form.action, {**form.fields, "to": "kepala-dinas"})
    assert refused.status_code == 422
    answer = page.post(form.action, {**form.fields, "to": "staf-2", "why": "cuti"})
    assert "It is now with staf-2." in words(page.get(answer.headers["location"]).text)
    assert "taken by staf-2" in words(opened("staf-2").get("/").text)


def test_a_supervisor_hands_on_what_is_not_theirs(opened: Opened, engine: Engine, worked: Worked) -> None:
    item = to_team(opened, engine, worked)
    page = opened("pengawas")
    form = page.form(f"/tasks/{item}", f"/tasks/{item}/assign")
    assert page.post(form.action, {**form.fields, "to": "staf-1"}).status_code == 303
    found = engine.work_item(item)
    assert found is not None
    assert found.assignee == "staf-1"


def test_a_plh_acts_for_a_head_on_leave_and_the_history_says_so(opened: Opened, engine: Engine, worked: Worked) -> None:
    plh = Hold(
        person="sekretaris",
        agency=DINAS,
        position="kepala-dinas",
        kind=HoldingKind.PLH,
        first_day=date(2026, 7, 1),
        last_day=date(2026, 7, 3),
        letter="800/12/2026",
    )
    engine.change_people([plh], by="admin")
    item = worked("perintah")
    page = opened("sekretaris")
    assert "Plh. Kepala Dinas on behalf of kepala-dinas" in words(page.get("/").text)
    assert "You act as Plh. Kepala Dinas on behalf of kepala-dinas ." in words(page.get(f"/tasks/{item.id}").text)
    finish_as(opened, "sekretaris", item.id)
    assert "Plh. Kepala Dinas" in words(page.get(f"/instances/{item.instance}").text)


def test_nobody_is_chosen_whom_the_store_does_not_know(opened: Opened) -> None:
    page = opened("")
    form = page.form("/who", "/who")
    assert page.post("/who", {**form.fields, "name": "orang-lain"}).status_code == 422
    assert "pengawas" in page.get("/who").text


def to_team(opened: Opened, engine: Engine, worked: Worked) -> int:
    """The work of the two who are a team."""
    finish_as(opened, "kepala-dinas", worked("perintah").id)
    finish_as(opened, "sekretaris", engine.work_items()[0].id)
    return engine.work_items()[0].id
