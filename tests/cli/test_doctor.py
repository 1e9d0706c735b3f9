"""`sop doctor` and `sop upgrade`: what is amiss is told with its mend, and doing as it says mends it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from databases import KINDS, empty, needs_postgresql, raw
from flows import kinerja

from sopengine.cli import main
from sopengine.engine import Engine
from sopengine.office.keeping import checkup
from sopengine.store import schema
from sopengine.store.dialects import network, sqlite

Run = Callable[..., str]
RELEASED = Path(__file__).parent.parent / "store" / "released"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / ".sop" / "sop.db"
    with Engine(str(file)) as engine:
        engine.start(kinerja(), by="staf-1")
    return file


@pytest.fixture
def doctor(typed: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """What it prints on one line, where it ends with that exit code."""

    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(("doctor", *arguments))
        printed = capsys.readouterr()
        assert (ended.value.code or 0) == code, printed
        return " ".join(printed.out.split())

    return run


@pytest.mark.usefixtures("store")
def test_of_a_store_that_is_well_nothing_is_amiss(doctor: Run, typed: Run) -> None:
    found = doctor()
    assert f"tables {schema.CURRENT}, instances: 1" in found
    assert "a commit costs here now: " in found
    assert "none here or above: the defaults hold" in found
    assert found.endswith("nothing is amiss")
    assert "tidak ada yang perlu dibenahi" in typed("--lang", "id", "doctor")


def test_nothing_is_left_beside_a_store_that_was_looked_at(doctor: Run, store: Path) -> None:
    doctor()
    before = sorted(store.parent.iterdir())
    doctor()
    assert sorted(store.parent.iterdir()) == before


def test_where_no_store_is_yet_it_says_how_one_is_made(doctor: Run, tmp_path: Path) -> None:
    assert "'sop start ID' makes one there" in doctor()
    assert not (tmp_path / ".sop").exists()


@pytest.mark.usefixtures("store")
def test_a_slip_in_the_settings_is_told_with_its_line(doctor: Run, tmp_path: Path) -> None:
    (tmp_path / "sop.toml").write_text("[stroe]\n", encoding="utf-8")
    found = doctor("--db", ".sop/sop.db", code=5)
    assert "sop.toml:1: " in found
    assert "did you mean 'store'?" in found
    assert "1 thing is amiss" in found
    (tmp_path / "sop.toml").write_text('[store]\nurl = ".sop/sop.db"\n', encoding="utf-8")
    assert "sop.toml: all agrees" in doctor()


@pytest.mark.usefixtures("store")
def test_a_clock_that_was_set_back_is_told(doctor: Run) -> None:
    with closing(sqlite3.connect(".sop/sop.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET recorded_at = recorded_at + 86400000000")
    found = doctor(code=5)
    assert "though something was recorded at" in found
    assert "set them by the network" in found


@pytest.mark.usefixtures("store")
def test_a_disk_without_room_is_told(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LEAST_FREE", 10**18)
    assert "-> make room: a copy of the store has to fit beside it" in doctor(code=5)


@pytest.mark.usefixtures("store")
def test_a_disk_of_the_network_is_told(doctor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "mounts", lambda: f"/dev/vda / ext4 rw 0 0\nserver:/a {tmp_path} nfs4 rw 0 0\n")
    found = doctor(code=5)
    assert "the store lies on a disk of the network (nfs4) -> its locks cannot be trusted" in found


def test_a_file_that_is_none_of_ours_is_amiss(doctor: Run, store: Path) -> None:
    store.write_bytes(b"nothing that anybody knows" * 100)
    assert "file is not a database" in doctor(code=5)


@pytest.mark.usefixtures("store")
def test_a_log_that_this_library_keeps_unsafely_is_amiss(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(".sop/sop.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    monkeypatch.setattr(sqlite, "WAL_IS_SAFE", (9,))
    monkeypatch.setattr("sopengine.store.checkup.condition.WAL_IS_SAFE", (9,))
    assert 'this library may damage such a file: pip install "sopengine[wal]" here too' in doctor(code=5)


def test_a_newer_library_lets_an_older_file_go_on_in_the_faster_way(
    doctor: Run, typed: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "WAL_IS_SAFE", (3,))
    monkeypatch.setattr("sopengine.store.checkup.condition.WAL_IS_SAFE", (3,))
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    assert "'sop upgrade' lets this file use the faster way" in doctor()
    assert "from now on it is kept as WAL + FULL" in typed("upgrade")
    found = doctor()
    assert "WAL + FULL; a commit costs here now: TRUNCATE + FULL " in found
    assert "look" not in found
    assert "is up to date" in typed("upgrade")


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.db")), ids=lambda path: path.stem)
def test_doctor_only_looks_and_upgrade_brings_up_to_date(
    doctor: Run, typed: Run, tmp_path: Path, released: Path
) -> None:
    store = Path(shutil.copy(released, tmp_path / "sop.db"))
    with closing(sqlite3.connect(store)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM instance").fetchone()
    assert f"tables {released.stem}, instances: 0" in doctor("--db", "sop.db") or released.stem == schema.CURRENT
    assert not store.with_name(f"sop.db-{released.stem}").exists()
    said = typed("upgrade", "--db", "sop.db")
    if released.stem == schema.CURRENT:
        assert "is up to date" in said
    else:
        assert f"tables {released.stem} are now {schema.CURRENT}" in said
        assert f"as it was before: sop.db-{released.stem}" in said
    assert f"instances: {count}" in doctor("--db", "sop.db")
    assert typed("verify", "--db", "sop.db")


def test_there_is_nothing_to_upgrade_where_there_is_no_store(typed: Run) -> None:
    assert "no store at" in typed("upgrade", code=3)


@needs_postgresql
def test_a_server_is_looked_at_too(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty("postgresql") as url:
        with Engine(url) as engine:
            engine.start(kinerja(), by="staf-1")
        found = doctor("--db", url, code=5)
        assert "PostgreSQL " in found
        assert "instances: 1" in found
        assert "synchronous_commit off" in found
        assert "a power cut may lose what was recorded" in found
        durable = url.replace("synchronous_commit%3Doff", "synchronous_commit%3Don")
        assert "synchronous_commit on" in doctor("--db", durable, code=5 if "fsync off" in found else 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_of_a_later_release_is_refused_with_its_version(
    typed: Run, doctor: Run, tmp_path: Path, kind: str
) -> None:
    with empty(kind, tmp_path) as url:
        Engine(url).close()
        with closing(raw(url) if kind == "postgresql" else sqlite3.connect(url, isolation_level=None)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0099'")
        told = f"was written by a later version of sopengine (tables 0099, here {schema.CURRENT}): update sopengine"
        for command in (("tasks",), ("upgrade",), ("verify",)):
            assert told in typed(*command, "--db", url, code=5)
        assert told in doctor("--db", url, code=5)


@pytest.mark.skipif(sqlite.driver() is sqlite3, reason='no pysqlite3 here: pip install -e ".[wal]"')
def test_with_the_extra_a_new_store_is_kept_by_the_newer_library(tmp_path: Path) -> None:
    script = "from sopengine.engine import Engine\nEngine('new.db').close()"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, env={**os.environ})
    with closing(sqlite.driver().connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
