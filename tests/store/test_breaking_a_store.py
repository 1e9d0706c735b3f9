"""What an unlucky office does to its store: one clear message each, nothing lost, and the next command works."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from databases import empty, needs_postgresql, raw
from flows import flow, kinerja
from sqlalchemy import URL, make_url

from sopengine.engine import Engine
from sopengine.errors import NotFoundError, StorageError
from sopengine.store import schema, store
from sopengine.store.dialects import network, sqlite
from sopengine.store.driver.gate import LONGEST_WAIT, Gate
from sopengine.store.driver.link import Link
from sopengine.store.driver.transaction import Unsure, was_kept
from sopengine.store.writer import Writer

Run = Callable[..., str]
PATIENCE = 60
"""Seconds until a test gives up on a process."""
processes = multiprocessing.get_context("spawn")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux only")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one running instance."""
    folder = tmp_path / "kantor"
    folder.mkdir()
    with Engine(str(folder / "sop.db")) as engine:
        engine.start(kinerja(), by="staf-1", ref="Surat 1")
    return folder / "sop.db"


def told(action: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as caught:
        action()
    (line,) = str(caught.value).splitlines()
    return line


def work(file: Path | str) -> None:
    """Complete what is open."""
    with Engine(str(file)) as engine:
        (item,) = engine.work_items()
        engine.done(item.id, by="staf-1")


def is_whole(file: Path | str, events: int) -> None:
    with Engine(str(file), create=False) as engine:
        assert engine.faults() == ()
        assert len(engine.events(1)) == events


def is_in_wal_mode(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(20)[18:] == b"\x02\x02"


def as_somebody(arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """`sop` by a user whom the modes of files bind; root is not bound by them."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if os.geteuid() == 0 else []
    command = [*bound, sys.executable, "-c", "from sopengine.cli import main; main()", *arguments]
    environment = {**os.environ, "SOP_USER": "staf-1", "SOP_LANG": "en"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@on_linux
@pytest.mark.skipif(not shutil.which("setpriv"), reason="no setpriv")
@pytest.mark.parametrize(("what", "mode"), [("file", 0o444), ("folder", 0o555)])
def test_what_may_only_be_read_is_told_and_read_all_the_same(file: Path, what: str, mode: int) -> None:
    place = file if what == "file" else file.parent
    for part in ("gate", "journal"):
        Path(f"{file}-{part}").unlink(missing_ok=True)
    usual = place.stat().st_mode
    place.chmod(mode)
    try:
        refused = as_somebody(("done", "1", "perintah", "--db", str(file)))
        seen = as_somebody(("status", "1", "--db", str(file)))
    finally:
        place.chmod(usual)
    assert (refused.returncode, refused.stdout) == (5, "")
    assert len(refused.stderr.splitlines()) == 1
    if what == "folder" and is_in_wal_mode(file):
        # Readers, too, write beside a file with a log: SQLite cannot open it there.
        assert (seen.returncode, seen.stdout, len(seen.stderr.splitlines())) == (5, "", 1)
        assert f"{file}: it may only be read, by you here" in refused.stderr
    else:
        assert "Surat 1" in seen.stdout
        assert (f"you may not write {file}" if what == "file" else f"cannot write to {file}-gate") in refused.stderr
    is_whole(file, events=2)
    assert as_somebody(("done", "1", "perintah", "--db", str(file))).returncode == 0


@pytest.mark.parametrize("journal", ["TRUNCATE", "WAL"])
def test_a_full_disk_is_told_and_loses_nothing(file: Path, journal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "_SETTINGS", (*sqlite._SETTINGS, f"max_page_count = {pages}"))
        with Engine(str(file)) as engine:

            def fill() -> None:
                for number in range(200):
                    engine.start(kinerja(), by="staf-1", ref=f"Surat {number} {'x' * 2_000}")

            assert told(fill) == f"cannot use the store {file}: its disk is full: make room; nothing was recorded"
            kept = len(engine.instances())
    with Engine(str(file)) as engine:
        assert engine.faults() == ()
        assert len(engine.instances()) == kept
    with Engine(str(file)) as engine:
        engine.start(kinerja(), by="staf-1", ref="Surat 500")


@on_linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts a disk")
def test_a_disk_that_is_truly_full_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with Engine(str(disk / "sop.db")) as engine:
            engine.start(kinerja(), by="staf-1")
            (disk / "other").write_bytes(bytes(shutil.disk_usage(disk).free))
            said = told(lambda: [engine.start(kinerja(), by="staf-1") for _ in range(200)])
            assert "its disk is full" in said
            assert engine.faults() == ()
            (disk / "other").unlink()
            assert engine.start(kinerja(), by="staf-1").id == len(engine.instances())
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_store_that_was_cut_off_is_told_and_a_copy_goes_on(file: Path) -> None:
    copy = Path(shutil.copy(file, file.with_name("cadangan.db")))
    os.truncate(file, file.stat().st_size // 2)
    said = told(lambda: work(file))
    assert "damaged" in said
    assert "restore a backup" in said
    shutil.copy(copy, file)
    work(file)
    is_whole(file, events=4)


@pytest.mark.parametrize("kind", ["garbage", "folder", "another program's"])
def test_what_is_no_store_is_told_and_stays(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "sop.db"
    if kind == "folder":
        place.mkdir()
    elif kind == "garbage":
        place.write_bytes(os.urandom(20_000))
    else:
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("CREATE TABLE surat (nomor)")
    before = place.read_bytes() if place.is_file() else None
    reason = {"garbage": "not a database", "folder": "is no file", "another program's": "of another program"}[kind]
    assert reason in told(lambda: Engine(str(place)))
    assert (place.read_bytes() if place.is_file() else None) == before
    Engine(str(tmp_path / "lain.db")).close()


MOUNTS = "/dev/vda / ext4 rw 0 0\nserver:/a {folder} {kind} rw 0 0\n"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_disk_of_the_network_is_refused_unless_its_owner_knows_better(
    file: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = MOUNTS.format(folder=str(file.parent).replace(" ", "\\040"), kind=kind)
    monkeypatch.setattr(network, "mounts", lambda: listed)
    said = told(lambda: work(file))
    assert said.startswith(f"{file} lies on a disk of the network ({kind})")
    assert said.endswith("SOP_ON_NETWORK_DISK=yes says that only this machine ever uses it")
    monkeypatch.setenv("SOP_ON_NETWORK_DISK", "yes")
    work(file)
    is_whole(file, events=4)


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("/dev/vda / ext4 rw 0 0\n", ""),
        ("s:/a / nfs rw 0 0\n", "nfs"),
        ("/dev/vda / ext4 rw 0 0\ns:/a /data nfs4 rw 0 0\n", "nfs4"),
        ("/dev/vda / ext4 rw 0 0\ns:/a /dat nfs4 rw 0 0\n", ""),
        ("s:/a /data nfs4 rw 0 0\n/dev/vdb /data ext4 rw 0 0\n", ""),
        ("s:/a /data nfs4 rw 0 0\n/dev/vdb /data/kantor ext4 rw 0 0\n", ""),
        ("", ""),
    ],
)
def test_the_nearest_disk_counts(listed: str, found: str) -> None:
    assert network._kind_on("/data/kantor", listed) == found


def write_for_ever(file: str, busy: Event) -> None:
    with Engine(file) as engine:
        item = engine.start(flow({"a": {"": ["b"]}, "b": {"": ["a"]}}), by="staf-1").open_items[0]
        while True:
            item = engine.done(item.id, by="staf-1").open_items[0]
            if item.visit > 3:
                busy.set()


@contextmanager
def writing(url: str) -> Iterator[int]:
    """Another process that never rests; its number."""
    busy = processes.Event()
    writer = processes.Process(target=write_for_ever, args=(url, busy))
    writer.start()
    try:
        assert busy.wait(PATIENCE)
        yield writer.pid or 0
    finally:
        writer.kill()
        writer.join(PATIENCE)


def test_a_copy_made_while_others_write_is_whole_or_told(file: Path, tmp_path: Path) -> None:
    """By `cp`, which knows nothing of transactions; `sop backup` is the way to do it."""
    with writing(str(file)):
        for number in range(10):
            copy = Path(shutil.copy(file, tmp_path / f"salinan-{number}.db"))
            said = what_is_amiss(copy)
            assert said is None or len(said.splitlines()) == 1
    with Engine(str(file)) as engine:
        assert engine.faults() == ()
        engine.done(engine.open_item("Surat 1", "perintah").id, by="staf-1")


def what_is_amiss(copy: Path) -> str | None:
    """With a copy, as `sop verify` tells it; None where nothing is. Anything but an error of ours is a bug."""
    try:
        with Engine(str(copy), create=False) as engine:
            return next((str(fault.what) for fault in engine.faults()), None)
    except (StorageError, NotFoundError) as error:
        return str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_a_writer_that_hangs_is_named_and_when_it_is_ended_work_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped in the middle of its work, until it is met holding the gate."""
    patient = Gate.held
    monkeypatch.setattr(Gate, "held", lambda self, by="": patient(self, by, seconds=0.2))
    with writing(str(file)) as other, Engine(str(file)) as engine:
        said = ""
        for _ in range(200):
            os.kill(other, signal.SIGSTOP)
            try:
                engine.start(kinerja(), by="sekretaris")
            except StorageError as error:
                said = str(error)
                break
            finally:
                if not said:
                    os.kill(other, signal.SIGCONT)
        assert f"held for 0 s by process {other} on {os.uname().nodename} (staf-1): wait for it, or end it" in said
        os.kill(other, signal.SIGKILL)
        engine.start(kinerja(), by="sekretaris")
        assert engine.faults() == ()


def test_a_program_that_passes_by_the_gate_is_waited_for_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten waits of 30 s would be five minutes."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.3)
    monkeypatch.setattr(store, "LONGEST_WAIT", 0.2)
    with closing(sqlite.driver().connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert told(lambda: work(file)).endswith("stayed busy: try again in a moment")
        assert time.monotonic() - began < 10 * 0.3
        other.execute("ROLLBACK")
    work(file)


def test_a_program_of_another_version_does_not_write_into_tables_it_does_not_know(shared: str) -> None:
    """Two versions on one store: the later one upgrades it while the earlier one is at work."""
    with Engine(shared) as engine:
        item = engine.start(kinerja(), by="staf-1").open_items[0]
        mark(shared, "0099")
        said = told(lambda: engine.done(item.id, by="staf-1"))
        assert f"was brought from tables {schema.CURRENT} to 0099 by another version of sopengine meanwhile" in said
        assert "tables 0099" in told(lambda: Engine(shared))
        mark(shared, schema.CURRENT)
        engine.done(item.id, by="staf-1")
        assert engine.faults() == ()


def mark(url: str, version: str) -> None:
    # Two libraries of SQLite in one process would release each other's locks.
    connection = raw(url) if url.startswith("postgresql") else sqlite.driver().connect(url, isolation_level=None)
    with closing(connection):
        connection.execute(f"UPDATE alembic_version SET version_num = '{version}'")


@needs_postgresql
def test_a_session_that_hangs_in_a_transaction_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopengine.store.dialects.postgresql._SET_UP", "SET lock_timeout = '300ms'")
    with empty("postgresql") as url, Engine(url) as engine:
        item = engine.start(kinerja(), by="staf-1").open_items[0]
        with raw(url) as hanging:
            hanging.execute("BEGIN")
            hanging.execute("SELECT * FROM instance FOR UPDATE")
            said = told(lambda: engine.done(item.id, by="staf-1"))
            assert f"has been held for 30 s by process {hanging.info.backend_pid} on " in said
            hanging.execute("ROLLBACK")
        engine.done(item.id, by="staf-1")
        assert engine.faults() == ()


@needs_postgresql
def test_a_session_that_hangs_for_long_is_ended_by_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for it goes on, and it loses what it had not committed."""
    monkeypatch.setattr(
        "sopengine.store.dialects.postgresql._SET_UP", "SET idle_in_transaction_session_timeout = '300ms'"
    )
    with empty("postgresql") as url, Engine(url) as engine, Engine(url) as other:
        item = engine.start(kinerja(), by="staf-1").open_items[0]
        hung = threading.Event()

        def hang(writer: Writer) -> str:
            if hung.is_set():
                return "again"
            writer.instance_to_change(1)
            hung.set()
            time.sleep(1)
            return "at once"

        answers: list[str] = []
        thread = threading.Thread(target=lambda: answers.append(other._store.write(hang)))
        thread.start()
        assert hung.wait(PATIENCE)
        engine.done(item.id, by="staf-1")
        thread.join(PATIENCE)
        assert answers == ["again"]
        assert engine.faults() == ()


@needs_postgresql
def test_a_killed_session_is_no_reason_to_do_anything_twice() -> None:
    """The server ends all sessions again and again while commands run that have no key."""
    with empty("postgresql") as url, Engine(url) as engine, raw(url) as boss:
        last = 40
        chain = flow({f"t{number}": {"": [f"t{number + 1}"]} for number in range(last)} | {f"t{last}": {"": []}})
        item = engine.start(chain, by="staf-1").open_items[0]
        ended = threading.Event()

        def kill() -> None:
            while not ended.wait(0.15):
                boss.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
                    (f"sop {os.getpid()} {os.uname().nodename}",),
                )

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            for _ in range(last):
                # Refused here would be: done already, by an attempt that was taken for lost.
                item = engine.done(item.id, by="staf-1").open_items[0]
                time.sleep(0.01)
        finally:
            ended.set()
            killer.join(PATIENCE)
        assert item.task == f"t{last}"
        assert engine.faults() == ()


@needs_postgresql
@pytest.mark.parametrize("kept", [True, False])
def test_a_commit_without_answer_is_looked_up(kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes after the server has committed, or before it has heard of it."""
    with empty("postgresql") as url, Engine(url) as engine:
        engine.start(kinerja(), by="staf-1")
        commit, tried = Link.commit, []

        def breaks(link: Link) -> None:
            tried.append(link)
            if len(tried) > 1:
                return commit(link)
            if kept:
                commit(link)
            link.raw.close()
            raise link.driver.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(Link, "commit", breaks)
        started = engine.start(kinerja(), by="staf-1")
        monkeypatch.undo()
        assert [instance.digest for instance in engine.instances()] == [started.digest] * 2, "once, not twice"
        assert engine.instances()[-1] == started
        assert engine.faults() == ()


@needs_postgresql
def test_a_number_that_was_given_anew_after_a_crash_is_not_believed() -> None:
    """The transaction of that number was committed, and another's; what it should have written is not there."""
    with empty("postgresql") as url, Engine(url) as engine:
        engine.start(kinerja(), by="staf-1")
        links = engine._store._links
        with links.one() as link:
            (other,) = link.raw.execute("SELECT xmin::text FROM event LIMIT 1").fetchone()
        assert was_kept(links, Unsure(other, "answer", None)) is True
        assert was_kept(links, Unsure(other, "answer", lambda _: False)) is False
        assert was_kept(links, Unsure("9999999999", "answer", None)) is False, "a number that nobody has had"


@needs_postgresql
def test_a_server_that_is_gone_is_told_and_comes_back(tmp_path: Path) -> None:
    """Through a wire that is cut for a while, as by a restart of the server."""
    with empty("postgresql") as url, Wire(make_url(url)) as wire, Engine(wire.url) as engine:
        item = engine.start(kinerja(), by="staf-1").open_items[0]
        wire.cut()
        began = time.monotonic()
        said = told(lambda: engine.done(item.id, by="staf-1"))
        assert "cannot reach the store postgresql://" in said
        assert said.endswith("nothing was recorded, try again when it runs")
        assert time.monotonic() - began < LONGEST_WAIT
        assert "cannot" in told(lambda: Engine(wire.url)), "a command that begins now says so at once"
        wire.mend()
        engine.done(item.id, by="staf-1")
        assert engine.faults() == ()


class Wire:
    """Hands on to a server what comes to a port of its own, until it is cut."""

    def __init__(self, server: URL) -> None:
        self._server = (server.host or "127.0.0.1", server.port or 5432)
        self._open: list[socket.socket] = []
        self._is_cut = threading.Event()
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.url = server.set(host="127.0.0.1", port=self._ear.getsockname()[1]).render_as_string(hide_password=False)

    def __enter__(self) -> Wire:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._ear.close()

    def cut(self) -> None:
        self._is_cut.set()
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self._is_cut.clear()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._ear.accept()
                if self._is_cut.is_set():
                    near.close()
                    continue
                far = socket.create_connection(self._server)
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._hand_on, args=(source, sink), daemon=True).start()

    def _hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65_536):
                sink.sendall(said)
        for end in (source, sink):
            end.close()
