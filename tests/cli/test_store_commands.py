"""`sop verify` and `sop calendar`, as they are typed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sopengine.cli import main

Run = Callable[..., str]

SOP = """\
sop: 1
id: izin
title: Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
calendar: enam-hari
actors: {staf: Staf}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 2 hari kerja}
  - {id: terbit, activity: Menerbitkan izin, actor: staf, duration: 1 jam}
"""
CALENDAR = """\
calendar: 1
id: enam-hari
days_off: {2026-07-02: Libur daerah}
"""
FILE = Path("definitions/calendars/enam-hari.yaml")


@pytest.fixture
def run(typed: Run) -> Run:
    FILE.parent.mkdir()
    FILE.write_text(CALENDAR, encoding="utf-8")
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    typed("start", "izin", "--ref", "Izin 1", "--at", "2026-07-01 08:00")
    typed("start", "izin", "--ref", "Izin 2", "--at", "2026-07-06 08:00")
    return typed


def spoil(*statements: str) -> None:
    """As somebody does who took the guards off first."""
    connection = sqlite3.connect(".sop/sop.db", isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_sound_store_is_told_in_one_line(run: Run) -> None:
    assert run("verify") == "2 instances and 1 version: all agrees\n"
    assert run("verify", "izin 2") == "1 instance: all agrees\n"


def test_every_fault_is_a_line_of_its_own_with_its_place(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(
        "UPDATE work_item SET due_at = due_at + 86400000000 WHERE instance = 2",
        "UPDATE definition SET tables = replace(tables, 'Menerima', 'Meminta')",
    )
    assert run("verify", code=5).endswith("2 instances and 1 version: 2 faults\n")
    run("verify", "1")
    assert "1 instance: 1 fault" in run("verify", "2", code=5)
    found = json.loads(printed(capsys, "verify", "--json"))
    assert [fault["instance"] for fault in found["faults"]] == [2, None]
    assert "instance 2, work item terima: 'due_at' is 2026-07-" in found["faults"][0]["message"]
    assert "its tables do not say what its text says" in found["faults"][1]["message"]


def test_an_instance_that_is_not_there_is_not_found(run: Run) -> None:
    assert "there is no instance 9" in run("verify", "9", code=3)


def test_calendars_are_listed(run: Run) -> None:
    (row,) = run("calendar").splitlines()[2:]
    assert row.split("  ")[0] == "enam-hari"
    assert "37 h 30 min" in row
    assert row.endswith("izin")
    (one,) = json.loads(run("calendar", "--json"))["calendars"]
    assert (one["name"], one["week"], one["sops"]) == ("enam-hari", 37.5 * 3600, ["izin"])


def test_a_renewed_calendar_moves_due_times_and_says_whose(run: Run) -> None:
    assert run("calendar", "update") == "calendar 'enam-hari' is up to date\n"
    FILE.write_text(CALENDAR.replace("2026-07-02", "2026-07-07"), encoding="utf-8")
    said = run("calendar", "update").splitlines()
    assert said[0] == "calendar 'enam-hari' is renewed: 2 due times moved"
    assert [line.split()[-4:] for line in said[4:]] == [
        ["2026-07-06", "16:00", "2026-07-03", "16:30"],
        ["2026-07-08", "16:00", "2026-07-09", "16:00"],
    ]
    assert "terima is now due" in run("history", "1")
    assert "the calendar changed" in run("history", "1")
    assert "all agrees" in run("verify")
    assert run("calendar", "update", str(FILE)) == "calendar 'enam-hari' is up to date\n"


def test_what_moved_is_plain_data_too(run: Run) -> None:
    FILE.write_text(CALENDAR.replace("2026-07-02", "2026-07-07"), encoding="utf-8")
    (one,) = json.loads(run("calendar", "update", "--json"))["calendars"]
    assert (one["changed"], [moved["instance"] for moved in one["moved"]]) == (True, [1, 2])
    assert one["moved"][1]["due_before"] == "2026-07-08T09:00:00+00:00"


def test_nothing_is_renewed_where_one_file_is_wrong_or_unknown(run: Run) -> None:
    Path("lain.yaml").write_text("calendar: 1\nid: lain\n", encoding="utf-8")
    FILE.write_text(CALENDAR.replace("2026-07-02", "2026-07-07"), encoding="utf-8")
    assert "the store keeps no calendar 'lain'" in run("calendar", "update", str(FILE), "lain.yaml", code=3)
    assert json.loads(run("tasks", "--json"))["tasks"][0]["due_at"] == "2026-07-06T09:00:00+00:00"
    FILE.write_text("calendar: 1\nid: enam-hari\ndays_of: {}\n", encoding="utf-8")
    assert "unknown key 'days_of'" in run("calendar", "update", code=1)
    FILE.unlink()
    assert "from which calendar 'enam-hari' would be renewed" in run("calendar", "update", code=3)


def test_a_store_without_calendars_says_so(typed: Run) -> None:
    Path("definitions/izin.yaml").write_text(SOP.replace("calendar: enam-hari\n", ""), encoding="utf-8")
    typed("start", "izin")
    assert typed("calendar") == ""
    assert "no calendar that could be renewed" in typed("calendar", "update", code=2)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that fails prints all the same."""
    with pytest.raises(SystemExit):
        main(arguments)
    return capsys.readouterr().out
