"""The catalogue: all SOPs, one with its form, its versions, its findings, its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened, Worked

from sopengine.engine import Engine
from sopengine.office.running.starting import startable

LUMAJANG = "lumajang-pengukuran-kinerja"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Definitions of an office, to be changed."""
    return Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))


def changed(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_every_sop_stands_in_the_catalogue_with_its_state(opened: Opened, worked: Worked) -> None:
    worked()
    said = words(opened("penyusun").get("/sops").text)
    assert "4 SOPs, 4 agencies" in said
    assert "Pengukuran dan Pengumpulan Data Kinerja Dinas Tenaga Kerja" in said
    assert "427.51/37/01.03/2024 Version 1 1 February 2024 in force" in said


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("find=pengukuran+lumajang", 1),
        ("find=427.51", 1),
        ("find=tim+sakip+disposisi", 1),
        ("find=pesawat", 0),
        ("state=in+force", 4),
        ("state=draft", 0),
        ("find=%25", 0),
        ("find=" + "x" * 9000, 0),
        ("agency=<script>", 0),
    ],
)
def test_sops_are_found_by_words_agency_and_state(opened: Opened, query: str, count: int) -> None:
    answer = opened("penyusun").get(f"/sops?{query}")
    assert answer.status_code == 200
    assert answer.text.count('<a href="/sops/') == count
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_one_shows_the_form_its_findings_and_what_can_be_taken_home(opened: Opened) -> None:
    page = opened("penyusun")
    answer = page.get(f"/sops/{LUMAJANG}")
    assert answer.text.count("<svg xmlns") == 1
    said = words(answer.text)
    assert "never started" in said
    assert "None yet: the first process that is started makes version 1." in said
    assert said.index("warning") < said.index("info")
    assert "begin with the verb: 'Menyusun rencana kegiatan" in said
    identity = page.get(f"/sops/{LUMAJANG}?page=identity").text
    assert "DASAR HUKUM" in identity.upper()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        (f"{LUMAJANG}.pdf", b"%PDF"),
        (f"{LUMAJANG}-0.png", b"\x89PNG"),
        (f"{LUMAJANG}-1.svg", b"<svg"),
        (f"{LUMAJANG}-lanes.svg", b"<svg"),
        (f"{LUMAJANG}-map.svg", b"<svg"),
        (f"{LUMAJANG}.yaml", b"#"),
    ],
)
def test_every_file_that_is_offered_can_be_taken(opened: Opened, name: str, begins: bytes) -> None:
    page = opened("penyusun")
    assert f'href="/sops/{LUMAJANG}/files/{name}"' in page.get(f"/sops/{LUMAJANG}").text
    answer = page.get(f"/sops/{LUMAJANG}/files/{name}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "path",
    [
        "/sops/tidak-ada",
        "/sops/..%2f..%2fetc",
        f"/sops/{LUMAJANG}/files/lain.pdf",
        f"/sops/{LUMAJANG}/files/..%2f{LUMAJANG}.yaml",
        f"/sops/{LUMAJANG}/versions/1",
        f"/sops/{LUMAJANG}/versions/99999999999999999999",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(opened: Opened, path: str) -> None:
    assert opened("penyusun").get(path).status_code == 404


def test_a_changed_file_is_told_until_it_is_started_and_then_is_a_version(engine: Engine, folder: Path) -> None:
    page, file = Browser(engine, folder, "penyusun"), folder / f"{LUMAJANG}.yaml"
    engine.start(startable(folder, LUMAJANG), by="staf-1", ref="satu")
    changed(file, "60 menit", "45 menit")
    said = words(page.get(f"/sops/{LUMAJANG}").text)
    assert "The file differs from version 1." in said
    assert "60 menit → 45 menit" in said
    assert "changed, not started yet" in words(page.get("/sops").text)
    engine.start(startable(folder, LUMAJANG), by="staf-1", ref="dua")
    said = words(page.get(f"/sops/{LUMAJANG}/versions/2").text)
    assert "60 menit → 45 menit" in said
    assert "1 process, 1 of them is running" in said
    assert "version 2" in words(page.get(f"/sops/{LUMAJANG}").text)


def test_a_broken_file_keeps_nobody_from_the_others(engine: Engine, folder: Path) -> None:
    page, file = Browser(engine, folder, "penyusun"), folder / f"{LUMAJANG}.yaml"
    changed(file, "actor: kepala-dinas", "actor: kepala-dins")
    assert "has errors" in words(page.get("/sops").text)
    assert "The file has errors and cannot be started." in words(page.get(f"/sops/{LUMAJANG}").text)
    file.write_text("title: [", encoding="utf-8")
    answer = page.get(f"/sops/{LUMAJANG}")
    assert answer.status_code == 200
    assert f"The file {LUMAJANG}.yaml cannot be read as an SOP." in words(answer.text)
    assert page.get(f"/sops/{LUMAJANG}/print").status_code == 404


def test_an_sop_whose_file_is_gone_is_shown_as_it_was_started_last(engine: Engine, folder: Path) -> None:
    engine.start(startable(folder, LUMAJANG), by="staf-1", ref="satu")
    (folder / f"{LUMAJANG}.yaml").unlink()
    page = Browser(engine, folder, "penyusun")
    assert "file is gone" in words(page.get("/sops").text)
    answer = page.get(f"/sops/{LUMAJANG}")
    assert answer.text.count("<svg xmlns") == 1
    assert "The file of this SOP is gone." in words(answer.text)


def test_a_draft_is_drawn_as_one_and_cannot_be_started_from_its_page(engine: Engine, folder: Path) -> None:
    file = folder / f"{LUMAJANG}.yaml"
    file.write_text("status: draft\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    answer = Browser(engine, folder, "penyusun").get(f"/sops/{LUMAJANG}")
    assert "DRAF" in answer.text
    assert f"/instances/new?sop={LUMAJANG}" not in answer.text


def test_hostile_words_of_a_definition_run_nowhere(engine: Engine, folder: Path) -> None:
    file = folder / f"{LUMAJANG}.yaml"
    changed(file, "title: Pengukuran", "title: <img src=x onerror=alert(1)> Pengukuran")
    page = Browser(engine, folder, "penyusun")
    for path in ("/sops", f"/sops/{LUMAJANG}", f"/sops/{LUMAJANG}/print"):
        assert "<img" not in page.get(path).text


def test_monitoring_that_is_overdue_is_told_with_its_months(engine: Engine, folder: Path) -> None:
    file = folder / f"{LUMAJANG}.yaml"
    changed(file, "document:\n", "document:\n  monitored: 2025-03-03\n")
    page = Browser(engine, folder, "penyusun")
    assert "months ago" in words(page.get("/sops").text)
    assert "the rule is every six months" in words(page.get(f"/sops/{LUMAJANG}").text)


def test_a_head_approves_what_was_looked_at_and_the_form_says_who_signed(engine: Engine, folder: Path) -> None:
    file = folder / "kapuas-hulu-pengumpulan-data-kinerja.yaml"
    page, path = Browser(engine, folder, "kepala-dinas"), f"/sops/{file.stem}"
    form = page.form(path, f"{path}/approve")
    changed(file, "10 Menit", "11 Menit")
    answer = page.post(form.action, form.fields)
    assert answer.status_code == 422
    assert "The file changed meanwhile" in words(answer.text)
    form = page.form(path, f"{path}/approve")
    answer = page.post(form.action, {**form.fields, "number": "800/7/2026", "effective": "1 Desember 2026"})
    assert answer.headers["location"] == f"{path}?approved=1"
    assert "by kepala-dinas" in words(page.get(path).text)
    assert "800/7/2026" in page.get(f"{path}?page=identity").text
    assert f'action="{path}/approve"' not in page.get(path).text
    assert page.post(form.action, {**form.fields, "digest": form.fields["digest"]}).status_code == 422


def test_only_what_is_approved_is_started_where_the_office_says_so(engine: Engine, folder: Path) -> None:
    (folder.parent / "sop.toml").write_text("[start]\napproved_only = true\n", encoding="utf-8")
    page = Browser(engine, folder, "kepala-dinas")
    form = page.form("/instances/new", "/instances/new")
    sent = {**form.fields, "sop": LUMAJANG, "ref": "satu"}
    answer = page.post("/instances/new", sent)
    assert answer.status_code == 422
    assert "is not approved" in words(answer.text)
    approval = page.form(f"/sops/{LUMAJANG}", f"/sops/{LUMAJANG}/approve")
    page.post(approval.action, approval.fields)
    assert page.post("/instances/new", sent).status_code == 303
