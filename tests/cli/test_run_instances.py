"""`sop start`, `tasks`, `done`, `status` and `history`, as they are typed."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sopengine.cli import main

SOP = """\
sop: 1
id: kinerja
title: Pengukuran kinerja
agency: {name: Dinas Contoh, timezone: Asia/Makassar}
actors: {sekretaris: Sekretaris, tim: Tim Sakip}
steps:
  - {id: rekap, activity: Merekap data, actor: tim, duration: 60 menit}
  - id: analisa
    activity: Menganalisa hasil
    actor: sekretaris
    duration: 1 hari kerja
    question: Sudah benar?
    decision: {Ya: lapor, Tidak: rekap}
  - {id: lapor, activity: Melaporkan, actor: sekretaris, duration: Segera}
"""

Run = Callable[..., str]
"""Arguments of `sop` to what it prints; an exit code other than the expected one fails the test."""


@pytest.fixture
def run(typed: Run, tmp_path: Path) -> Run:
    (tmp_path / "definitions" / "kinerja.yaml").write_text(SOP, encoding="utf-8")
    return typed


@pytest.fixture
def begun(run: Run) -> Run:
    run("start", "kinerja", "--ref", "Triwulan II", "--at", "2026-07-01 08:15")
    return run


def lines(text: str) -> list[list[str]]:
    """The cells of each row of a table."""
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]


def test_an_instance_is_run_from_start_to_end(run: Run) -> None:
    assert run("start", "kinerja", "--ref", "Triwulan II", "--by", "sekretaris", "--at", "2026-07-01 08:15") == (
        "instance 1 of kinerja started: Triwulan II\nnext: rekap (Merekap data), Tim Sakip, due 2026-07-01 09:15\n"
    )
    assert run("done", "1", "rekap", "--at", "2026-07-01 09:00") == (
        "done: 1/rekap\nnext: analisa (Menganalisa hasil), Sekretaris, due 2026-07-02 16:00, outcome Ya or Tidak\n"
    )
    assert run("done", "Triwulan II", "analisa", "--outcome", "Tidak", "--at", "2026-07-01T10:00") == (
        "done: 1/analisa with outcome Tidak\nnext: rekap (Merekap data), Tim Sakip, visit 2, due 2026-07-01 11:00\n"
    )
    run("done", "1", "rekap", "--at", "2026-07-01 11:30")
    assert run("done", "1", "analisa", "--outcome", "Ya", "--at", "2026-07-03T08:00+08:00") == (
        "done: 1/analisa with outcome Ya\nnext: lapor (Melaporkan), Sekretaris\n"
    )
    assert run("done", "1", "lapor", "--at", "2026-07-03 08:05") == "done: 1/lapor\ninstance 1 is completed\n"
    assert run("status", "1").splitlines()[:2] == [
        "instance 1 of kinerja: Triwulan II",
        "started 2026-07-01 08:15 by sekretaris, completed 2026-07-03 08:05",
    ]
    assert lines(run("status", "Triwulan II"))[5:] == [
        ["1", "rekap", "1", "Tim Sakip", "2026-07-01 08:15", "2026-07-01 09:00", "staf-1", "2026-07-01 09:15"],
        [
            "2",
            "analisa",
            "1",
            "Sekretaris",
            "2026-07-01 09:00",
            "2026-07-01 10:00",
            "staf-1",
            "Tidak",
            "2026-07-02 16:00",
        ],
        [
            "1",
            "rekap",
            "2",
            "Tim Sakip",
            "2026-07-01 10:00",
            "2026-07-01 11:30",
            "staf-1",
            "2026-07-01 11:00",
            "30 working min",
        ],
        [
            "2",
            "analisa",
            "2",
            "Sekretaris",
            "2026-07-01 11:30",
            "2026-07-03 08:00",
            "staf-1",
            "Ya",
            "2026-07-02 16:00",
            "30 working min",
        ],
        ["3", "lapor", "1", "Sekretaris", "2026-07-03 08:00", "2026-07-03 08:05", "staf-1"],
    ]


def test_the_inbox_shows_what_is_overdue_first_then_what_is_due_soonest(begun: Run) -> None:
    begun("start", "kinerja", "--at", "2026-07-01 08:00")
    begun("done", "2", "rekap", "--at", "2026-07-01 08:05")
    begun("start", "kinerja", "--at", "2026-06-30 08:00")
    begun("done", "3", "rekap", "--at", "2026-06-30 08:05")
    begun("done", "3", "analisa", "--outcome", "Ya", "--at", "2026-06-30 08:06")
    rows = lines(begun("tasks", "--at", "2026-07-01 10:00"))
    assert rows[2:] == [
        [
            "1",
            "Triwulan II",
            "rekap",
            "Merekap data",
            "Tim Sakip",
            "2026-07-01 08:15",
            "2026-07-01 09:15",
            "45 working min",
        ],
        ["2", "analisa", "Menganalisa hasil", "Sekretaris", "2026-07-01 08:05", "2026-07-02 16:00"],
        ["Sudah benar? Ya / Tidak"],
        ["3", "lapor", "Melaporkan", "Sekretaris", "2026-06-30 08:06"],
    ]
    for name in ("sekretaris", "Sekretaris", "SEKRETARIS"):
        assert [row[0] for row in lines(begun("tasks", "--actor", name))[2::2]] == ["2", "3"]


def test_the_status_of_all_shows_where_each_is(begun: Run) -> None:
    begun("start", "kinerja", "--at", "2026-07-01 14:00")
    assert lines(begun("status", "--at", "2026-07-01 14:30"))[2:] == [
        ["1", "kinerja", "Triwulan II", "running", "rekap", "2026-07-01 08:15", "4 working h"],
        ["2", "kinerja", "running", "rekap", "2026-07-01 14:00"],
    ]


def test_status_and_tasks_of_then_show_what_was_true_then(begun: Run) -> None:
    begun("done", "1", "rekap", "--at", "2026-07-01 09:00")
    begun("start", "kinerja", "--at", "2026-07-01 10:00")
    then = ("--at", "2026-07-01 08:30")
    assert lines(begun("status", *then))[2:] == [
        ["1", "kinerja", "Triwulan II", "running", "rekap", "2026-07-01 08:15"]
    ]
    assert [row[2] for row in lines(begun("tasks", *then))[2:]] == ["rekap"]
    told = begun("status", "1", *then)
    assert "now at rekap" in told
    assert "analisa" not in told
    assert "instance 2 had not begun by then" in begun("status", "2", *then, code=3)


def test_an_instance_that_ended_later_was_running_then(begun: Run) -> None:
    for task, at in (("rekap", "09:00"), ("analisa", "10:00"), ("lapor", "11:00")):
        outcome = ("--outcome", "Ya") if task == "analisa" else ()
        begun("done", "1", task, *outcome, "--at", f"2026-07-01 {at}")
    assert lines(begun("status", "--at", "2026-07-01 10:30"))[2:] == [
        ["1", "kinerja", "Triwulan II", "running", "lapor", "2026-07-01 10:00"]
    ]
    assert "completed" not in begun("status", "1", "--at", "2026-07-01 10:30")
    assert begun("tasks", "--at", "2026-07-01 10:30", "--actor", "tim") == ""
    assert lines(begun("status"))[2][3] == "completed"


def test_the_status_of_a_running_instance_says_what_is_to_be_done(begun: Run) -> None:
    assert "now at rekap (Merekap data), Tim Sakip, due 2026-07-01 09:15" in begun("status", "1")


def test_the_history_tells_what_happened_when_and_what_it_led_to(begun: Run) -> None:
    begun("done", "1", "rekap", "--by", "sekretaris", "--at", "2026-07-01 09:00")
    told = begun("history", "1")
    assert told.startswith("instance 1 of kinerja: Triwulan II\n\n")
    recorded = r" \(recorded \d{4}-\d\d-\d\d \d\d:\d\d\)"
    assert [[re.sub(recorded, " (R)", cell) for cell in row] for row in lines(told)[4:]] == [
        ["1", "2026-07-01 08:15", "staf-1 started the instance (R)"],
        ["2", "→ rekap is up to Tim Sakip, due 2026-07-01 09:15"],
        ["3", "2026-07-01 09:00", "sekretaris completed rekap (R)"],
        ["4", "→ analisa is up to Sekretaris, due 2026-07-02 16:00"],
    ]


def test_json_holds_what_the_tables_show(begun: Run) -> None:
    (task,) = json.loads(begun("tasks", "--at", "2026-07-01 10:00", "--json"))["tasks"]
    assert (task["task"], task["actor_title"], task["due_at"]) == ("rekap", "Tim Sakip", "2026-07-01T01:15:00+00:00")
    assert task["late_by"] == 2700
    after = json.loads(begun("done", "1", "rekap", "--at", "2026-07-01 09:00", "--json"))
    assert [item["task"] for item in after["open_items"]] == ["analisa"]
    assert [instance["ref"] for instance in json.loads(begun("status", "--json"))["instances"]] == ["Triwulan II"]
    assert [item["done_by"] for item in json.loads(begun("status", "1", "--json"))["path"]] == ["staf-1", ""]
    assert json.loads(begun("history", "1", "--json"))["events"][0]["kind"] == "started"
    assert json.loads(begun("start", "kinerja", "--json"))["id"] == 2


def test_a_reference_that_exists_is_refused_unless_again(begun: Run) -> None:
    before = content()
    assert begun("start", "kinerja", "--ref", "triwulan ii", code=4) == (
        "sop: instance 1 of kinerja bears the reference 'Triwulan II' already (started 2026-07-01 08:15): "
        "go on with it, or start another of that name with --again\n"
    )
    assert content() == before
    assert "instance 2 of kinerja started: Triwulan II" in begun("start", "kinerja", "--ref", "Triwulan II", "--again")
    assert "bear the reference" in begun("done", "Triwulan II", "rekap", code=2)


def test_references_tasks_and_outcomes_are_found_without_regard_to_case(begun: Run) -> None:
    assert begun("done", "TRIWULAN ii", "Rekap", "--at", "2026-07-01 09:00").startswith("done: 1/rekap\n")
    said = begun("done", "triwulan II", "analisa", "--outcome", " tIDAK", "--at", "1 Juli 2026 10.00")
    assert said.startswith("done: 1/analisa with outcome Tidak\n")
    assert "Triwulan II" in begun("status", "triwulan ii")
    assert "rekap (visit 2)" in begun("history", "TRIWULAN II")


def test_times_are_typed_and_printed_as_indonesians_do(begun: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOP_LANG", "id")
    monkeypatch.setenv("COLUMNS", "80")
    begun("done", "1", "rekap", "--at", "1 Juli 2026 pukul 09.00")
    assert lines(begun("tasks", "--at", "3-7-2026 08.30"))[2:] == [
        ["1", "Triwulan II", "analisa", "Kam 2 Jul 16.00", "1 jam kerja"],
        ["Sekretaris: Menganalisa hasil"],
        ["Sudah benar? Ya / Tidak"],
    ]
    assert "terlambat 1 jam waktu kerja" in begun("status", "1", "--at", "3-7-2026 08.30")
    assert "baru dibuka Rab 1 Jul 2026 09.00" in begun(
        "done", "1", "analisa", "--outcome", "ya", "--at", "1/7/2026 08.59", code=4
    )


def test_a_day_alone_is_its_beginning_for_a_start_and_its_end_for_a_completion(run: Run) -> None:
    run("start", "kinerja", "--at", "2026-07-01")
    run("done", "1", "rekap", "--at", "1 Juli 2026")
    events = json.loads(run("history", "1", "--json"))["events"]
    assert [event["at"] for event in events if event["kind"] in ("started", "done")] == [
        "2026-06-30T16:00:00+00:00",
        "2026-07-01T15:59:59.999999+00:00",
    ]


def test_the_person_is_who_is_logged_in_where_nobody_is_named(begun: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOP_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "sekretaris")
    begun("done", "1", "rekap")
    assert "sekretaris" in begun("history", "1")


def test_the_store_is_where_the_option_or_the_environment_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("start", "kinerja", "--db", "a.db")
    monkeypatch.setenv("SOP_DB", "sqlite:///b.db")
    run("start", "kinerja", "--ref", "di b")
    assert "di b" in run("status")
    assert "di b" not in run("status", "--db", "a.db")
    assert not Path(".sop").exists()


def content() -> list[str]:
    connection = sqlite3.connect(".sop/sop.db")
    dump = list(connection.iterdump())
    connection.close()
    return dump


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("done 1 analisa --outcome Ya", 4, "work item 1/analisa is not open yet; open now: rekap (Tim Sakip)"),
        ("done 1 rekap --outcome Ya", 4, "work item 1/rekap decides nothing: complete it without the outcome 'Ya'"),
        ("done 2 analisa", 4, "work item 2/analisa needs an outcome (Sudah benar?): one of Ya, Tidak"),
        ("done 2 analisa --outcome ja", 4, "'ja' is no outcome of work item 2/analisa: choose one of Ya, Tidak"),
        ("done 2 rekap", 4, "work item 2/rekap is done (by staf-1, 2026-07-01 09:00); open ones: sop tasks"),
        ("done 9 rekap", 3, "there is no instance 9; all of them: sop status"),
        ("done 1 rekpa", 3, "kinerja has no task 'rekpa': did you mean 'rekap'?"),
        ("done Triwulan_II rekap", 3, "no instance has the reference 'Triwulan_II': did you mean 'Triwulan II'?"),
        ("history Semester", 3, "no instance has the reference 'Semester'; all of them: sop status"),
        (
            "done 1 rekap --at 2026-07-01T08:14",
            4,
            "work item 1/rekap cannot be done at 2026-07-01 08:14: it was opened when the instance began, at "
            "2026-07-01 08:15; if that was earlier, cancel it and start it anew with --at: sop cancel 1",
        ),
        (
            "done 1 rekap --at kemarin",
            2,
            "cannot read the time 'kemarin': write date and time, such as 2026-07-31 08:15, 31-07-2026 08.15, "
            "31 Jul 2026 or 08:15",
        ),
        (
            "done 1 rekap --at 31-06-2026",
            2,
            "there is no such day as in '31-06-2026'",
        ),
        ("tasks --actor sekretari", 3, "no SOP in the store has an actor 'sekretari': did you mean 'sekretaris'?"),
        ("tasks --actor bupati", 3, "no SOP in the store has an actor 'bupati'; known: sekretaris, tim"),
        ("start kinerj", 3, f"there is no {Path('definitions/kinerj.yaml')}: did you mean 'kinerja'?"),
        (
            "start definitions/kinerja.yaml",
            3,
            f"there is no {Path('definitions/definitions/kinerja.yaml.yaml')}: did you mean 'kinerja'?",
        ),
        ("start cuti", 3, f"there is no {Path('definitions/cuti.yaml')}; SOPs there: kinerja"),
        ("start kinerja --ref 7", 2, "the reference '7' would be taken for an instance's number: add a word to it"),
        ("status --db none.db", 3, "no store at none.db: 'sop start ID' makes one there; --db or SOP_DB names another"),
        (
            "status --db definitions/kinerja.yaml",
            5,
            "cannot use the store definitions/kinerja.yaml: file is not a database",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line_and_changes_nothing(
    begun: Run, command: str, code: int, said: str
) -> None:
    begun("start", "kinerja", "--at", "2026-07-01 08:15")
    begun("done", "2", "rekap", "--at", "2026-07-01 09:00")
    before = content()
    assert begun(*command.split(), code=code) == f"sop: {said}\n"
    assert content() == before


def test_the_future_is_refused(begun: Run) -> None:
    said = begun("done", "1", "rekap", "--at", "2099-01-01 08:00", code=4)
    assert said.startswith("sop: 2099-01-01 08:00 is in the future (it is ")


def test_work_of_a_completed_instance_is_refused(begun: Run) -> None:
    for task in ("rekap", "analisa --outcome Ya", "lapor"):
        begun("done", "1", *task.split())
    assert "work item 1/lapor is done (by staf-1, " in begun("done", "1", "lapor", code=4)


def test_an_empty_inbox_says_so_on_stderr(begun: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for task in ("rekap", "analisa --outcome Ya", "lapor"):
        begun("done", "1", *task.split())
    with pytest.raises(SystemExit):
        main(["tasks"])
    assert capsys.readouterr() == ("", "no open work\n")
    assert begun("tasks", "--actor", "tim") == ""


def test_a_folder_without_definitions_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    said = run("start", "kinerja", code=3)
    assert said.startswith(f"sop: no definitions in {tmp_path / 'empty' / 'definitions'}: run sop where your SOPs lie")


def test_a_definition_with_errors_is_not_started(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "definitions" / "kinerja.yaml"
    file.write_text(SOP.replace("Ya: lapor", "Ya: lapr"), encoding="utf-8")
    assert "lapr" in run("start", "kinerja", code=1)
    assert not Path(".sop").exists()
