"""What is told of a flow, in words. The files of tests/definitions hold the plain examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.rules import examine
from sopengine.rules.levels import Levels

START = """\
sop: 1
id: contoh
title: Penyusunan Laporan
agency: {name: Dinas Contoh}
document: {number: 1, created: 1 Februari 2024}
actors: {staf: Staf, kepala: Kepala Bidang}
steps:
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "contoh.yaml"


def findings(file: Path, *steps: str) -> list[str]:
    file.write_text(START + "".join(f"  - {{duration: 2 jam, {step}}}\n" for step in steps), encoding="utf-8")
    found = [finding for finding in examine(file, levels=Levels()).findings if finding.rule in RULES]
    return [f"{finding.rule}: {finding.text()} | {finding.mend_text()}" for finding in found]


RULES = {"flow/opened-twice", "flow/left-open", "flow/not-proven", "flow/no-end"}


def test_a_long_run_in_which_nothing_is_decided_is_told_by_its_ends(told: Path) -> None:
    (finding,) = findings(
        told,
        *(f"id: langkah-{n}, activity: Menyusun bahan {n}, actor: staf" for n in range(1, 6)),
        "id: bagi, activity: Membagi tugas, actor: kepala, next: [periksa, salin]",
        "id: periksa, activity: Memeriksa, actor: kepala, question: Benar?, decision: {Ya: susun, Tidak: bagi}",
        "id: salin, activity: Menyalin, actor: staf",
        "id: susun, activity: Menyusun, actor: staf",
    )
    assert "by completing 1 … 5, 6, 7 (Tidak), 6 |" in finding


def test_in_a_row_with_several_tasks_the_actor_is_told(told: Path) -> None:
    (finding,) = findings(
        told,
        "id: minta, activity: Meminta, actor: kepala, next: [periksa/staf, periksa/kepala]",
        "id: periksa, activity: Memeriksa, tasks: [{actor: staf, next: susun}, "
        "{actor: kepala, question: Benar?, decision: {Ya: susun, Tidak: minta}}]",
        "id: susun, activity: Menyusun, actor: staf",
    )
    assert "'periksa/staf' is opened twice at once by completing 1, 2/kepala (Tidak), 1 |" in finding


def test_outcomes_taken_together_are_told_together(told: Path) -> None:
    (finding,) = findings(
        told,
        "id: minta, activity: Meminta, actor: kepala, question: Siapa?, choose: many, "
        "decision: {Staf: hitung, Kepala: teliti}",
        "id: hitung, activity: Menghitung, actor: staf, next: susun",
        "id: teliti, activity: Meneliti, actor: kepala, question: Benar?, decision: {Ya: susun, Tidak: minta}",
        "id: susun, activity: Menyusun, actor: staf",
    )
    assert "by completing 1 (Staf + Kepala), 3 (Tidak), 1 (Staf)" in finding


def test_a_way_out_when_nobody_acts_is_a_way_too(told: Path) -> None:
    (finding,) = findings(
        told,
        "id: minta, activity: Meminta, actor: kepala, next: [hitung, teliti]",
        "id: hitung, activity: Menghitung, actor: staf, next: susun",
        "id: teliti, activity: Meneliti, actor: kepala, next: susun, overdue: {after: 2 hari, next: minta}",
        "id: susun, activity: Menyusun, actor: staf",
    )
    assert "by completing 1, 3 (2 hari), 1 |" in finding


def test_what_is_opened_twice_is_not_told_again_as_left_open(told: Path) -> None:
    found = findings(
        told,
        "id: minta, activity: Meminta, actor: kepala, next: [hitung, teliti]",
        "id: hitung, activity: Menghitung, actor: staf, next: end",
        "id: teliti, activity: Meneliti, actor: kepala, question: Benar?, decision: {Ya: susun, Tidak: minta}",
        "id: susun, activity: Menyusun, actor: staf",
    )
    assert [finding.split(":")[0] for finding in found] == ["flow/opened-twice"]


def test_a_misspelt_target_keeps_the_flow_from_being_judged(told: Path) -> None:
    assert not findings(
        told,
        "id: minta, activity: Meminta, actor: kepala, next: [hitung, telitti]",
        "id: hitung, activity: Menghitung, actor: staf, next: end",
        "id: teliti, activity: Meneliti, actor: kepala, next: minta",
    )


def test_work_that_never_ends_is_told_with_the_way_there(told: Path) -> None:
    (finding,) = findings(
        told,
        "id: minta, activity: Meminta, actor: kepala",
        "id: hitung, activity: Menghitung, actor: staf, question: Benar?, decision: {Ya: end, Tidak: ulang}",
        "id: ulang, activity: Mengulang, actor: staf",
        "id: lagi, activity: Mengulang lagi, actor: staf, next: ulang",
    )
    assert finding == (
        "flow/no-end: from 'ulang' no way leads to an end; work comes there by completing 1, 2 (Tidak)"
        " | for instance let 'lagi' go to 'end' instead of 'ulang'"
    )
