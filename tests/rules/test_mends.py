"""Who does as the mend says comes out clean: each slip of an author, what is told, and the line as told."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from sopengine.errors import Finding, Severity
from sopengine.rules import examine
from sopengine.rules.levels import Levels

SOP = """sop: 1
id: surat
title: Penanganan Surat
agency: {name: Dinas Contoh}
document:
  number: 1/2026
  created: 2026-01-02
actors:
  staf: Staf
  kabid: Kepala Bidang
steps:
  - id: terima
    activity: Menerima surat
    actor: staf
    duration: 10 menit
  - id: periksa
    activity: Memeriksa surat
    actor: kabid
    duration: 1 jam
    question: Sudah lengkap?
    decision: {Ya: arsip, Tidak: terima}
  - id: arsip
    activity: Mengarsipkan surat
    actor: staf
    duration: 5 menit
"""
DECISION = "    question: Sudah lengkap?\n    decision: {Ya: arsip, Tidak: terima}\n"


class Slip(NamedTuple):
    """`place` of the SOP above, as its author wrote it, what is to be told, and as the mend says."""

    place: str
    written: str
    mend: str
    mended: str


def unknown(word: str, key: str, *, place: str = "    duration: 1 jam\n", value: str = "Surat") -> Slip:
    lead = place[: len(place) - len(place.lstrip())]
    written, mended = f"{place}{lead}{word}: {value}\n", f"{place}{lead}{key}: {value}\n"
    return Slip(place, written, f"did you mean '{key}'?", mended)


def identity(word: str, key: str, value: str = "Arsip") -> Slip:
    return unknown(word, key, place="  number: 1/2026\n", value=value)


TOGETHER = "for work that is done together write 'actor: kabid' and below it 'with: [staf]'"
IN_TURN = "for work of each in turn write 'tasks: [{actor: kabid}, {actor: staf}]'"
BULLET = "begin each entry with '- ' in its place"
AGREE = "agree on a time such as '1 hari kerja', or a range such as '1-3 hari kerja'"
NAME = "  approved_by: {position: Kepala, name: Dra. Siti, M.Si}\n"
SLIPS = {
    "several actors who work together": Slip(
        "    actor: kabid\n",
        "    actor: [kabid, staf]\n",
        f"{TOGETHER}; {IN_TURN} and move 'decision, question' into one of them",
        "    actor: kabid\n    with: [staf]\n",
    ),
    "several actors in turn": Slip(
        "    actor: staf\n    duration: 10 menit\n",
        "    actor: [kabid, staf]\n    duration: 10 menit\n",
        f"{TOGETHER}; {IN_TURN} instead",
        "    tasks: [{actor: kabid}, {actor: staf}]\n    duration: 10 menit\n",
    ),
    "several actors with a decision, in turn": Slip(
        "    actor: kabid\n    duration: 1 jam\n" + DECISION,
        "    actor:\n      - kabid\n      - staf\n    duration: 1 jam\n" + DECISION,
        f"{TOGETHER}; {IN_TURN} and move 'decision, question' into one of them",
        "    duration: 1 jam\n    tasks: [{actor: kabid}, {actor: staf, question: Lengkap?, "
        "decision: {Ya: arsip, Tidak: terima}}]\n",
    ),
    "several actors of a task": Slip(
        "    actor: staf\n    duration: 5 menit\n",
        "    tasks: [{actor: [kabid, staf]}]\n    duration: 5 menit\n",
        TOGETHER,
        "    tasks: [{actor: kabid, with: [staf]}]\n    duration: 5 menit\n",
    ),
    "one actor in a list": Slip(
        "    actor: kabid\n", "    actor: [kabid]\n", "write 'actor: kabid'", "    actor: kabid\n"
    ),
    "names in place of tasks": Slip(
        "    actor: staf\n    duration: 5 menit\n",
        "    tasks: [staf, kabid]\n    duration: 5 menit\n",
        "write 'tasks: [{actor: staf}, {actor: kabid}]'",
        "    tasks: [{actor: staf}, {actor: kabid}]\n    duration: 5 menit\n",
    ),
    "texts in place of steps": Slip(
        "  - id: arsip\n    activity: Mengarsipkan surat\n    actor: staf\n    duration: 5 menit\n",
        "  - arsip\n",
        "write each as '- {id: arsip, activity: arsip, actor: …}'",
        "  - {id: arsip, activity: Mengarsipkan, actor: staf, duration: 5 menit}\n",
    ),
    "a decision with dashes": Slip(
        "    decision: {Ya: arsip, Tidak: terima}\n",
        "    decision:\n      - Ya: arsip\n      - Tidak: terima\n",
        "take the dashes out: 'decision: {Ya: arsip, Tidak: terima}'",
        "    decision: {Ya: arsip, Tidak: terima}\n",
    ),
    "a decision without targets": Slip(
        "    decision: {Ya: arsip, Tidak: terima}\n",
        "    decision: [Ya, Tidak]\n",
        "write behind each label where it leads: 'decision: {Ya: …, Tidak: …}'",
        "    decision: {Ya: arsip, Tidak: terima}\n",
    ),
    "actors with dashes": Slip(
        "actors:\n  staf: Staf\n  kabid: Kepala Bidang\n",
        "actors:\n  - staf: Staf\n  - kabid: Kepala Bidang\n",
        "take the dashes out: 'actors: {staf: Staf, kabid: Kepala Bidang}'",
        "actors: {staf: Staf, kabid: Kepala Bidang}\n",
    ),
    "a long section with dashes": Slip(
        "  number: 1/2026\n",
        "  approved_by:\n    - position: " + "Kepala " * 20 + "\n    - name: Siti\n",
        "take the dashes out, and let its keys stand below it in one column",
        "  approved_by:\n    position: " + "Kepala " * 20 + "\n    name: Siti\n",
    ),
    "actors without ids": Slip(
        "actors:\n  staf: Staf\n  kabid: Kepala Bidang\n",
        "actors: [Staf, Kabid]\n",
        "give each a name of your choice: 'actors: {staf: Staf, kabid: Kabid}'",
        "actors: {staf: Staf, kabid: Kabid}\n",
    ),
    "an agency in one text": Slip(
        "agency: {name: Dinas Contoh}\n",
        'agency: "Dinas A, B"\n',
        "write 'agency: {name: \"Dinas A, B\"}'",
        'agency: {name: "Dinas A, B"}\n',
    ),
    "an activity in a list": Slip(
        "    activity: Menerima surat\n",
        "    activity:\n      - Menerima surat\n      - Mencatat surat\n",
        "write one text behind the colon; smaller steps are listed under 'substeps'",
        "    activity: Menerima surat\n    substeps: [Menerima surat, Mencatat surat]\n",
    ),
    "an unindented key of a section": Slip(
        "  created: 2026-01-02\n",
        "created: 2026-01-02\n",
        "it belongs under 'document': indent it by 2 spaces",
        "  created: 2026-01-02\n",
    ),
    "all keys of a section unindented": Slip(
        "  number: 1/2026\n  created: 2026-01-02\n",
        "created: 2026-01-02\n",
        "it belongs under 'document': indent it by 2 spaces",
        "  created: 2026-01-02\n",
    ),
    "an unindented key of the only section that needs it": Slip(
        "agency: {name: Dinas Contoh}\n",
        "agency:\nname: Dinas Contoh\n",
        "it belongs under 'agency': indent it by 2 spaces",
        "agency:\n  name: Dinas Contoh\n",
    ),
    "an unindented actor": Slip(
        "  kabid: Kepala Bidang\n",
        "kabid: Kepala Bidang\n",
        "it belongs under 'actors': indent it by 2 spaces",
        "  kabid: Kepala Bidang\n",
    ),
    "an unindented key in the middle of a step": Slip(
        "    duration: 1 jam\n",
        "duration: 1 jam\n",
        "indent it by 4 spaces, so that it begins below 'actor'",
        "    duration: 1 jam\n",
    ),
    "an unindented key at the end of a step": Slip(
        "    duration: 10 menit\n",
        "duration: 10 menit\n",
        "indent it by 4 spaces, so that it begins below 'actor'",
        "    duration: 10 menit\n",
    ),
    "an unindented key at the end of the file": Slip(
        "    duration: 5 menit\n",
        "duration: 5 menit\n",
        "it belongs under 'steps': indent it by 4 spaces",
        "    duration: 5 menit\n",
    ),
    "a key too far right": Slip(
        "    activity: Memeriksa surat\n",
        "     activity: Memeriksa surat\n",
        "let it begin below 'id'",
        "    activity: Memeriksa surat\n",
    ),
    "a key of a section that stands elsewhere": Slip(
        "title: Penanganan Surat\n",
        "title: Penanganan Surat\nlegal_basis: UU 25\n",
        "'legal_basis' belongs under 'document': write it there",
        "title: Penanganan Surat\n",
    ),
    "a dash in another column": Slip(
        "  - id: periksa\n",
        "- id: periksa\n",
        "let its dash begin below the dash of line 12",
        "  - id: periksa\n",
    ),
    "a step that a decision jumps over": Slip(
        "  - id: arsip\n",
        "  - {id: kirim, activity: Mengirim surat, actor: staf, duration: 5 menit}\n  - id: arsip\n",
        "let an outcome of 'periksa' lead here, such as 'Ya: kirim'",
        "  - {id: kirim, activity: Mengirim surat, actor: staf, duration: 5 menit}\n  - id: arsip\n",
    ),
    "a step that a next jumps over": Slip(
        "    duration: 10 menit\n",
        "    duration: 10 menit\n    next: periksa\n"
        "  - {id: catat, activity: Mencatat surat, actor: staf, duration: 5 menit}\n",
        "let 'terima' go here: 'next: catat' in place of 'periksa'",
        "    duration: 10 menit\n    next: catat\n"
        "  - {id: catat, activity: Mencatat surat, actor: staf, duration: 5 menit}\n",
    ),
    "a step that work side by side jumps over": Slip(
        "    duration: 10 menit\n",
        "    duration: 10 menit\n    next: [periksa, arsip]\n"
        "  - {id: catat, activity: Mencatat surat, actor: staf, duration: 5 menit}\n",
        "let a step before it go there, or take it out",
        "    duration: 10 menit\n",
    ),
    "a sentence with a number": Slip(
        "duration: 1 jam", "duration: Sesuai SK Bupati Nomor 5", AGREE, "duration: 1-3 hari kerja"
    ),
    "a date with slashes": Slip(
        "created: 2026-01-02",
        "created: 31/01/2026",
        "write it as 2026-01-31 or 31 Januari 2026",
        "created: 31 Januari 2026",
    ),
    "a date with a weekday": Slip(
        "created: 2026-01-02",
        "created: Jum'at, 2 Januari 2026",
        "write it as 2026-01-02 or 2 Januari 2026",
        "created: 2026-01-02",
    ),
    "a date with a misspelt month": Slip(
        "created: 2026-01-02",
        "created: 2 Febuari 2026",
        "write it as 2026-02-02 or 2 Februari 2026",
        "created: 2 Februari 2026",
    ),
    "dashes of a word processor": Slip(
        "  number: 1/2026\n",
        "  legal_basis:\n    – UU 25\n    – UU 26\n",
        BULLET,
        "  legal_basis:\n    - UU 25\n    - UU 26\n",
    ),
    "stars as bullets": Slip(
        "  number: 1/2026\n",
        "  legal_basis:\n    * UU 25\n    * UU 26\n",
        BULLET,
        "  legal_basis:\n    - UU 25\n    - UU 26\n",
    ),
    "dashes without a space": Slip(
        "  number: 1/2026\n",
        "  legal_basis:\n    -UU 25\n    -UU 26\n",
        BULLET,
        "  legal_basis:\n    - UU 25\n    - UU 26\n",
    ),
    "a numbered list": Slip(
        "  number: 1/2026\n",
        "  legal_basis:\n    1. UU 25\n    2. UU 26\n",
        BULLET,
        "  legal_basis:\n    - UU 25\n    - UU 26\n",
    ),
    "steps with dashes of a word processor": Slip("  - id: terima\n", "  – id: terima\n", BULLET, "  - id: terima\n"),
    "a comma in a name in braces": Slip(
        "  number: 1/2026\n",
        NAME,
        'put the text that holds the comma in quotes: "Dra. Siti, M.Si"',
        NAME.replace("Dra. Siti, M.Si", '"Dra. Siti, M.Si"'),
    ),
    "a comma in a long name": Slip(
        "agency: {name: Dinas Contoh}\n",
        f"agency: {{name: Dinas Tenaga Kerja{' dan Transmigrasi' * 5}, Sosial}}\n",
        "put the text that holds the comma in quotes",
        f'agency: {{name: "Dinas Tenaga Kerja{" dan Transmigrasi" * 5}, Sosial"}}\n',
    ),
    "a comma in the first label": Slip(
        "{Ya: arsip, Tidak: terima}",
        "{Ya, lengkap: arsip, Tidak: terima}",
        'put the text that holds the comma in quotes: "Ya, lengkap"',
        '{"Ya, lengkap": arsip, Tidak: terima}',
    ),
    "a comma in the second label": Slip(
        "{Ya: arsip, Tidak: terima}",
        "{Ya: arsip, Tidak, belum: terima}",
        'put the text that holds the comma in quotes: "Tidak, belum"',
        '{Ya: arsip, "Tidak, belum": terima}',
    ),
    "a comma before 'dan' in a list": Slip(
        "  number: 1/2026\n",
        "  equipment: [Komputer, printer, dan pemindai]\n",
        "where it is none, leave 'dan' out; where all is one text, put it in quotes",
        "  equipment: [Komputer, printer, pemindai]\n",
    ),
    "a comma before 'dan' in one text": Slip(
        "  number: 1/2026\n",
        "  equipment: [Komputer, printer, dan pemindai]\n",
        "where it is none, leave 'dan' out; where all is one text, put it in quotes",
        '  equipment: ["Komputer, printer, dan pemindai"]\n',
    ),
    "a comma in a number in a list": Slip(
        "    duration: 10 menit\n",
        "    duration: 10 menit\n    needs: [Kertas 1,5 rim, Pena]\n",
        'put the text that holds the comma in quotes: "Kertas 1,5 rim"',
        '    duration: 10 menit\n    needs: ["Kertas 1,5 rim", Pena]\n',
    ),
    "a colon in a list": Slip(
        "  number: 1/2026\n",
        "  legal_basis: [UU 25: Pelayanan, UU 26]\n",
        "put a text that holds a colon in quotes",
        '  legal_basis: ["UU 25: Pelayanan", UU 26]\n',
    ),
    "selesai in place of end": Slip(
        "    duration: 5 menit\n",
        "    duration: 5 menit\n    next: selesai\n",
        "did you mean 'end'?",
        "    duration: 5 menit\n    next: end\n",
    ),
    "a target by its row number": Slip("Ya: arsip", "Ya: 3", "did you mean 'arsip'?", "Ya: arsip"),
    "a target by its activity": Slip("Ya: arsip", "Ya: mengarsipkan surat", "did you mean 'arsip'?", "Ya: arsip"),
    "an actor by his title": Slip("actor: kabid", "actor: kepala bidang", "did you mean 'kabid'?", "actor: kabid"),
    "a value in Indonesian": Slip(
        "title: Penanganan Surat\n",
        "title: Penanganan Surat\nschedule: {every: bulan}\n",
        "did you mean 'month'?",
        "title: Penanganan Surat\nschedule: {every: month}\n",
    ),
    "yes in Indonesian": Slip(
        "    duration: 5 menit\n",
        "    duration: 5 menit\n    work: tidak\n",
        "did you mean 'false'?",
        "    work: false\n",
    ),
    "an actor that is missing": Slip(
        "    actor: kabid\n", "", "add a line such as 'actor: staf'", "    actor: staf\n    with: [kabid]\n"
    ),
    "keluaran": unknown("keluaran", "outputs"),
    "masukan": unknown("masukan", "needs"),
    "hasil": unknown("hasil", "outputs"),
    "syarat": unknown("syarat", "needs"),
    "catatan": unknown("catatan", "note"),
    "berikutnya": unknown("berikutnya", "next", place="    duration: 10 menit\n", value="periksa"),
    "pencatatan": identity("pencatatan", "records"),
    "tanggal_efektif": identity("tanggal_efektif", "effective", "2026-02-02"),
    "Tanggal efektif": identity("Tanggal efektif", "effective", "2026-02-02"),
    "disahkan": identity("disahkan", "approved_by", "{position: Kepala}"),
    "perlengkapan": identity("perlengkapan", "equipment"),
    "perlengkapn": identity("perlengkapn", "equipment"),
}
ELSEWHERE = {
    "a step that a decision jumps over": ("Ya: arsip", "Ya: kirim"),
    "a key of a section that stands elsewhere": ("  number: 1/2026\n", "  number: 1/2026\n  legal_basis: UU 25\n"),
}
"""Mends that are made in another line than the slip."""


def told(tmp_path: Path, text: str) -> list[Finding]:
    """What keeps the file from being clean."""
    file = tmp_path / "surat.yaml"
    file.write_text(text, encoding="utf-8")
    findings = examine(file, levels=Levels(of={"document/identity": None})).findings
    return [finding for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name) for name, slip in SLIPS.items()])
def test_a_slip_is_told_once_with_its_mend(slip: Slip, tmp_path: Path) -> None:
    assert slip.place in SOP
    findings = told(tmp_path, SOP.replace(slip.place, slip.written, 1))
    assert [finding.mend_text() for finding in findings] == [slip.mend]


@pytest.mark.parametrize("name", SLIPS)
def test_doing_as_the_mend_says_leaves_nothing_to_tell(name: str, tmp_path: Path) -> None:
    slip = SLIPS[name]
    text = SOP.replace(slip.place, slip.mended, 1)
    assert [finding.text() for finding in told(tmp_path, text.replace(*ELSEWHERE.get(name, ("", "")), 1))] == []
