"""`sop begin`, `done`, `back`, `undo` and `correct`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]

SOP = """\
sop: 1
id: kinerja
title: Pengukuran kinerja
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {sekretaris: Sekretaris, tim: Tim Sakip}
steps:
  - {id: rekap, activity: Merekap data, actor: tim, duration: 60 menit}
  - id: analisa
    activity: Menganalisa hasil
    actor: sekretaris
    duration: 1 hari kerja
    question: Sudah benar?
    decision: {Ya: lapor, Tidak: rekap}
  - {id: lapor, activity: Melaporkan, actor: sekretaris, duration: 30 menit}
"""
PER_ITEM = """\
sop: 1
id: surat
title: Penomoran surat
agency: {name: Dinas Contoh}
actors: {staf: Staf, kabid: Kepala Bidang}
data:
  penerima: {type: list, title: Penerima}
  jumlah: {type: number, title: Jumlah surat}
steps:
  - {id: catat, activity: Mencatat penerima, actor: staf, duration: 10 menit, asks: [penerima, jumlah]}
  - {id: nomori, activity: Menomori surat, actor: staf, duration: 5 menit/surat}
  - {id: kirim, activity: Mengirim surat, actor: staf, duration: 1 hari kerja, each: penerima}
  - {id: arsip, activity: Mengarsipkan surat, actor: kabid, duration: 5 menit}
"""


@pytest.fixture
def run(typed: Run) -> Run:
    Path("definitions/kinerja.yaml").write_text(SOP, encoding="utf-8")
    Path("definitions/surat.yaml").write_text(PER_ITEM, encoding="utf-8")
    return typed


@pytest.fixture
def begun(run: Run) -> Run:
    run("start", "kinerja", "--ref", "Triwulan II", "--at", "2026-07-01 08:00")
    return run


def path(run: Run, instance: str = "1") -> list[tuple[str, str, str | None]]:
    """Task, state and when it was done, of each work item."""
    items = json.loads(run("status", instance, "--json"))["path"]
    return [(item["task"], item["state"], item["done_at"] and item["done_at"][:16]) for item in items]


def test_a_forgotten_time_closes_no_way_for_earlier_entries(begun: Run) -> None:
    """A trial office recorded a week late and left out --at once: everything behind it was refused."""
    begun("done", "1", "rekap")
    refused = begun("done", "1", "analisa", "--outcome", "Ya", "--at", "2026-07-02 10:00", code=4)
    mend = "sop correct 1 rekap --done-at TIME --reason TEXT"
    assert "when staf-1 completed 'rekap'; if that was done earlier, correct it first: " + mend in refused
    words = mend.replace("TIME", "2026-07-01T09:30").replace("TEXT", "lupa").split()[1:]
    assert begun(*words).splitlines() == [
        "corrected: 1/rekap, done 2026-07-01 09:30 by staf-1",
        "still open: analisa (Sekretaris)",
        "analisa is now due 2026-07-02 16:00",
    ]
    begun("done", "1", "analisa", "--outcome", "Ya", "--at", "2026-07-02 10:00")
    assert begun("done", "1", "lapor", "--at", "2026-07-02 10:20").endswith("instance 1 is completed\n")
    assert path(begun) == [
        ("rekap", "done", "2026-07-01T02:30"),
        ("analisa", "done", "2026-07-02T03:00"),
        ("lapor", "done", "2026-07-02T03:20"),
    ]
    assert "1 instance and 1 version: all agrees" in begun("verify")


def test_two_forgotten_times_are_put_right_from_the_first_on(begun: Run) -> None:
    begun("done", "1", "rekap")
    begun("done", "1", "analisa", "--outcome", "Ya")
    early = ("--done-at", "2026-07-02 10:00", "--reason", "lupa")
    assert "correct it first: sop correct 1 rekap" in begun("correct", "1", "analisa", *early, code=4)
    begun("correct", "1", "rekap", "--done-at", "2026-07-01 09:00", "--reason", "lupa")
    begun("correct", "1", "analisa", *early)
    begun("done", "1", "lapor", "--at", "2026-07-02 10:30")
    assert [when for _, _, when in path(begun)] == ["2026-07-01T02:00", "2026-07-02T03:00", "2026-07-02T03:30"]


def test_a_forgotten_time_of_the_start_names_its_mend_and_it_mends(run: Run) -> None:
    run("start", "kinerja", "--ref", "Triwulan II")
    refused = run("done", "1", "rekap", "--at", "2026-07-01 09:00", code=4)
    assert "cancel it and start it anew with --at: sop cancel 1" in refused
    run("cancel", "1", "--reason", "salah waktu")
    run("start", "kinerja", "--ref", "Triwulan II", "--again", "--at", "2026-07-01 08:00")
    run("done", "2", "rekap", "--at", "2026-07-01 09:00")


def test_begin_says_who_works_and_keeps_the_due_time(begun: Run) -> None:
    said = begun("begin", "triwulan ii", "REKAP", "--at", "2026-07-01 08:10", "--by", "sekretaris")
    assert said == "begun: 1/rekap by sekretaris\nstill open: rekap (Tim Sakip)\n"
    (item,) = json.loads(begun("status", "1", "--json"))["path"]
    assert (item["started_at"][:16], item["started_by"]) == ("2026-07-01T01:10", "sekretaris")
    assert item["due_at"] == "2026-07-01T02:00:00+00:00"
    assert "was begun already (by sekretaris" in begun("begin", "1", "rekap", code=4)


def test_the_receiver_of_work_sent_back_reads_the_reason_wherever_it_is_listed(begun: Run) -> None:
    begun("done", "1", "rekap", "--at", "2026-07-01 09:00")
    said = begun("back", "1", "Analisa", "--reason", "lampiran kurang", "--at", "2026-07-01 10:00")
    assert said.splitlines() == [
        "sent back: 1/analisa to rekap",
        "next: rekap (Merekap data), Tim Sakip, visit 2, due 2026-07-01 11:00, "
        "sent back by Sekretaris: lampiran kurang",
    ]
    assert "sent back by Sekretaris: lampiran kurang" in begun("tasks")
    status = begun("status", "1")
    assert "sent back by Sekretaris: lampiran kurang" in status
    assert "sent back" in status.split("\n\n")[1]
    (task,) = json.loads(begun("tasks", "--json"))["tasks"]
    assert task["sent_back"] == {
        "task": "analisa",
        "actor_title": "Sekretaris",
        "reason": "lampiran kurang",
        "returned": True,
    }


def test_the_note_of_a_decision_is_read_by_who_has_to_do_it_again(begun: Run) -> None:
    begun("done", "1", "rekap", "--at", "2026-07-01 09:00")
    begun("done", "1", "analisa", "--outcome", "Tidak", "--note", "angka keliru", "--at", "2026-07-01 10:00")
    assert "note of Sekretaris: angka keliru" in begun("tasks")


def test_work_goes_back_to_the_task_that_is_named(begun: Run) -> None:
    begun("done", "1", "rekap", "--at", "2026-07-01 09:00")
    begun("done", "1", "analisa", "--outcome", "Ya", "--at", "2026-07-01 10:00")
    assert "to rekap" in begun("back", "1", "lapor", "--to", "Rekap", "--reason", "salah tahun")
    assert path(begun)[-2:] == [("lapor", "returned", None), ("rekap", "open", None)]


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("back", "1", "rekap", "--reason", "x"), 4, "cannot be sent back: nobody did anything before it"),
        (("back", "1", "rekap"), 2, "Missing option '--reason'"),
        (("back", "1", "rekap", "--reason", " "), 2, "say why: the reason is kept in the history"),
        (("undo", "1"), 4, "staf-1 has completed nothing in instance 1"),
        (("undo", "1", "rekap"), 4, "is open: there is nothing to undo"),
        (("undo", "1", "analisa"), 4, "is not open yet"),
        (("correct", "1", "rekap", "--note", "x", "--reason", "y"), 4, "is open: complete it first, with --at"),
        (("correct", "1", "rekpa", "--note", "x", "--reason", "y"), 3, "did you mean 'rekap'?"),
        (
            ("correct", "1", "rekap", "--reason", "y"),
            2,
            "a correction says what was otherwise: a time, a person or a note",
        ),
        (("done", "1", "rekap", "--count", "0"), 2, "0 is not in the range"),
        (("done", "1", "rekap", "--for", "x"), 4, "is not one of several: leave out --for"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_makes_no_sense_is_refused_and_nothing_happens(
    begun: Run, command: tuple[str, ...], code: int, said: str
) -> None:
    before = begun("history", "1", "--json")
    assert said in begun(*command, code=code)
    assert begun("history", "1", "--json") == before


def test_undo_opens_again_what_one_did_oneself(begun: Run) -> None:
    begun("done", "1", "rekap", "--at", "2026-07-01 08:30")
    assert begun("undo", "Triwulan II").splitlines() == [
        "undone: 1/rekap; withdrawn: analisa",
        "next: rekap (Merekap data), Tim Sakip, due 2026-07-01 09:00",
    ]
    begun("done", "1", "rekap", "--at", "2026-07-01 08:40")
    assert begun("undo", "1", "REKAP").startswith("undone: 1/rekap;")
    begun("done", "1", "rekap", "--by", "sekretaris", "--at", "2026-07-01 08:50")
    assert "was done by sekretaris (2026-07-01 08:50), not by staf-1" in begun("undo", "1", "rekap", code=4)


def test_undoing_the_end_lets_the_instance_run_again(begun: Run) -> None:
    for task in ("rekap", "analisa --outcome Ya", "lapor"):
        begun("done", "1", *task.split())
    assert "next: lapor" in begun("undo", "1")
    assert json.loads(begun("status", "1", "--json"))["instance"]["state"] == "running"


def test_a_correction_of_who_did_it_and_of_the_note(begun: Run) -> None:
    begun("done", "1", "rekap", "--note", "lama", "--at", "2026-07-01 08:30")
    begun("correct", "1", "rekap", "--done-by", "sekretaris", "--note", "baru", "--reason", "salah ketik")
    item = json.loads(begun("status", "1", "--json"))["path"][0]
    assert (item["done_by"], item["note"], item["corrected"]) == ("sekretaris", "baru", 1)
    assert "baru; corrected" in begun("status", "1")


def test_lists_counts_and_notes_are_filled_in(run: Run) -> None:
    run("start", "surat", "--at", "2026-07-01 08:00")
    names = ("--set", "Penerima=Dinas A", "--set", "penerima=Dinas B", "--set", "jumlah=4")
    run("done", "1", "catat", *names, "--at", "2026-07-01 08:05")
    assert json.loads(run("status", "1", "--json"))["instance"]["data"] == {
        "penerima": "Dinas A\nDinas B",
        "jumlah": "4",
    }
    said = run("done", "1", "nomori", "--count", "3", "--note", "satu batal", "--at", "2026-07-01 08:20")
    assert "next: kirim for Dinas A" in said
    assert "next: kirim for Dinas B" in said
    nomori = json.loads(run("status", "1", "--json"))["path"][1]
    assert (nomori["count"], nomori["note"], nomori["late_by"]) == (3, "satu batal", None)
    refused = run("done", "1", "kirim", code=4)
    assert "is there for several: say for which one with --for (Dinas A, Dinas B)" in refused
    assert "is not there for 'Dinas C': it is for Dinas A, Dinas B" in run(
        "done", "1", "kirim", "--for", "Dinas C", code=4
    )
    assert "still open: kirim for Dinas A" in run("done", "1", "kirim", "--for", "dinas b")
    assert "kirim (Dinas A)" in run("tasks")
    assert "next: arsip" in run("done", "1", "kirim")
    assert "undone: 1/kirim" in run("undo", "1", "kirim", "--for", "Dinas A")


def test_a_field_that_is_no_list_takes_one_value(run: Run) -> None:
    run("start", "surat", "--at", "2026-07-01 08:00")
    twice = ("--set", "jumlah=4", "--set", "jumlah=5", "--set", "penerima=A")
    assert "the field 'jumlah' takes one value: give --set jumlah=… once" in run("done", "1", "catat", *twice, code=2)
    assert "--set takes FIELD=VALUE, not 'jumlah'" in run("done", "1", "catat", "--set", "jumlah", code=2)
