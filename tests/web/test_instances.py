"""Instances: the list, the page of one with its live form, the control sheet, starting one."""

from __future__ import annotations

import re

import pytest
from browsing import Browser, words
from office_of_roles import at_work, manned
from office_on_the_web import DEFINITIONS, Opened, Worked

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine


def test_the_list_says_where_each_is_and_finds_by_a_part_of_its_reference(opened: Opened, worked: Worked) -> None:
    worked("perintah", ref="Triwulan I 2026")
    worked("analisa", ref="Triwulan II 2026")
    page = opened("pengawas")
    both = words(page.get("/instances").text)
    assert both.index("Triwulan II 2026") < both.index("Triwulan I 2026")
    assert "Kepala Dinas today 08:15 running" in both
    found = words(page.get("/instances?find=wulan+ii").text)
    assert "Triwulan II 2026" in found
    assert "Triwulan I 2026" not in found
    for nothing in ("%25", "_", "'", "x" * 5000, "0"):
        assert page.get(f"/instances?find={nothing}").status_code == 200


def test_the_list_goes_on_with_earlier_ones(opened: Opened, engine: Engine, worked: Worked) -> None:
    first = worked("perintah", ref="yang pertama")
    for number in range(50):
        worked("perintah", ref=f"ke {number}.")
    page = opened("pengawas")
    text = page.get("/instances").text
    assert "yang pertama" not in text
    earlier = re.search(r'href="(/instances\?before=[^"]*)"', text)
    assert earlier is not None
    assert "yang pertama" in page.get(earlier[1].replace("&amp;", "&")).text
    assert first.instance == 1


def test_the_page_of_one_shows_form_path_next_and_history(opened: Opened, worked: Worked, engine: Engine) -> None:
    item = worked("analisa")
    engine.done(item.id, by="sekretaris", outcome="Tidak", note="Angka IKU 3 belum sama")
    page = opened("pengawas")
    answer = page.get(f"/instances/{item.instance}")
    assert answer.text.count("<svg xmlns") == 1
    assert 'data-view="live"' in answer.text
    assert 'data-current="rekap"' in answer.text
    said = words(answer.text)
    assert "Now with Tim Sakip: 5. Tim Sakip merekap" in said
    assert "Sent back: “Angka IKU 3 belum sama”" in said
    assert "then 6. Tim Sakip melaporkan" in said
    assert "sekretaris completed step 7; outcome Tidak" in said


def test_the_work_is_offered_to_whose_it_is_and_shown_to_others(engine: Engine, lumajang: Compiled) -> None:
    manned(engine)
    path = f"/instances/{at_work(engine, lumajang).instance}"
    assert "Do step 7" in words(Browser(engine, DEFINITIONS, "sekretaris").get(path).text)
    for person in ("staf-1", "pengawas"):
        said = words(Browser(engine, DEFINITIONS, person).get(path).text)
        assert "Do step 7" not in said
        assert "See step 7" in said


def test_a_drawn_form_is_kept_until_something_changes(
    opened: Opened, worked: Worked, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, page = worked("perintah"), opened("pengawas")
    page.get(f"/instances/{item.instance}")

    def drawn(*_: object) -> None:
        raise AssertionError("drawn anew")

    monkeypatch.setattr("sopengine.web.pages.instances.one.draw_live", drawn)
    assert page.get(f"/instances/{item.instance}").status_code == 200
    engine.done(item.id, by="kepala-dinas")
    assert page.get(f"/instances/{item.instance}").status_code == 500


def test_the_control_sheet_and_the_form_as_pdf(opened: Opened, worked: Worked) -> None:
    item, page = worked("analisa"), opened("pengawas")
    assert 'data-view="control"' in page.get(f"/instances/{item.instance}/control").text
    answer = page.get(f"/instances/{item.instance}/form.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("number", ["7", "9" * 15, "9" * 40])
def test_an_instance_that_never_was_is_not_found(number: str, opened: Opened) -> None:
    assert opened("pengawas").get(f"/instances/{number}").status_code == 404


def test_one_is_started_once(opened: Opened, engine: Engine) -> None:
    page = opened("staf-1")
    form = page.form("/instances/new", "/instances/new")
    filled = {**form.fields, "sop": "lumajang-pengukuran-kinerja", "ref": "Triwulan III 2026", "at": "1-7-2026 08.00"}
    first, second = page.post(form.action, filled), page.post(form.action, filled)
    assert first.headers["location"] == second.headers["location"] == "/instances/1?begun=1"
    assert "The process has begun." in words(page.get("/instances/1?begun=1").text)
    (one,) = engine.instances()
    assert (one.ref, one.started_by, one.started_at.minute) == ("Triwulan III 2026", "staf-1", 0)


def test_a_reference_that_exists_is_told_with_the_way_out(opened: Opened, worked: Worked, engine: Engine) -> None:
    worked("analisa", ref="Triwulan III 2026")
    page = opened("staf-1")
    form = page.form("/instances/new", "/instances/new")
    filled = {**form.fields, "sop": "lumajang-pengukuran-kinerja", "ref": "triwulan III 2026"}
    answer = page.post(form.action, filled)
    assert answer.status_code == 409
    assert "This reference is in use. Process 1, begun today 08:15, now with Sekretaris." in words(answer.text)
    assert 'value="triwulan III 2026"' in answer.text
    assert page.post(form.action, {**filled, "again": "1"}).headers["location"] == "/instances/2?begun=1"
    assert len(engine.instances()) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sop": ""}, "choose an SOP first"),
        ({"sop": "../../etc/passwd"}, "choose an SOP first"),
        ({"ref": "12"}, "would be taken for an instance's number"),
        ({"ref": "a" * 301}, "A reference has 300 characters at most."),
        ({"ref": "kanan\u202ekiri"}, "holds a sign that nobody sees"),
        ({"at": "kapan-kapan"}, "cannot read the time"),
        ({"at": "1-1-2027 08.00"}, "Not started yet. 2027-01-01 08:00 is in the future"),
        ({"entry": "tidak-ada"}, "tidak-ada"),
    ],
)
def test_what_cannot_be_started_says_why_and_keeps_what_was_typed(
    typed: dict[str, str], said: str, opened: Opened, engine: Engine
) -> None:
    page = opened("staf-1")
    form = page.form("/instances/new", "/instances/new")
    answer = page.post(form.action, {**form.fields, "sop": "lumajang-pengukuran-kinerja", "ref": "Surat 1", **typed})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert engine.instances() == ()


def test_only_sops_that_can_be_read_are_offered(opened: Opened) -> None:
    text = words(opened("staf-1").get("/instances/new").text)
    assert "Mekanisme Pengumpulan Data Kinerja" in text
    assert "9 steps" in text


def test_who_may_not_start_one_reads_who_may(opened: Opened, engine: Engine) -> None:
    manned(engine)
    page = opened("penyusun")
    form = page.form("/instances/new", "/instances/new")
    answer = page.post(form.action, {**form.fields, "sop": "lumajang-pengukuran-kinerja"})
    assert answer.status_code == 422
    assert "penyusun may not start lumajang-pengukuran-kinerja: that is for those who have a part in it" in words(
        answer.text
    )
    assert not engine.instances()
