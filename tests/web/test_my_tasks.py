"""My tasks and the sheet of one: what stands there, and what the buttons do, once."""

from __future__ import annotations

from browsing import words
from office_on_the_web import DEFINITIONS, Opened, Worked
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.office.running.starting import startable


def test_a_task_is_finished_from_the_list_and_the_next_one_is_named(
    opened: Opened, worked: Worked, engine: Engine
) -> None:
    item, page = worked("perintah"), opened("kepala-dinas")
    form = page.form("/", f"/tasks/{item.id}/done")
    answer = page.post(form.action, form.fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/?saved={item.id}")
    assert "Triwulan II 2026 is now with Sekretaris. Take back" in words(page.get(answer.headers["location"]).text)
    assert [one.task for one in engine.work_items()] == ["arahan"]
    done = engine.work_item(item.id)
    assert done is not None
    assert done.done_by == "kepala-dinas"


def test_a_form_that_is_posted_twice_does_nothing_twice(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("perintah"), opened("kepala-dinas")
    form = page.form("/", f"/tasks/{item.id}/done")
    first, second = page.post(form.action, form.fields), page.post(form.action, form.fields)
    assert first.headers["location"] == second.headers["location"] == f"/?saved={item.id}"
    assert len(engine.events(item.instance)) == 4


def test_an_outcome_is_chosen_by_its_button(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("analisa"), opened("sekretaris")
    form = page.form("/", f"/tasks/{item.id}/done")
    assert page.post(form.action, {**form.fields, "outcome": "Ya"}).status_code == 303
    assert [one.task for one in engine.work_items()] == ["lapor"]


def test_sending_back_without_a_reason_is_refused_with_all_that_was_typed(opened: Opened, worked: Worked) -> None:
    item, page = worked("analisa"), opened("sekretaris")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    sent = {**form.fields, "outcome": "Tidak", "when": "other", "at": "1 Juli 2026 08.10", "checked": "1"}
    answer = page.post(form.action, sent)
    assert answer.status_code == 422
    assert "Not saved yet: write the reason first. To the field . All else" in words(answer.text)
    assert 'value="1 Juli 2026 08.10"' in answer.text
    assert 'name="checked" value="1" checked' in answer.text
    assert page.post(form.action, {**sent, "when": "now", "note": "Angka IKU 3 belum sama"}).status_code == 303


def test_what_was_sent_back_says_why_on_the_next_desk(opened: Opened, worked: Worked) -> None:
    item, page = worked("analisa"), opened("sekretaris")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    page.post(form.action, {**form.fields, "outcome": "Tidak", "note": "Angka IKU 3 belum sama"})
    assert "Sent back by Sekretaris: “Angka IKU 3 belum sama”" in words(opened("staf-1").get("/").text)


def test_work_without_a_decision_goes_back_with_a_reason(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("arahan"), opened("sekretaris")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/back")
    assert page.post(form.action, {**form.fields, "note": " "}).status_code == 422
    assert page.post(form.action, {**form.fields, "note": "Disposisi tanpa tanggal"}).status_code == 303
    assert [one.task for one in engine.work_items()] == ["perintah"]


def test_one_s_own_completion_is_taken_back_until_the_next_one_has_begun(
    opened: Opened, worked: Worked, engine: Engine
) -> None:
    item, page = worked("perintah"), opened("kepala-dinas")
    form = page.form("/", f"/tasks/{item.id}/done")
    notice = page.post(form.action, form.fields).headers["location"]
    undo = page.form(notice, f"/tasks/{item.id}/undo")
    assert page.post(undo.action, undo.fields).headers["location"] == f"/tasks/{item.id}"
    assert [one.task for one in engine.work_items()] == ["perintah"]
    again = page.form("/", f"/tasks/{item.id}/done")
    notice = page.post(again.action, again.fields).headers["location"]
    engine.begin(engine.work_items()[0].id, by="sekretaris")
    assert not [form for form in page.forms(notice) if form.action.endswith("/undo")]
    refused = page.post(undo.action, {**undo.fields, "key": "web-lain"})
    assert refused.status_code == 409
    assert "was begun since" in words(refused.text)
    assert "sop back" not in refused.text


def test_the_second_of_two_people_reads_who_was_faster(opened: Opened, worked: Worked) -> None:
    item, one, other = worked("perintah"), opened("kepala-dinas"), opened("sekretaris")
    mine, yours = (page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done") for page in (one, other))
    assert one.post(mine.action, mine.fields).status_code == 303
    late = other.post(yours.action, {**yours.fields, "note": "lengkap"})
    assert late.status_code == 409
    assert "Done by kepala-dinas, today 08:15. What you wrote was not saved: lengkap" in words(late.text)


def test_a_stale_page_is_told_what_changed_meanwhile(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("perintah"), opened("kepala-dinas")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    engine.begin(item.id, by="sekretaris")
    answer = page.post(form.action, {**form.fields, "note": "segera"})
    assert answer.status_code == 422
    assert "the process changed meanwhile. Look at it, then press once more. sekretaris began" in words(answer.text)
    again = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    assert page.post(again.action, again.fields).status_code == 303


def test_work_is_recorded_at_another_time(opened: Opened, worked: Worked, engine: Engine, clock: Clock) -> None:
    item, page = worked("perintah"), opened("kepala-dinas")
    clock.go_on(hours=1)
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    unread = page.post(form.action, {**form.fields, "when": "other", "at": "kemarin dulu"})
    assert "cannot read the time 'kemarin dulu'" in words(unread.text)
    assert page.post(form.action, {**form.fields, "when": "other", "at": "08.40"}).status_code == 303
    done = engine.work_item(item.id)
    assert done is not None
    assert done.done_at is not None
    assert done.done_at.minute == 40


def test_a_link_to_an_item_that_is_done_or_never_was_says_so(opened: Opened, worked: Worked, engine: Engine) -> None:
    item, page = worked("arahan"), opened("sekretaris")
    before = engine.visits()[0]
    assert "Done by tim-sakip, today 08:15." in words(page.get(f"/tasks/{before.id}").text)
    for number in (item.id + 77, "9" * 30):
        answer = page.get(f"/tasks/{number}")
        assert answer.status_code == 404
        assert "there is no such task" in words(answer.text)


def test_an_empty_desk_says_so_and_where_to_go(opened: Opened) -> None:
    page = opened("staf-1").get("/").text
    assert "Nothing waits for you." in words(page)
    assert '<a href="/instances/new">' in page.partition("Nothing waits for you.")[2]


def test_my_tasks_are_narrowed_to_one_sop_and_one_position(opened: Opened, engine: Engine, lumajang: Compiled) -> None:
    sintang = startable(DEFINITIONS, "sintang-pengumpulan-data-kinerja")
    engine.start(lumajang, by="staf-1", ref="Dari Lumajang")
    engine.start(sintang, by="staf-1", ref="Dari Sintang")
    page = opened("siapa-saja")
    assert "Filter" in words(page.get("/").text)
    for found, left_out, query in (
        ("Dari Lumajang", "Dari Sintang", {"sop": lumajang.sop}),
        ("Dari Sintang", "Dari Lumajang", {"sop": sintang.sop}),
        ("Dari Lumajang", "Dari Sintang", {"actor": "Kepala Dinas"}),
    ):
        said = words(page.asks("/", query).text)
        assert found in said
        assert left_out not in said
        assert "Show all of my tasks" in said
    assert "Nothing found. Show all of my tasks" in words(page.asks("/", {"sop": "tidak-ada"}).text)


def test_who_has_work_of_one_kind_has_nothing_to_narrow(opened: Opened, worked: Worked) -> None:
    worked("perintah")
    assert "Filter" not in words(opened("kepala-dinas").get("/").text)
