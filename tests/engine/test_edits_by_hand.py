"""What `verify` finds of rows that somebody changed by hand, guards off; and what only a chain of hashes will."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.engine.reporting import reports_of
from sopengine.office.keeping.proof import faults_of_calendars, faults_of_reports, faults_of_versions
from sopengine.rules import load, runnable
from sopengine.store.reports.values import Assessment

SOP = """\
sop: 1
id: surat
title: Surat masuk
agency: {name: Dinas Contoh}
calendar: dinas
actors: {staf: Staf, kepala: Kepala}
data: {jumlah: {type: number}}
steps:
  - {id: terima, activity: Menerima surat, actor: staf, duration: 10 menit, asks: [jumlah], next: [a, b]}
  - {id: a, activity: Memeriksa surat, actor: kepala, duration: 1 hari kerja, next: c}
  - {id: b, activity: Mencatat surat, actor: staf, duration: 1 hari kerja, next: c}
  - {id: c, activity: Menilai surat, actor: kepala, duration: 1 hari kerja, decision: {Ya: jeda, Tidak: terima}}
  - {id: jeda, activity: Menunggu, actor: staf, duration: 1 hari kerja, wait: 1 hari kerja}
"""

FOUND = (
    "UPDATE work_item SET done_by = 'orang lain' WHERE task = 'terima'",
    "UPDATE event SET by = 'orang lain' WHERE kind = 'done' AND instance = 1 AND seq = 3",
    "UPDATE event SET by = 'orang lain' WHERE kind = 'opened' AND instance = 1 AND seq = 4",
    "UPDATE event SET by = 'orang lain' WHERE kind = 'started'",
    "UPDATE event SET at = at - 3600000000 WHERE kind = 'done'",
    "UPDATE event SET recorded_at = recorded_at + 3600000000 WHERE kind = 'done'",
    "UPDATE event SET data = json_set(data, '$.outcome', 'Tidak') WHERE kind = 'done'",
    "UPDATE event SET data = json_set(data, '$.due_at', '2027-01-01T00:00:00+00:00') WHERE kind = 'opened'",
    "UPDATE event SET version = version + 1",
    "UPDATE event SET version = 9 WHERE instance = 1 AND seq = 3",
    "UPDATE event SET kind = 'begun' WHERE kind = 'done'",
    "DELETE FROM event WHERE instance = 1 AND seq = 3",
    "DELETE FROM event WHERE instance = 1 AND seq = (SELECT max(seq) FROM event WHERE instance = 1)",
    "DELETE FROM event WHERE instance = 1",
    "UPDATE work_item SET done_at = done_at + 1, ended_at = ended_at + 1 WHERE task = 'terima'",
    "UPDATE work_item SET recorded_at = recorded_at - 3600000000 WHERE task = 'terima'",
    "UPDATE work_item SET due_at = due_at + 86400000000",
    "UPDATE work_item SET opened_at = opened_at - 1 WHERE task = 'b'",
    "UPDATE work_item SET actor = 'kepala' WHERE task = 'b'",
    "UPDATE work_item SET visit = 2 WHERE task = 'b'",
    "UPDATE work_item SET note = 'lain' WHERE task = 'terima'",
    "UPDATE work_item SET count = 3 WHERE task = 'terima'",
    "UPDATE work_item SET corrected = 1 WHERE task = 'terima'",
    "UPDATE work_item SET provisional = 1 - provisional",
    "DELETE FROM work_item WHERE task = 'b' AND instance = 1",
    "UPDATE instance SET ref = 'lain' WHERE id = 1",
    "UPDATE instance SET started_by = 'orang lain'",
    "UPDATE instance SET started_at = started_at - 1",
    "UPDATE instance SET data = '{}'",
    "UPDATE instance SET version = version + 1, events = events + 1",
    "UPDATE instance SET state = 'suspended', suspended_at = started_at WHERE id = 1",
    "DELETE FROM instance WHERE id = 1",
    "DELETE FROM instance WHERE id = 3",
    "DELETE FROM timer",
    "UPDATE timer SET item = (SELECT min(id) FROM work_item)",
    "UPDATE definition SET text = replace(text, '10 menit', '10 hari')",
    "UPDATE definition SET text = replace(text, 'kepala: Kepala', 'kepala: Ketua')",
    "UPDATE definition SET tables = replace(tables, '10 menit', '20 menit')",
    "UPDATE definition SET tables = replace(tables, '\"Kepala\"', '\"Ketua\"')",
    "UPDATE definition SET tables = '{'",
    "UPDATE definition SET number = 2",
    "DELETE FROM definition",
    "UPDATE report_event SET by = 'orang lain' WHERE seq = 2",
    "UPDATE report_event SET recorded_at = recorded_at + 1 WHERE seq = 1",
    "UPDATE report_event SET period = '2026-Q1'",
    "UPDATE report_event SET kind = 'assessed' WHERE seq = 2",
    "UPDATE report_event SET data = replace(data, 'Sepakati', 'Tunda')",
    "UPDATE report_event SET data = '{' WHERE seq = 3",
    "UPDATE report_event SET hash = zeroblob(32) WHERE seq = 2",
    "DELETE FROM report_event WHERE seq = 2",
    "UPDATE locked_figures SET text = replace(text, '1', '2')",
    "DELETE FROM locked_figures",
    "UPDATE calendar SET hours = replace(hours, '450', '451')",
    "UPDATE calendar SET hours = '{'",
    "DELETE FROM calendar",
)
FOUND_BY_THE_CHAIN = {
    "who did it, on both sides": (
        "UPDATE event SET by = 'orang lain' WHERE version = 2 AND instance = 1",
        "UPDATE work_item SET done_by = 'orang lain' WHERE task = 'terima' AND instance = 1",
    ),
    "the recorded time, on both sides": (
        "UPDATE event SET recorded_at = recorded_at + 1 WHERE version = 2 AND instance = 1",
        "UPDATE work_item SET recorded_at = recorded_at + 1 WHERE task = 'terima' AND instance = 1",
    ),
    "the due time, on both sides": (
        "UPDATE event SET data = json_set(data, '$.due_at', '2027-01-01T00:00:00+00:00') "
        "WHERE kind = 'opened' AND instance = 1 AND seq = 2",
        "UPDATE work_item SET due_at = 1798761600000000 WHERE task = 'terima' AND instance = 1",
    ),
    "an idempotency key": ("UPDATE event SET key = 'lain' WHERE instance = 1 AND seq = 2",),
    "the fingerprint of a command": ("UPDATE event SET asked = 'lain' WHERE instance = 1 AND seq = 2",),
    "a remark in the pinned text": ("UPDATE definition SET text = text || '# dahulu lain'",),
    "a hash": ("UPDATE event SET hash = zeroblob(32) WHERE instance = 1 AND seq = 2",),
    "two people, one for the other": (
        "UPDATE event SET by = CASE by WHEN 'staf-1' THEN 'staf-2' ELSE 'staf-1' END WHERE version > 1",
        "UPDATE work_item SET done_by = CASE done_by WHEN 'staf-1' THEN 'staf-2' ELSE 'staf-1' END WHERE done_by > ''",
    ),
}
"""What agrees with itself but for the hashes: rewritten on all sides."""
NEEDS_A_CHECKPOINT = {
    "the last instance, with all its rows": (
        "DELETE FROM event WHERE instance = 3",
        "DELETE FROM timer WHERE instance = 3",
        "DELETE FROM work_item WHERE instance = 3",
        "DELETE FROM instance WHERE id = 3",
    ),
    "the last command, with all that it wrote": (
        "DELETE FROM event WHERE instance = 2 AND version = 2",
        "DELETE FROM work_item WHERE instance = 2 AND task <> 'terima'",
        "UPDATE work_item SET state = 'open', done_at = NULL, ended_at = NULL, recorded_at = NULL, done_by = '' "
        "WHERE instance = 2",
        "UPDATE instance SET version = 1, events = 2, data = '{}' WHERE id = 2",
    ),
    "the last thing that happened to a report": ("DELETE FROM report_event WHERE seq = 3",),
    "when a timer fires, which no event says": ("UPDATE timer SET fires_at = fires_at + 1",),
}
"""What agrees with itself after the edit: what came last is cut off, and nothing here says that it was there."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three instances: one waits for a time, one is in its fork, one has just begun."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "calendars").mkdir()
    (folder / "calendars" / "dinas.yaml").write_text("calendar: 1\nid: dinas\n", encoding="utf-8")
    (folder / "surat.yaml").write_text(SOP, encoding="utf-8")
    clock = Clock()
    with Engine(str(folder / "sop.db"), clock=clock) as engine:
        sop = runnable(load(folder / "surat.yaml"))
        for number in (1, 2, 3):
            engine.start(sop, by="staf-1", ref=f"Surat {number}")
        clock.now += timedelta(minutes=5)
        for number in (1, 2):
            engine.done(engine.open_item(number, "terima").id, by="staf-1", data={"jumlah": 3})
        for task, outcome in (("a", None), ("b", None), ("c", "Ya")):
            engine.done(engine.open_item(1, task).id, by="staf-2", outcome=outcome)
        reports = reports_of(engine)
        action = Assessment(agency="Dinas", sop="surat", action="Sepakati format lampiran")
        version = reports.assess("2026-Q2", [action], by="pengawas").version
        reports.lock("2026-Q2", '{"angka":[1]}\n', version=version, by="pengawas")
        reports.reopen("2026-Q2", by="admin", reason="Salah catat")
    return folder / "sop.db"


def faults(store: Path) -> list[str]:
    with Engine(str(store), create=False) as engine:
        found = [
            *engine.faults(),
            *faults_of_versions(engine),
            *faults_of_calendars(engine),
            *faults_of_reports(engine),
        ]
    return [str(fault.what) for fault in found]


def edited(sound: Path, folder: Path, *statements: str, writable_schema: str = "") -> Path:
    store = folder / "sop.db"
    shutil.copyfile(sound, store)
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    if writable_schema:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(writable_schema)
    changed = sum(connection.execute(statement).rowcount for statement in statements)
    connection.close()
    assert changed, "the edit edits nothing"
    return store


def test_a_store_that_nobody_touched_agrees(sound: Path) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize("statement", FOUND)
def test_an_edit_by_hand_is_found(sound: Path, tmp_path: Path, statement: str) -> None:
    found = faults(edited(sound, tmp_path, statement))
    assert found
    assert all("Error" not in each for each in found if "cannot be" not in each and "cannot read" not in each)


@pytest.mark.parametrize("edit", FOUND_BY_THE_CHAIN)
def test_a_history_that_is_rewritten_on_all_sides_is_found_by_its_hashes(
    sound: Path, tmp_path: Path, edit: str
) -> None:
    found = faults(edited(sound, tmp_path, *FOUND_BY_THE_CHAIN[edit]))
    assert found
    assert all("is not the one recorded" in each for each in found)


@pytest.mark.parametrize("edit", NEEDS_A_CHECKPOINT)
def test_a_history_that_is_cut_on_all_sides_needs_a_checkpoint(sound: Path, tmp_path: Path, edit: str) -> None:
    """Fails on the day when it is found: then it moves up."""
    assert faults(edited(sound, tmp_path, *NEEDS_A_CHECKPOINT[edit])) == []


def test_a_row_with_a_hole_is_told_and_not_stumbled_over(sound: Path, tmp_path: Path) -> None:
    """A power cut under synchronous = OFF left such rows."""
    may_be_empty = "UPDATE sqlite_master SET sql = replace(sql, 'version INTEGER NOT NULL', 'version INTEGER')"
    store = edited(sound, tmp_path, "UPDATE work_item SET corrected = 0", writable_schema=may_be_empty)
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("UPDATE event SET version = NULL WHERE instance = 1 AND seq = 3")
    connection.close()
    assert any("instance 1" in each for each in faults(store))


def test_an_instance_whose_row_alone_is_gone_is_told_by_its_events(sound: Path, tmp_path: Path) -> None:
    found = faults(edited(sound, tmp_path, "DELETE FROM instance WHERE id = 3"))
    assert "instance 3 is missing" in found
