"""A store that is broken, or that another program wrote into, is told in one message with the exit code of storage."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sopengine.cli import main
from sopengine.engine import Engine
from sopengine.rules import load, runnable

DEFINITION = """
sop: 1
id: surat
title: Surat masuk
agency: {name: Dinas Contoh}
actors: {staf: Staf, kepala: Kepala}
data: {jumlah: {type: number}}
steps:
  - {id: terima, activity: Menerima surat, actor: staf, duration: 10 menit, asks: [jumlah], next: [a, b]}
  - {id: a, activity: Memeriksa surat, actor: kepala, duration: 1 hari, next: c}
  - {id: b, activity: Mencatat surat, actor: staf, duration: 1 hari, next: c}
  - {id: c, activity: Menilai surat, actor: kepala, duration: 1 hari, decision: {Ya: end, Tidak: terima}}
"""
COMMANDS = (("tasks",), ("status", "1"), ("history", "1"), ("comply",), ("done", "1", "b"), ("done", "1", "terima"))
STORE = Path(".sop/sop.db")
NOWHERE = json.dumps({"hantu": [{"at": "2026-01-01T00:00:00+00:00", "from": 1, "back": False}]})


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an instance that waits at a meeting point."""
    folder = tmp_path_factory.mktemp("waiting")
    (folder / "surat.yaml").write_text(DEFINITION, encoding="utf-8")
    with Engine(str(folder / "sop.db")) as engine:
        engine.start(runnable(load(folder / "surat.yaml")), by="staf-1")
        engine.done(engine.open_item(1, "terima").id, by="staf-1", data={"jumlah": 3})
        engine.done(engine.open_item(1, "a").id, by="staf-1")
    return folder / "sop.db"


@pytest.fixture
def office(typed: Callable[..., str], waiting: Path) -> Callable[..., str]:
    Path("definitions/surat.yaml").write_text(DEFINITION, encoding="utf-8")
    STORE.parent.mkdir()
    shutil.copyfile(waiting, STORE)
    return typed


def change(statement: str, *values: object) -> None:
    """As somebody does who took the guards off first."""
    connection = sqlite3.connect(STORE, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement, values)
    connection.close()


def in_tables(path: str, value: object) -> str:
    return f"UPDATE definition SET tables = json_set(tables, '$.{path}', json('{json.dumps(value)}'))"


@pytest.mark.parametrize(
    ("statement", "command"),
    [
        ("UPDATE instance SET data = '{'", "status"),
        ("UPDATE instance SET data = '[1]'", "status"),
        (f"UPDATE instance SET data = '{'[' * 100_000}'", "status"),
        (f"UPDATE instance SET arrivals = '{NOWHERE}'", "status"),
        ("UPDATE instance SET arrivals = '{\"c\": [1]}'", "status"),
        ("UPDATE instance SET state = 'hantu'", "status"),
        ("UPDATE instance SET version = 9223372036854775807", "status"),
        ("UPDATE instance SET started_at = 253402300799999999", "status"),
        ("UPDATE instance SET started_at = -9223372036854775808", "status"),
        ("UPDATE instance SET ref = CAST(x'c328ff' AS TEXT)", "status"),
        ("UPDATE work_item SET task = 'hantu'", "tasks"),
        ("UPDATE work_item SET step = 'hantu'", "tasks"),
        ("UPDATE work_item SET actor = 'hantu'", "tasks"),
        ("UPDATE work_item SET due_at = 9223372036854775807", "tasks"),
        ("UPDATE event SET kind = 'hantu'", "history"),
        ("UPDATE event SET data = '{\"outcome\": 1}'", "history"),
        ("UPDATE event SET data = '{\"data\": [1]}'", "history"),
        ("UPDATE event SET at = 253402300800000000", "history"),
        ("UPDATE definition SET tables = '{'", "tasks"),
        ("UPDATE definition SET tables = '[]'", "tasks"),
        ("UPDATE definition SET tables = json_remove(tables, '$.steps')", "tasks"),
        ("UPDATE definition SET text = CAST(x'c328ff' AS TEXT)", "tasks"),
        (in_tables("sop", "../../surat"), "tasks"),
        (in_tables("timezone", "Asia/Hantu"), "tasks"),
        (in_tables("timezone", 3), "tasks"),
        (in_tables("title", None), "tasks"),
        (in_tables("actors.staf", ["Staf"]), "tasks"),
        (in_tables("entries", ["hantu"]), "tasks"),
        (in_tables("waits_for.hantu", ["a"]), "tasks"),
        (in_tables("back", [["hantu", "a"]]), "tasks"),
        (in_tables("steps.a.activity", 3), "tasks"),
        (in_tables("tasks.a.name", "b"), "tasks"),
        (in_tables("tasks.a.actor", "hantu"), "tasks"),
        (in_tables("tasks.a.partners", ["hantu"]), "tasks"),
        (in_tables("tasks.a.asks", ["hantu"]), "tasks"),
        (in_tables("tasks.a.outcomes[0].targets", ["hantu"]), "tasks"),
        (in_tables("tasks.a.outcomes[0].label", None), "tasks"),
    ],
    ids=lambda text: text[:80],
)
def test_a_row_that_nothing_here_wrote_is_told_and_no_command_crashes(
    office: Callable[..., str], statement: str, command: str
) -> None:
    change(statement)
    message = office(command, *(["1"] if command == "history" else []), code=5)
    assert "cannot" in message
    assert len(message.splitlines()) == 1
    for arguments in COMMANDS:
        assert exit_code(*arguments) in range(6), arguments


def test_an_instance_of_a_text_that_cannot_be_drawn_is_told(office: Callable[..., str]) -> None:
    change("UPDATE definition SET text = ?", '{"a": 1}')
    assert "holds no text of surat that can be drawn" in office("draw", "--instance", "1", code=5)


def test_the_name_of_an_sop_in_a_row_leads_to_no_other_folder(office: Callable[..., str]) -> None:
    change("UPDATE instance SET sop = '../../surat'")
    office("draw", "--instance", "1")
    assert sorted(path.name for path in Path("diagrams").iterdir()) == [
        "surat-instance-1-0.svg",
        "surat-instance-1-1.svg",
    ]


@pytest.mark.parametrize("cut", [0, 1, 100, 4_096, 5_000, 20_000])
def test_a_store_that_was_cut_off_is_told(office: Callable[..., str], cut: int) -> None:
    os.truncate(STORE, cut)
    for arguments in COMMANDS:
        assert exit_code(*arguments) in range(6), arguments


def test_bytes_of_the_first_page_that_are_no_utf_8_are_told(office: Callable[..., str]) -> None:
    whole = STORE.read_bytes()
    for place in range(0, 4_096, 61):
        STORE.write_bytes(whole[:place] + b"\xff\xfe\x1b[2J" * 6 + whole[place + 36 :])
        assert exit_code("status") in range(6), place


def test_a_folder_in_place_of_the_store_is_told(office: Callable[..., str]) -> None:
    STORE.unlink()
    STORE.mkdir()
    assert "is no file" in office("status", code=5)


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO there")
@pytest.mark.parametrize("name", ["sop.db", "sop.db-gate", "sop.db-journal", "sop.db-wal"])
def test_a_fifo_where_the_store_lies_hangs_nobody(office: Callable[..., str], name: str) -> None:
    STORE.with_name(name).unlink(missing_ok=True)
    os.mkfifo(STORE.with_name(name))
    program = [sys.executable, "-c", "from sopengine.cli import main; main()"]
    done = subprocess.run([*program, "start", "surat"], capture_output=True, timeout=20, check=False)
    assert done.returncode in (0, 5)


def exit_code(*arguments: str) -> int:
    """A crash has 70."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)
