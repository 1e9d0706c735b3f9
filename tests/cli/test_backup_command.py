"""`sop backup` and `sop store copy`, as they are typed."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from databases import KINDS, empty, raw

from sopengine.engine import Engine
from sopengine.engine.copying import copy_to, digest
from sopengine.office.keeping.attachments import faults_of_files, keep

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


@pytest.fixture
def run(typed: Run) -> Run:
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    for number in "12":
        typed("start", "izin", "--ref", f"Izin {number}")
    typed("done", "1", "terima")
    return typed


def test_a_backup_is_a_store_that_says_the_same(run: Run) -> None:
    run("backup", "cadangan/sop.db")
    assert run("status", "--db", "cadangan/sop.db") == run("status")
    assert "all agrees" in run("verify", "--db", "cadangan/sop.db")
    with Engine(str(STORE)) as store, Engine("cadangan/sop.db") as backup:
        assert digest(store) == digest(backup)
    assert [file.name for file in Path("cadangan").iterdir() if file.name != "sop.db"] in ([], ["sop.db-journal"])


def test_put_back_in_its_place_it_is_the_store_again(run: Run) -> None:
    run("backup", "cadangan.db")
    before = run("status")
    run("done", "2", "terima")
    shutil.copy("cadangan.db", STORE)
    assert run("status") == before
    run("done", "2", "terima")


def test_a_backup_is_not_written_over_by_chance(run: Run) -> None:
    Path("cadangan.db").write_text("surat", encoding="utf-8")
    assert "--force" in run("backup", "cadangan.db", code=4)
    assert Path("cadangan.db").read_text(encoding="utf-8") == "surat"
    run("backup", "cadangan.db", "--force")
    assert "all agrees" in run("verify", "--db", "cadangan.db")


def test_a_store_with_faults_is_copied_and_told(run: Run) -> None:
    connection = sqlite3.connect(STORE, isolation_level=None)
    connection.execute("UPDATE work_item SET done_by = 'orang lain' WHERE done_by <> ''")
    connection.close()
    assert "has 1 fault" in run("backup", "cadangan.db", code=5)
    assert Path("cadangan.db").exists()


def test_nothing_is_left_of_a_backup_that_could_not_be_written(run: Run) -> None:
    Path("berkas").write_text("", encoding="utf-8")
    assert "berkas" in run("backup", "berkas/cadangan.db", code=5)
    damaged = STORE.read_bytes()
    STORE.write_bytes(damaged[:8192] + bytes(4096) + damaged[12288:])
    run("backup", "cadangan.db", code=5)
    assert not Path("cadangan.db").exists()
    assert not list(Path().glob(".*part*"))


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_whoever_may_not_read_the_store_may_not_read_its_backup(run: Run) -> None:
    STORE.chmod(0o600)
    run("backup", "cadangan.db")
    assert Path("cadangan.db").stat().st_mode & 0o777 == 0o600


def test_attached_files_go_along_each_once(run: Run) -> None:
    content = os.urandom(100_000)
    file = STORE.parent / "files" / hashlib.sha256(content).hexdigest()
    file.parent.mkdir()
    file.write_bytes(content)
    (file.parent / "catatan.txt").write_text("bukan lampiran", encoding="utf-8")
    assert "1 attached file" in run("backup", "cadangan/senin.db")
    run("backup", "cadangan/selasa.db")
    assert [copy.name for copy in Path("cadangan/files").iterdir()] == [file.name]
    assert Path("cadangan/files", file.name).read_bytes() == content
    Path("cadangan/files", file.name).unlink()
    file.write_bytes(content[:-1])
    assert "does not hold what its name says" in run("backup", "cadangan/rabu.db", code=5)
    assert not list(Path("cadangan/files").iterdir())
    assert not Path("cadangan/rabu.db").exists()


def attach(folder: Path, text: bytes = b"nota") -> Path:
    """A file of the first open work, kept in a folder."""
    with Engine(str(STORE)) as engine, BytesIO(text) as stream:
        kept = keep(folder, "nota.txt", stream)
        item = engine.instance(1).open_items[0].id
        engine.attach(item, by="staf-1", name=kept.name, size=kept.size, digest=kept.digest)
    return folder / kept.digest


def faults(folder: Path) -> list[str]:
    with Engine(str(STORE)) as engine:
        return [fault.what.text() for fault in faults_of_files(engine, folder)]


def test_a_file_that_is_gone_or_changed_is_a_fault(run: Run) -> None:
    file = attach(STORE.parent / "files")
    assert "all agrees" in run("verify")
    file.write_bytes(b"lain")
    assert "1 fault" in run("verify", code=5)
    assert faults(file.parent) == [
        "instance 1: 'nota.txt': the file was changed since it was added: take it from a backup"
    ]
    file.unlink()
    assert "1 fault" in run("verify", code=5)
    assert faults(file.parent)[0].startswith("instance 1: 'nota.txt': the file is not beside the store any more")


def test_files_may_lie_where_the_settings_say_and_a_backup_has_its_own(run: Run) -> None:
    Path("sop.toml").write_text('[store]\nfiles = "berkas"\n', encoding="utf-8")
    file = attach(Path("berkas"))
    assert "all agrees" in run("verify")
    assert "beside it 1 attached file" in run("backup", "cadangan/sop.db")
    assert (Path("cadangan/files") / file.name).read_bytes() == b"nota"
    file.unlink()
    assert "1 fault" in run("verify", code=5)
    assert "all agrees" in run("verify", "--db", "cadangan/sop.db")


def test_of_postgresql_it_tells_the_folder_of_files_too(run: Run) -> None:
    Path("sop.toml").write_text('[store]\nfiles = "berkas"\n', encoding="utf-8")
    told = run("backup", "x.dump", "--db", "postgresql://sop@127.0.0.1/sop", code=2)
    assert f"after it copy the folder of attached files: {Path.cwd() / 'berkas'}" in told


def test_of_postgresql_it_tells_the_command_without_the_password(run: Run) -> None:
    told = run("backup", "dua kata.dump", "--db", "postgresql://sop:rahasia@10.0.0.1:5433/kantor", code=2)
    command = "pg_dump --format=custom '--file=dua kata.dump' --dbname=postgresql://sop@10.0.0.1:5433/kantor"
    assert command in told
    assert "rahasia" not in told


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_that_moves_there_and_back_is_the_same(run: Run, kind: str, tmp_path: Path) -> None:
    with empty(kind, tmp_path / "lain") as url:
        assert "both stores hold the same" in run("store", "copy", url)
        assert "all agrees" in run("verify", "--db", url)
        run("start", "izin", "--ref", "Izin 3", "--db", url)
        run("done", "3", "terima", "--db", url)
        run("store", "copy", "kembali.db", "--db", url)
        with Engine(url) as there, Engine("kembali.db") as here:
            assert digest(there) == digest(here)
    assert "3 instances" in run("verify", "--db", "kembali.db")


def test_gaps_that_a_server_leaves_are_no_missing_instances_in_a_file(run: Run) -> None:
    with empty("postgresql") as url:
        run("store", "copy", url)
        with raw(url) as server:
            server.execute("SELECT setval('instance_id', 5)")
        run("start", "izin", "--ref", "Izin 6", "--db", url)
        run("store", "copy", "kembali.db", "--db", url)
    assert "all agrees" in run("verify", "--db", "kembali.db")
    run("start", "izin", "--ref", "Izin 7", "--db", "kembali.db")
    connection = sqlite3.connect("kembali.db")
    assert [row[0] for row in connection.execute("SELECT id FROM instance")] == [1, 2, 6, 7]
    connection.close()


def test_a_store_that_holds_something_is_not_copied_into(run: Run) -> None:
    run("start", "izin", "--ref", "Lain", "--db", "lain.db")
    with Engine("lain.db") as other:
        before = digest(other)
        assert "holds something already" in run("store", "copy", "lain.db", code=4)
        assert digest(other) == before


def test_a_copy_that_is_not_equal_is_not_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Engine(str(STORE)) as store:
        with Engine("lain.db") as other:
            other.ask(
                lambda reader: reader.link.run(
                    "CREATE TRIGGER alters AFTER INSERT ON work_item "
                    "BEGIN UPDATE work_item SET note = 'x' WHERE id = NEW.id; END"
                )
            )
        with pytest.raises(Exception, match="is not equal"):
            copy_to(store, "lain.db")
        connection = sqlite3.connect("lain.db")
        assert connection.execute("SELECT count(*) FROM work_item").fetchone() == (0,)
        connection.close()
