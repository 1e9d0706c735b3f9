"""Two versions of an SOP, and what differs in words of the form."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.duration.standard import Duration
from sopengine.expression.data import DataType, Field
from sopengine.language import parse
from sopengine.messages import translator
from sopengine.model.definition import Actor, ActorKind, Artifact, Days, Definition, Every, Schedule
from sopengine.model.document import Agency, Approver, Decree, Document
from sopengine.model.form import Capsules, Column, Form, Layout, Orientation, Paper, TitlePlace
from sopengine.model.step import Each, Item, Outcome, Overdue, Step, Symbol, Task
from sopengine.revision import How, Part, differences

BASE = """sop: 1
id: surat
title: Surat Masuk
agency: {name: Dinas Contoh}
document: {number: 12/SOP/2024, legal_basis: [UU 25/2009, PP 96/2012]}
actors: {staf: Staf, kabid: Kepala Bidang, kadis: Kepala Dinas}
artifacts: {surat: {title: Surat masuk, external: true}, lembar: Lembar disposisi}
data: {nilai: {type: number}}
steps:
  - {id: terima, activity: Menerima surat masuk, actor: staf, needs: [surat], duration: 10 menit, outputs: [lembar]}
  - {id: periksa, activity: Memeriksa kelengkapan surat, actor: kabid, needs: [lembar], duration: 1 hari kerja, question: Lengkap?, decision: {Ya: paraf, Tidak: terima}}
  - {id: paraf, activity: Memaraf surat, duration: 1 jam, tasks: [{actor: kabid}, {actor: kadis, question: Setuju?, decision: {Ya: arsip, Tidak: paraf/kabid}}]}
  - {id: arsip, activity: Mengarsipkan surat, actor: staf, duration: 5 menit}
"""  # noqa: E501


def definition(text: str) -> Definition:
    read = parse(text.encode(), "surat.yaml")
    assert [finding.text() for finding in read.findings] == []
    assert read.definition is not None
    return read.definition


def told(*changes: tuple[str, str], language: str = "id") -> list[str]:
    """What differs once these texts of the file were replaced."""
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found = differences(definition(BASE), definition(text))
    return [each.text(translator(language)) for each in found]


ROWS = BASE[BASE.index("  - {id: terima") :].splitlines(keepends=True)
CASES = (Path(__file__).parent / "changes.txt").read_text(encoding="utf-8").split("\n\n")[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("\n")[0])
def test_a_change_is_told_once_and_in_words_of_the_form(case: str) -> None:
    lines: dict[str, list[str]] = {"-": [], "+": [], "=": []}
    for line in case.strip().splitlines():
        lines[line[0]].append(line[2:].replace("\\n", "\n"))
    assert told(*zip(lines["-"], lines["+"], strict=True)) == lines["="]


def test_in_english_too() -> None:
    assert told(("1 hari kerja", "2 hari kerja"), language="en") == [
        "Step 2: standard time 1 hari kerja → 2 hari kerja"
    ]


def test_a_row_that_came_is_told_whole_and_the_rows_below_are_not() -> None:
    added = "  - {id: catat, activity: Mencatat surat, actor: staf, duration: 3 menit}\n"
    assert told((ROWS[1], added + ROWS[1])) == ["Langkah 2 ditambahkan: Mencatat surat; Staf; 3 menit"]


def test_a_row_that_went_is_told_whole_and_arrows_to_it_by_its_activity() -> None:
    assert told((ROWS[0], ""), ("Tidak: terima", "Tidak: end")) == [
        "Langkah 1 yang lama dihapus: Menerima surat masuk; Staf; 10 menit",
        "Langkah 1: jalan 'Tidak' (Menerima surat masuk) → Selesai",
    ]


def test_a_row_that_moved_is_told_with_its_numbers_and_no_other_has_moved() -> None:
    whole = "".join(ROWS)
    assert told((whole, ROWS[0] + ROWS[2] + ROWS[3] + ROWS[1])) == ["Langkah 4 pindah dari urutan 2 ke 4"]


def test_a_row_with_another_id_is_the_same_row_if_it_says_nearly_the_same() -> None:
    row = ("id: terima, activity: Menerima surat masuk", "id: agenda, activity: Menerima surat yang masuk")
    assert told(row, ("Tidak: terima", "Tidak: agenda")) == [
        "Langkah 1: id terima → agenda",
        "Langkah 1: kegiatan Menerima surat masuk → Menerima surat yang masuk",
    ]  # fmt: skip


def test_a_row_that_says_something_else_under_another_id_is_another_row() -> None:
    found = told(
        ("id: arsip, activity: Mengarsipkan surat", "id: kirim, activity: Mengirim jawaban"), ("Ya: arsip", "Ya: kirim")
    )
    assert found == [
        "Langkah 3 (Kepala Dinas): jalan 'Ya' (Mengarsipkan surat) → 4 (Mengirim jawaban)",
        "Langkah 4 yang lama dihapus: Mengarsipkan surat; Staf; 5 menit",
        "Langkah 4 ditambahkan: Mengirim jawaban; Staf; 5 menit",
    ]  # fmt: skip


@pytest.mark.parametrize("activity", ["Menyimpan surat", "Mengarsipkan dokumen kerja sama", "Surat Mengarsipkan"])
def test_another_verb_or_few_common_words_make_another_row(activity: str) -> None:
    new = (f"id: kirim, activity: {activity}", "Ya: kirim")
    found = told(("id: arsip, activity: Mengarsipkan surat", new[0]), ("Ya: arsip", new[1]))
    assert [line for line in found if "ditambahkan" in line] == [f"Langkah 4 ditambahkan: {activity}; Staf; 5 menit"]


def test_what_comes_next_is_told_where_one_of_the_files_says_it() -> None:
    old = definition(BASE.replace("outputs: [lembar]}", "outputs: [lembar], next: paraf}"))
    (there,), (back,) = differences(definition(BASE), old), differences(old, definition(BASE))
    before, after = "2 (Memeriksa kelengkapan surat)", "3 (Memaraf surat, Kepala Bidang)"
    assert (there.key, there.before, there.after) == ("next", before, after)
    assert (back.key, back.before, back.after) == ("next", after, before)


def test_an_actor_with_another_id_is_the_same_one_by_its_title() -> None:
    found = told(("staf: Staf", "petugas: Staf"), ("actor: staf", "actor: petugas"))
    assert found == ["Pelaksana 'petugas': id staf → petugas"]


def test_layout_is_no_difference() -> None:
    one = "{number: 12/SOP/2024, legal_basis: [UU 25/2009, PP 96/2012]}"
    assert told((one, "\n  legal_basis: [UU 25/2009, PP 96/2012]\n  number: 12/SOP/2024  # lama")) == []


def test_what_differs_says_where_it_stands_in_its_file() -> None:
    new = definition(BASE.replace("1 hari kerja", "2 hari kerja").replace("Tidak: terima", "Tidak: end"))
    standard, way = differences(definition(BASE), new)
    assert (standard.part, standard.how, standard.name, standard.key) == (Part.STEP, How.CHANGED, "periksa", "duration")
    assert (way.part, way.name, way.key, way.label) == (Part.TASK, "periksa", "decision", "Tidak")
    for difference, word in ((standard, "duration"), (way, "Tidak")):
        at = new.positions.key(difference.path)
        assert at.excerpt[at.column - 1 :].startswith(word)


TASK = definition(BASE).steps[0].tasks[0]
OTHER: dict[type, dict[str, Any]] = {
    Definition: {
        "id": "lain", "title": "Lain", "draft": True, "days": Days.CALENDAR, "calendar": "enam-hari",
        "source": "Pindai",
        "schedule": Schedule(every=Every.MONTH),
    },
    Agency: {"name": "Lain", "government": "Kota Contoh", "timezone": "Asia/Jayapura", "unit": "Bidang A"},
    Document: {
        "number": "1", "created": date(2024, 1, 1), "revised": date(2024, 1, 1), "effective": date(2024, 1, 1),
        "monitored": date(2024, 1, 1), "evaluated": date(2024, 1, 1), "review": date(2024, 1, 1),
        "approved_by": Approver(name="Contoh"), "decree": Decree(number="7"), "legal_basis": (),
        "qualifications": ("A",),
        "related": ("A",), "equipment": ("A",), "warnings": ("A",), "records": ("A",),
    },
    Form: {
        "paper": Paper.F4, "capsules": Capsules.MARKER, "start": "Awal", "end": "Akhir",
        "columns": ((Column.ACTIVITY, "Kegiatan"),), "break_before": ("arsip",), "logo": "logo.png",
        "orientation": Orientation.PORTRAIT, "column_numbers": True, "title": TitlePlace.ABOVE, "total": True,
        "layout": Layout.ONE_SHEET, "identity": (("number", "Nomor"),),
    },
    Actor: {"id": "lain", "title": "Lain", "kind": ActorKind.TEAM, "group": "Loket", "calendar": "enam-hari"},
    Artifact: {"id": "lain", "title": "Lain", "external": False},
    Field: {"type": DataType.LIST, "title": "Nilai", "options": ("A",)},
    Step: {
        "id": "lain", "number": "1a", "activity": "Menerima surat", "standard": Duration.parse("1 jam"),
        "substeps": ("A",),
        "needs": (Item(text="Lain"),), "outputs": (), "note": "Daring", "inferred": ("actor",), "tasks": (TASK, TASK),
    },
    Task: {
        "actor": "kadis", "outcomes": (Outcome(label="", targets=("arsip",)),), "question": "Ya?", "many": True,
        "partners": ("kadis",), "symbol": Symbol.BOX, "text": "Via surel", "work": False, "call": "lain",
        "each": Each(count=3), "limit": 3, "wait": Duration.parse("1 hari"), "message": "kabar",
        "overdue": Overdue(after=Duration.parse("1 hari"), targets=("arsip",)), "remind": Duration.parse("1 jam"),
        "escalate": "kadis", "asks": ("nilai",), "count": "nilai", "inferred": ("actor",),
    },
}  # fmt: skip
"""Of each kind of value another one for every field that a definition can say."""
DERIVED: dict[type, set[str]] = {
    Definition: {
        "agency", "document", "form", "actors", "artifacts", "data", "steps", "digest", "text", "positions",
    },
    Field: {"id"},
    Step: {"path"},
    Task: {"name", "step", "entry", "decides", "path"},
}  # fmt: skip
"""What is looked at by itself, or follows from something else."""


def changed(kind: type, name: str, value: object) -> Definition:
    sop = definition(BASE)
    one: dict[str, Any] = {name: value}
    step = sop.steps[0]
    replaced: dict[type, Any] = {
        Definition: lambda: replace(sop, **one),
        Agency: lambda: replace(sop, agency=replace(sop.agency, **one)),
        Document: lambda: replace(sop, document=replace(sop.document, **one)),
        Form: lambda: replace(sop, form=replace(sop.form, **one)),
        Actor: lambda: replace(sop, actors=(replace(sop.actors[0], **one), *sop.actors[1:])),
        Artifact: lambda: replace(sop, artifacts=(replace(sop.artifacts[0], **one), *sop.artifacts[1:])),
        Field: lambda: replace(sop, data=(replace(sop.data[0], **one),)),
        Step: lambda: replace(sop, steps=(replace(step, **one), *sop.steps[1:])),
        Task: lambda: replace(sop, steps=(replace(step, tasks=(replace(TASK, **one),)), *sop.steps[1:])),
    }
    result: Definition = replaced[kind]()
    return result


@pytest.mark.parametrize("kind", OTHER, ids=lambda kind: kind.__name__)
def test_every_field_of_a_definition_is_laid_over_the_other(kind: Any) -> None:
    assert OTHER[kind].keys() | DERIVED.get(kind, set()) == {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in OTHER for name in OTHER[kind] if (kind, name) != (Task, "outcomes")]
)
def test_no_change_of_a_field_goes_untold(kind: type, name: str) -> None:
    old = definition(BASE)
    new = changed(kind, name, OTHER[kind][name])
    assert differences(old, new)
    assert differences(new, old)
    assert differences(new, new) == ()


@given(st.permutations(range(len(ROWS))))
def test_of_rows_in_another_order_as_few_as_can_be_have_moved(order: list[int]) -> None:
    flat = [
        f"  - {{id: langkah-{n}, activity: Kegiatan {n}, actor: staf, duration: 1 jam, next: end}}\n" for n in range(4)
    ]
    head = BASE[: BASE.index("  - {id: terima")]
    found = differences(definition(head + "".join(flat)), definition(head + "".join(flat[n] for n in order)))
    longest = max(
        len(kept) for mask in range(16) if (kept := [n for n in order if mask >> n & 1]) == sorted(kept)
    )  # fmt: skip
    assert [each.how for each in found] == [How.MOVED] * (4 - longest)
