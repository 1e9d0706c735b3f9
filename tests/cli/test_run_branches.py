"""`sop` on work that goes on side by side, as it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

SOP = """\
sop: 1
id: bersama
title: Penyusunan laporan
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {kabid: Kepala Bidang, staf: Staf, tim: Tim Data}
steps:
  - {id: bagi, activity: Membagi tugas, actor: kabid, next: [data, naskah]}
  - {id: susulan, activity: Menerima data susulan, actor: staf, symbol: start}
  - {id: data, activity: Mengumpulkan data, actor: staf, with: [tim], next: gabung}
  - {id: naskah, activity: Menulis naskah, actor: tim}
  - {id: gabung, activity: Menggabungkan, actor: staf}
"""

Sop = Callable[..., str]


@pytest.fixture
def sop(typed: Sop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sop:
    (tmp_path / "definitions" / "bersama.yaml").write_text(SOP, encoding="utf-8")
    monkeypatch.setenv("LANGUAGE", "en")
    return typed


def test_branches_wait_for_each_other_and_status_says_for_whom(sop: Sop) -> None:
    sop("start", "bersama")
    told = sop("done", "1", "bagi")
    assert "next: data (Mengumpulkan data), Staf with Tim Data" in told
    assert "next: naskah (Menulis naskah), Tim Data" in told
    assert "Staf with Tim Data" in sop("tasks")
    assert sop("done", "1", "naskah") == "done: 1/naskah\nstill open: data (Staf with Tim Data)\n"
    assert "waiting before gabung for data" in sop("status", "1")
    assert "work came to gabung and waits there" in sop("history", "1")
    assert (
        sop("done", "1", "gabung", code=4)
        .strip()
        .endswith("work item 1/gabung waits for what is on its way to it: data (Staf)")
    )
    assert "next: gabung" in sop("done", "1", "data")
    assert "instance 1 is completed" in sop("done", "1", "gabung")


def test_an_instance_starts_at_the_entry_that_is_named(sop: Sop) -> None:
    assert "next: susulan" in sop("start", "bersama", "--entry", "susulan")
    said = sop("start", "bersama", "--entry", "data", code=4)
    assert said.strip().endswith("bersama cannot be started at 'data'; it starts at: bagi, susulan")


def test_data_are_given_as_field_and_value(sop: Sop) -> None:
    sop("start", "bersama")
    assert "--set takes FIELD=VALUE, not 'nilai'" in sop("done", "1", "bagi", "--set", "nilai", code=2)
    assert "bersama has no data 'nilai'; declared: none" in sop("done", "1", "bagi", "--set", "nilai=5", code=2)


TIMED_OUT = """\
sop: 1
id: tanggap
title: Tanggapan
agency: {name: Dinas Contoh}
actors: {staf: Staf, kabid: Kepala Bidang}
steps:
  - {id: minta, activity: Meminta tanggapan, actor: staf, duration: 10 menit}
  - id: jawab
    activity: Menjawab
    actor: kabid
    duration: 1 hari kerja
    overdue: {after: 2 hari kerja, next: arsip}
  - {id: arsip, activity: Mengarsipkan, actor: staf, duration: 10 menit}
"""


def test_a_time_out_says_when_it_was_due_and_when_it_was_recorded(typed: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "definitions" / "tanggap.yaml").write_text(TIMED_OUT, encoding="utf-8")
    typed("start", "tanggap", "--at", "2026-07-01 09:00")
    typed("done", "1", "minta", "--at", "2026-07-01 09:30")
    told = " ".join(typed("history", "1").split())
    recorded = r"recorded \d{4}-\d\d-\d\d \d\d:\d\d\)"
    expired = r"nobody did jawab in time \(2 hari kerja\): the work went on without it"
    assert re.search(rf"{expired} \(due 2026-07-03 16:30, {recorded}", told)


def test_what_was_done_in_time_is_recorded_after_its_time_out(typed: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "definitions" / "tanggap.yaml").write_text(TIMED_OUT, encoding="utf-8")
    typed("start", "tanggap", "--at", "2026-07-01 09:00")
    typed("done", "1", "minta", "--at", "2026-07-01 09:30")
    assert "nobody acted on work item 1/jawab in time (2026-07-03 16:30)" in typed("done", "1", "JAWAB", code=4)
    assert "say so with --at" in typed("begin", "1", "jawab", code=4)
    assert "say so with --at" in typed("done", "1", "jawab", "--at", "2026-07-06 09:00", code=4)
    assert "done: 1/jawab" in typed("done", "1", "jawab", "--at", "2026-07-02 10:00")
    assert "its time-out (5) does not count" in " ".join(typed("history", "1").split())
    assert "is done (by staf-1" in typed("done", "1", "jawab", "--at", "2026-07-02 10:00", code=4)
