"""`sop suspend`, `resume`, `cancel`, `message` and `migrate`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from still_clock import Clock

from sopengine.cli import main
from sopengine.compliance.visit import Verdict
from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.report import comply
from sopengine.rules import load, runnable

Run = Callable[..., str]

SOP = """\
sop: 1
id: izin
title: Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {staf: Staf, kabid: Kepala Bidang}
data: {nomor: {type: text}}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 1 jam}
  - id: balasan
    activity: Menunggu balasan
    actor: staf
    duration: 3 hari kerja
    wait: {message: balasan}
    asks: [nomor]
  - {id: jeda, activity: Menunggu masa sanggah, actor: staf, duration: 1 hari kerja, wait: 1 hari kerja}
  - {id: terbit, activity: Menerbitkan izin, actor: kabid, duration: 1 jam}
"""
NEWER = SOP.replace("id: terima", "id: menerima")


@pytest.fixture
def run(typed: Run) -> Run:
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    typed("start", "izin", "--ref", "Izin 1", "--at", "2026-07-01 08:00")
    return typed


def state(run: Run, instance: str = "1") -> str:
    found: str = json.loads(run("status", instance, "--json"))["instance"]["state"]
    return found


def test_a_suspended_instance_rests_and_its_due_times_move(run: Run) -> None:
    said = run("suspend", "izin 1", "--reason", "berkas dipinjam", "--at", "2026-07-01 08:30")
    assert said == "suspended: instance 1; to let it go on: sop resume 1\n"
    assert run("tasks") == ""
    assert "suspended since 2026-07-01 08:30: berkas dipinjam" in run("status", "1")
    assert "terima" in run("status").splitlines()[2]
    assert "sop resume 1" in run("done", "1", "terima", code=4)
    said = run("resume", "1", "--at", "2026-07-01 10:30")
    assert said == "resumed: instance 1\nstill open: terima (Staf)\n"
    assert json.loads(run("tasks", "--json"))["tasks"][0]["due_at"] == "2026-07-01T04:00:00+00:00"
    assert "is not suspended" in run("resume", "1", code=4)


def test_a_stray_double_start_is_cancelled_and_counted_apart(run: Run) -> None:
    run("start", "izin", "--ref", "Izin 1", "--again", "--at", "2026-07-01 08:00")
    said = run("cancel", "2", "--reason", "terlanjur dimulai dua kali", "--at", "2026-07-01 08:10")
    assert said == "cancelled: instance 2; withdrawn: terima\n"
    assert "cancelled 2026-07-01 08:10: terlanjur dimulai dua kali" in run("status", "2")
    assert "withdrawn" in run("status", "2").split("\n\n")[1]
    assert [line.split()[0] for line in run("tasks").splitlines()[2:]] == ["1"]
    assert "was cancelled" in run("cancel", "2", "--reason", "lagi", code=4)
    (sop,) = json.loads(run("comply", "--at", "2026-07-01 08:30", "--json"))["sops"]
    assert sop["tally"]["measured"] == 0


def test_a_wait_goes_on_at_its_message_in_whatever_case(run: Run) -> None:
    said = run("done", "1", "terima", "--at", "2026-07-01 08:30")
    assert "waits for the message 'balasan'" in said
    assert "waits for the message 'balasan'" in run("status", "1")
    assert "it waits for 'sop message 1 balasan'" in run("done", "1", "balasan", code=4)
    assert "balasn" in run("message", "1", "balasn", code=4)
    said = run("message", "izin 1", "BALASAN", "--set", "nomor=17")
    assert said.splitlines()[0] == "message 'BALASAN' came: 1/balasan goes on"
    assert "next: jeda (Menunggu masa sanggah), Staf" in said
    assert "goes on by itself 20" in said
    assert json.loads(run("status", "1", "--json"))["instance"]["data"] == {"nomor": "17"}


def test_a_message_that_comes_too_early_is_kept_and_taken_once(run: Run) -> None:
    said = run("message", "1", "balasan", "--set", "nomor=17", "--at", "2026-07-01 08:10")
    assert said == "message 'balasan' is kept until instance 1 waits for it\nstill open: terima (Staf)\n"
    assert "waits until" not in run("done", "1", "terima", "--at", "2026-07-01 08:30")
    assert "balasan" not in [item["task"] for item in json.loads(run("status", "1", "--json"))["path"][-1:]]


@pytest.fixture
def waiting(typed: Run, clock: Clock) -> Run:
    """An office in which the time of a wait went by while nobody did anything."""
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    with Engine(".sop/sop.db", clock=clock) as engine:
        started = engine.start(runnable(load("definitions/izin.yaml")), by="staf-1", ref="Izin 1")
        engine.message(started.id, "balasan", by="staf-1", data={"nomor": "17"})
        engine.done(started.open_items[0].id, by="staf-1")
    return typed


def test_the_inbox_lets_happen_first_what_is_due_by_itself(waiting: Run) -> None:
    assert "goes on by itself 2026-07-02 16:00" in waiting("status", "1")
    assert json.loads(waiting("tasks", "--at", "2026-07-03 10:00", "--json"))["tasks"] == []
    assert "jeda" in waiting("status").splitlines()[2]
    (work,) = json.loads(waiting("tasks", "--json"))["tasks"]
    assert (work["task"], work["opened_at"]) == ("terbit", "2026-07-02T09:00:00+00:00")
    assert "jeda went on by itself" in waiting("history", "1")


def test_what_cannot_happen_by_itself_hides_no_work(
    waiting: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_engine: Engine, most: int = 100) -> int:
        raise StorageError("the disk is full")

    monkeypatch.setattr(Engine, "fire_timers", refuse)
    waiting("start", "izin", "--at", "2026-07-01 08:00")
    with pytest.raises(SystemExit):
        main(["tasks"])
    printed = capsys.readouterr()
    assert "terima" in printed.out
    assert "what is due by itself could not happen: the disk is full" in printed.err


def test_an_instance_goes_on_by_a_newer_version_once_names_are_mapped(run: Run) -> None:
    Path("definitions/izin.yaml").write_text(NEWER, encoding="utf-8")
    refused = run("migrate", "1", code=4)
    assert "'terima' has no counterpart 'terima'" in refused
    Path("nama.yaml").write_text("terima: menerima\n", encoding="utf-8")
    rehearsed = run("migrate", "1", "--map", "nama.yaml", "--dry-run")
    assert "1 instance of izin would go on by version" in rehearsed
    assert "nothing was changed" in rehearsed
    assert "  1: open: terima → menerima" in rehearsed
    assert [work["task"] for work in json.loads(run("tasks", "--json"))["tasks"]] == ["terima"]
    assert "1 instance of izin went over to version 2 (" in run("migrate", "Izin 1", "--map", "nama.yaml")
    assert "menerima" in run("tasks")
    assert "nothing to do: version 2" in run("migrate", "1", "--to", "2")
    assert "all agrees" in run("verify")
    assert "(terima → menerima)" in run("history", "1")


def test_work_done_by_an_older_version_is_shown_and_measured_by_it(run: Run) -> None:
    run("done", "1", "terima", "--at", "2026-07-01 09:30")
    Path("baru.yaml").write_text(NEWER.replace("1 jam}", "2 jam}").replace("staf: Staf", "staf: Staf Umum"), "utf-8")
    run("migrate", "1", "--to", "baru.yaml")
    first = json.loads(run("status", "1", "--json"))["path"][0]
    assert (first["task"], first["number"], first["standard"], first["late_by"]) == ("terima", "1", "1 jam", 1800)
    with Engine(".sop/sop.db") as engine:
        visits = comply(engine, instance=1).visits
    assert (visits[0].step, visits[0].verdict) == ("terima", Verdict.LATE)
    run("draw", "--instance", "1", "--format", "svg")


def test_all_instances_of_an_sop_go_together_or_none_with_all_reasons(run: Run) -> None:
    run("start", "izin", "--ref", "Izin 2", "--at", "2026-07-01 08:00")
    run("start", "izin", "--ref", "Izin 3", "--at", "2026-07-01 08:00")
    run("done", "3", "terima", "--at", "2026-07-01 08:30")
    Path("baru.yaml").write_text(NEWER, encoding="utf-8")
    refused = run("migrate", "izin", "--all", "--to", "baru.yaml", code=4)
    assert refused.startswith("sop: 2 of 3 instances cannot go on by the other version, so none was moved: ")
    assert "instance 1 cannot" in refused
    assert "instance 2 cannot" in refused
    Path("nama.yaml").write_text("terima: menerima\n", encoding="utf-8")
    said = run("migrate", "izin", "--all", "--to", "baru.yaml", "--map", "nama.yaml")
    assert said.splitlines()[0].startswith("3 instances of izin went over to version 2 (")
    assert said.splitlines()[-1] == "  3: open: balasan"
    versions = {one["digest"] for one in json.loads(run("status", "--json"))["instances"]}
    assert len(versions) == 1
    back = run("migrate", "2", "--to", "1", code=4)
    assert "'menerima' has no counterpart" in back
    digest = json.loads(run("history", "3", "--json"))["events"][0]["data"]["digest"]
    assert "went over to version 1" in run("migrate", "3", "--to", digest[:9])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("izin",), 3, "no instance has the reference 'izin'"),
        (("hantu", "--all"), 3, "there is no definitions/hantu.yaml"),
        (("1", "--to", "7"), 3, "the store keeps no version '7' of izin"),
        (("1", "--to", "lain.yaml"), 4, "lain.yaml is no ordinary file"),
        (("1", "--map", "hilang.yaml"), 2, "cannot read hilang.yaml"),
        (("1", "--map", "daftar.yaml"), 2, "says on each line what is called otherwise"),
        (("1", "--map", "salah.yaml"), 2, "no task and no step is called 'hantu', 'arwah'"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_cannot_be_migrated_is_told(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    Path("definitions/izin.yaml").write_text(NEWER, encoding="utf-8")
    Path("daftar.yaml").write_text("- terima\n", encoding="utf-8")
    Path("salah.yaml").write_text("hantu: arwah\n", encoding="utf-8")
    before = run("history", "1", "--json")
    assert said in run("migrate", *arguments, code=code).replace("\\", "/")
    assert run("history", "1", "--json") == before
