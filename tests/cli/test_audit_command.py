"""`sop audit`, as it is typed: a checkpoint finds what a store that agrees with itself no longer tells."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sopengine.cli import main
from sopengine.engine import Engine
from sopengine.engine.auditing import faults_against
from sopengine.engine.reporting import reports_of
from sopengine.office.keeping.checkpoint import read
from sopengine.store.audit import chain

Run = Callable[..., str]

SOP = """\
sop: 1
id: izin
title: Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {staf: Staf}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 2 hari kerja}
  - {id: terbit, activity: Menerbitkan izin, actor: staf, duration: 1 jam}
"""
STORE = Path(".sop/sop.db")
KEY = Path("kunci/audit-key.pem")
VERIFY = ("audit", "verify", "--checkpoint", "saksi.json")


@pytest.fixture
def run(typed: Run) -> Run:
    """Three instances, two of them begun, and a key."""
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    for number in "123":
        typed("start", "izin", "--ref", f"Izin {number}", "--at", "2026-07-01 08:00")
    for number in "12":
        typed("done", number, "terima", "--at", "2026-07-01 09:00")
    typed("audit", "key")
    return typed


def spoil(*statements: str) -> None:
    """As somebody does who takes the guards off, and puts hashes in place again wherever they do not fit."""
    connection = sqlite3.connect(STORE, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        assert connection.execute(statement).rowcount
    seal = chain.seal(connection.execute("SELECT text FROM definition").fetchone()[0])
    columns = ", ".join(f'"{column.name}"' for column in chain.COLUMNS)
    for (instance,) in connection.execute("SELECT id FROM instance").fetchall():
        head = chain.START
        for row in connection.execute(f"SELECT {columns} FROM event WHERE instance = {instance}").fetchall():
            head = chain.link(head, row, seal if row[3] == "started" else b"")
            connection.execute("UPDATE event SET hash = ? WHERE instance = ? AND seq = ?", (head, instance, row[1]))
    connection.close()


def test_without_a_key_it_says_how_to_make_one_and_that_mends_it(run: Run) -> None:
    KEY.unlink()
    assert "'sop audit key' makes one there" in run("audit", "checkpoint", "saksi.json", code=3)
    assert not Path("saksi.json").exists()
    run("audit", "key")
    run("audit", "checkpoint", "saksi.json")
    assert "3 instances" in run(*VERIFY)


def test_the_key_is_nobody_elses_and_is_made_once(run: Run) -> None:
    kept = KEY.read_bytes()
    assert "the key lies in" in run("audit", "key")
    assert KEY.read_bytes() == kept
    assert b"PRIVATE" not in KEY.with_suffix(".pub").read_bytes()
    if sys.platform != "win32":
        assert KEY.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_a_key_that_others_may_read_signs_nothing_until_the_mend(run: Run) -> None:
    KEY.chmod(0o644)
    assert f"chmod 600 {KEY.resolve()}" in run("audit", "checkpoint", "saksi.json", code=4)
    KEY.chmod(0o600)
    run("audit", "checkpoint", "saksi.json")


def test_work_that_goes_on_is_no_change(run: Run) -> None:
    run("audit", "checkpoint", "saksi.json")
    run("done", "1", "terbit")
    run("start", "izin", "--ref", "Izin 4")
    assert "all is as it was signed" in run(*VERIFY)


def test_a_checkpoint_is_not_written_over_by_chance(run: Run) -> None:
    run("audit", "checkpoint", "saksi.json")
    before = Path("saksi.json").read_bytes()
    assert "--force" in run("audit", "checkpoint", "saksi.json", code=4)
    assert Path("saksi.json").read_bytes() == before
    run("audit", "checkpoint", "saksi.json", "--force")
    assert Path("saksi.json").read_bytes() != before


def test_a_store_that_contradicts_itself_is_not_signed(run: Run) -> None:
    spoil("UPDATE work_item SET done_by = 'orang lain' WHERE done_by = 'staf-1'")
    assert "nothing was signed" in run("audit", "checkpoint", "saksi.json", code=5)


CHANGES = {
    "rewritten": (
        (
            "UPDATE event SET by = 'orang lain' WHERE version = 2 AND instance = 1",
            "UPDATE work_item SET done_by = 'orang lain' WHERE done_by <> '' AND instance = 1",
        ),
        "instance 1 was rewritten: up to event 4 it is not what the checkpoint knows",
    ),
    "cut": (
        (
            "DELETE FROM event WHERE instance = 2 AND version = 2",
            "DELETE FROM work_item WHERE instance = 2 AND task = 'terbit'",
            "UPDATE work_item SET state = 'open', done_at = NULL, ended_at = NULL, recorded_at = NULL, done_by = '' "
            "WHERE instance = 2",
            "UPDATE instance SET version = 1, events = 2 WHERE id = 2",
        ),
        "instance 2 was cut or set back: it ends at event 2, the checkpoint knows 4",
    ),
    "gone": (
        (
            "DELETE FROM event WHERE instance = 3",
            "DELETE FROM work_item WHERE instance = 3",
            "DELETE FROM instance WHERE id = 3",
        ),
        "instance 3 is gone: the checkpoint knows it up to event 2",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_agrees_with_itself_and_its_hashes_is_found_by_the_checkpoint(
    run: Run, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    statements, told = CHANGES[change]
    run("audit", "checkpoint", "saksi.json")
    spoil(*statements)
    assert "all agrees" in run("verify")
    faults = json.loads(shown(capsys, "--json"))["faults"]
    assert told in [fault["message"] for fault in faults]
    assert {fault["instance"] for fault in faults} <= {None, int(told.split()[1])}


def shown(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What is printed of a store that was changed."""
    with pytest.raises(SystemExit) as ended:
        main([*VERIFY, *more])
    assert ended.value.code == 5
    return capsys.readouterr().out


def test_a_former_copy_in_place_of_the_store_is_told_as_such(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(STORE, "dahulu.db")
    run("done", "1", "terbit")
    run("audit", "checkpoint", "saksi.json")
    shutil.copy("dahulu.db", STORE)
    assert "all agrees" in run("verify")
    assert shown(capsys).splitlines() == [
        "the store is older than the checkpoint: somebody put a former copy in its place",
        "instance 1 was cut or set back: it ends at event 4, the checkpoint knows 6",
    ]


def test_a_checkpoint_of_somebody_else_or_a_changed_one_is_refused(run: Run) -> None:
    run("audit", "checkpoint", "saksi.json")
    said = json.loads(Path("saksi.json").read_text(encoding="utf-8"))
    for name, value in {"at": "2020-01-01T00:00:00+00:00", "instances": 2, "root": "0" * 64}.items():
        Path("saksi.json").write_text(json.dumps(said | {name: value}), encoding="utf-8")
        assert "1 fault" in run(*VERIFY, code=5)
    Path("saksi.json").write_text(json.dumps(said | {"heads": said["heads"][:2]}), encoding="utf-8")
    assert "1 fault" in run(*VERIFY, code=5)
    Path("saksi.json").write_text(json.dumps(said), encoding="utf-8")
    public = Path("kunci-tadi.pub")
    shutil.copy(KEY.with_suffix(".pub"), public)
    assert run(*VERIFY, "--key", str(public))
    KEY.unlink()
    run("audit", "key")
    assert "1 fault" in run(*VERIFY, code=5)
    assert run(*VERIFY, "--key", str(public))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', '{"format": 1, "at": 1, "heads": 7}', "\xff", "null"])
def test_a_file_that_is_no_checkpoint_is_told_as_such(run: Run, text: str) -> None:
    Path("saksi.json").write_bytes(text.encode("latin-1"))
    assert "'sop audit checkpoint' makes one" in run(*VERIFY, code=2)


def test_what_it_cannot_read_or_understand_has_a_message_each(run: Run) -> None:
    assert "there is no file saksi.json" in run(*VERIFY, code=3)
    Path("saksi.json").write_text('{"format": 2}', encoding="utf-8")
    assert "later version" in run(*VERIFY, code=2)
    assert "sop audit checkpoint FILE" in run("audit", "checkpoint", code=2)
    run("audit", "checkpoint", "saksi.json", "--force")
    Path("kosong.pub").write_text("", encoding="utf-8")
    assert "holds no Ed25519 key" in run(*VERIFY, "--key", "kosong.pub", code=5)
    KEY.write_text("rusak", encoding="utf-8")
    assert "holds no Ed25519 key" in run("audit", "checkpoint", "lain.json", code=5)


def test_a_locking_that_was_cut_off_is_found_by_a_checkpoint(run: Run) -> None:
    with Engine(str(STORE)) as engine:
        reports = reports_of(engine)
        reports.lock("2026-Q2", '{"angka":[1]}\n', version=0, by="pengawas")
        reports.reopen("2026-Q2", by="admin", reason="Salah catat")
    run("audit", "checkpoint", "saksi.json")
    assert "3 instances" in run(*VERIFY)
    spoil("DELETE FROM report_event WHERE seq = 2")
    run(*VERIFY, code=5)
    with Engine(str(STORE)) as engine:
        (found,) = engine.ask(lambda reader: tuple(faults_against(reader, read(Path("saksi.json")).heads)))
    assert str(found.what) == (
        "what happened to reports was cut or rewritten: it ends at entry 1, the checkpoint knows 2"
    )


def test_a_measurement_says_where_the_report_of_its_period_is_locked(run: Run) -> None:
    with Engine(str(STORE)) as engine:
        reports_of(engine).lock("2026-Q3", '{"angka":[1]}\n', version=0, by="pengawas")
    assert "is locked since" in run("comply", "--quarter", "2026-Q3", code=1)
    assert "is locked since" not in run("comply", "--quarter", "2026-Q2")
