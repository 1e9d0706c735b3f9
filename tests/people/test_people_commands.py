"""`sop people`, `sop take`, `sop assign`, `sop tasks --as` as an office types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads((Path(__file__).parent.parent.parent / "schemas" / "answers.schema.json").read_text("utf-8"))
SOP = """\
sop: 1
id: {id}
title: Surat
agency: {{government: Pemerintah {government}, name: {agency}}}
actors: {{kepala-dinas: Kepala Dinas, tim: Tim Sakip}}
steps:
  - {{id: terima, activity: Menerima surat, actor: tim, duration: 10 menit}}
  - {{id: baca, activity: Membaca surat, actor: kepala-dinas, duration: 10 menit}}
"""
Typed = Callable[..., str]


@pytest.fixture
def office(typed: Typed, tmp_path: Path) -> Typed:
    definition(tmp_path, "surat", "Dinas Contoh", "Contoh")
    for person in ("kadis", "staf-1", "staf-2"):
        typed("people", "add", person, "--name", f"Nama {person}")
    typed("people", "hold", "kadis", "Kepala  dinas", "--from", "1 Januari 2026")
    typed("people", "hold", "staf-1", "tim", "--from", "2026-01-01")
    typed("people", "hold", "staf-2", "tim", "--from", "2026-01-01")
    typed("start", "surat")
    return typed


def definition(folder: Path, id: str, agency: str, government: str) -> None:
    text = SOP.format(id=id, agency=agency, government=government)
    (folder / "definitions" / f"{id}.yaml").write_text(text, encoding="utf-8")


def valid(name: str, text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(text)
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"], "unevaluatedProperties": False}
    Draft202012Validator(schema).validate(found)
    return found


def test_who_holds_what_is_listed(office: Typed) -> None:
    office("people", "hold", "staf-1", "kepala-dinas", "--as", "plh", "--from", "2026-01-05", "--to", "2026-01-09")
    told = office("people", "list", "--on", "2026-01-06")
    assert "kadis   Nama kadis   kepala-dinas" in told
    assert "staf-1  Nama staf-1  tim; Plh. kepala-dinas to 2026-01-09" in told
    people = valid("people-list", office("people", "list", "--on", "2026-01-10", "--json"))["people"]
    assert isinstance(people, list)
    assert [[held["position"] for held in one["held"]] for one in people] == [["kepala-dinas"], ["tim"], ["tim"]]
    assert "800" not in told


def test_the_wrong_person_is_told_who_may(office: Typed) -> None:
    told = office("done", "1", "terima", "--by", "kadis", code=4)
    assert "Tim Sakip is staf-1, staf-2" in told


def test_work_is_taken_handed_on_and_given_back(office: Typed) -> None:
    assert "taken: 1/terima by staf-1" in office("take", "1", "terima")
    assert "Tim Sakip (staf-1)" in office("tasks")
    assert "sop assign 1 terima staf-2" in office("done", "1", "terima", "--by", "staf-2", code=4)
    office("assign", "1", "terima", "staf-2", "--reason", "cuti")
    assert valid("give-back", office("give-back", "1", "terima", "--by", "staf-2", "--json"))["id"] == 1
    valid("take", office("take", "1", "terima", "--json"))
    valid("assign", office("assign", "1", "terima", "staf-2", "--json"))
    office("done", "1", "terima", "--by", "staf-2")
    history = office("history", "1")
    for words in ("staf-1 took terima", "staf-1 gave terima to staf-2; reason: cuti", "staf-2 completed terima"):
        assert words in history


def test_a_desk_is_printed_in_groups(office: Typed) -> None:
    told = office("tasks", "--as", "STAF-1")
    assert told.splitlines()[0].endswith("(1)")
    assert "terima" in told
    office("done", "1", "terima")
    assert office("tasks", "--as", "staf-1").startswith("Waiting for others (1)")
    assert "no person 'staf-9'" in office("tasks", "--as", "staf-9", code=3)
    office("tasks", "--as", "staf-1", "--actor", "tim", code=2)
    found = valid("tasks", office("tasks", "--as", "kadis", "--json"))
    assert found["person"] == "kadis"


def test_a_desk_needs_people(typed: Typed, tmp_path: Path) -> None:
    definition(tmp_path, "surat", "Dinas Contoh", "Contoh")
    typed("start", "surat")
    assert "sop tasks --actor" in typed("tasks", "--as", "staf-1", code=4)


def test_who_stood_in_is_told_in_history_and_status(office: Typed) -> None:
    office("people", "hold", "staf-2", "kepala-dinas", "--as", "plh", "--letter", "800/1")
    office("done", "1", "terima")
    office("done", "1", "baca", "--by", "staf-2")
    assert "Plh. Kepala Dinas (staf-2) on behalf of kadis completed baca" in office("history", "1")
    assert "staf-2 (Plh.)" in office("status", "1")


def test_a_correction_is_asked_for_and_confirmed(office: Typed) -> None:
    office("done", "1", "terima")
    told = office("correct", "1", "terima", "--note", "lengkap", "--reason", "lupa")
    assert "it counts once another confirms it: sop correct 1 terima --confirm" in told
    office("correct", "1", "terima", "--confirm", code=4)
    office("correct", "1", "terima", "--confirm", "--note", "x", code=2)
    office("correct", "1", "terima", "--note", "x", code=2)
    office("correct", "1", "terima", "--decline", "--reason", "tidak", "--by", "staf-2")
    office("correct", "1", "terima", "--done-by", "staf-2", "--reason", "salah nama")
    assert "by staf-2" in office("correct", "1", "terima", "--confirm", "--by", "staf-2")
    assert "staf-1 corrected terima: by staf-2; reason: salah nama; confirmed by staf-2" in office("history", "1")


def test_a_position_that_no_sop_has_is_kept_and_doubted(
    office: Typed, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    office("people", "hold", "staf-1", "Analis")
    assert "Analis" in office("people", "list")
    office("people", "release", "staf-1", "Analis", "--on", "2020-01-01")
    assert "Analis" not in office("people", "list")
    assert "does not hold Analis then; holds: tim" in office("people", "release", "staf-1", "Analis", code=4)


def test_of_several_agencies_one_is_named_by_a_part_of_its_name(office: Typed, tmp_path: Path) -> None:
    definition(tmp_path, "lain", "Dinas Lain", "Contoh")
    assert "Dinas Contoh, Pemerintah Contoh; Dinas Lain" in office("people", "hold", "kadis", "tim", code=2)
    office("people", "hold", "kadis", "kepala-dinas", "--agency", "lain")
    assert "Dinas Lain" in office("people", "list")
    definition(tmp_path, "kembar", "Dinas Lain", "Lain")
    office("people", "hold", "kadis", "tim", "--agency", "Dinas Lain", code=2)
    office("people", "hold", "kadis", "tim", "--agency", "dinas lain, pemerintah lain")
    assert "did you mean 'Dinas Lain'?" in office("people", "hold", "kadis", "tim", "--agency", "Dinas Lian", code=3)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("add", "Nama Orang"), 2, "no short id"),
        (("add", "sop"), 2, "stands for what happens by itself"),
        (("add", "x", "--nip", "123"), 2, "has 18 digits"),
        (("add", "x", "--mail", "a b"), 2, "no mail address"),
        (("add", "x", "--name", "a\u200bb"), 2, "nobody sees"),
        (("hold", "x", "tim"), 3, "no person 'x'"),
        (("hold", "staf-1", "tim"), 4, "holds tim already, since 2026-01-01"),
        (("hold", "staf-1", " "), 2, "name the position"),
        (("hold", "kadis", "tim", "--from", "2026-02-01", "--to", "2026-01-01"), 2, "is before the first"),
        (("hold", "kadis", "tim", "--from", "31-02-2026"), 2, "no such day"),
        (("role", "staf-1", "admin", "--take"), 4, "has not the role admin"),
        (("forget", "x"), 3, "no person 'x'"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(office: Typed, arguments: tuple[str, ...], code: int, message: str) -> None:
    told = office("people", *arguments, code=code)
    assert message in told
    assert len(told.splitlines()) == 1


def test_admins_alone_change_people(office: Typed) -> None:
    office("people", "add", "kadis", "--admin")
    assert "only an admin changes people (kadis)" in office("people", "add", "baru", code=4)
    office("people", "add", "baru", "--by", "kadis")
    assert "is the last admin" in office("people", "forget", "kadis", "--by", "kadis", code=4)
    office("people", "role", "baru", "admin", "--by", "kadis")
    office("people", "forget", "kadis", "--by", "baru")
    assert "kadis" not in office("people", "list")
    assert "has been forgotten" in office("people", "add", "kadis", "--by", "baru", code=4)


@pytest.mark.parametrize("name", ["add", "list", "hold", "release", "role", "import", "forget"])
def test_every_sub_command_tells_its_help_in_both_languages(office: Typed, name: str) -> None:
    english = office("--lang", "en", "people", name, "--help")
    indonesian = office("--lang", "id", "people", name, "--help")
    assert english.startswith("Usage: sop people")
    assert indonesian.startswith("Penggunaan: sop people")
    sentences = {line.strip() for line in english.splitlines() if len(line.split()) > 2}
    assert sentences.isdisjoint({line.strip() for line in indonesian.splitlines()})
