"""The gate before a file: whoever may write the one may queue at the other, nobody waits for ever."""

from __future__ import annotations

import inspect
import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flows import kinerja

from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.store.dialects.sqlite import driver
from sopengine.store.driver.gate import LONGEST_WAIT, Gate
from sopengine.store.store import Store

with_modes = pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sop.db"


@pytest.fixture
def umask() -> Iterator[None]:
    kept = os.umask(0o022)
    yield
    os.umask(kept)


def start(file: Path) -> None:
    with Engine(str(file)) as engine:
        engine.start(kinerja(), by="staf-1")


def modes(file: Path) -> set[int]:
    """Of the store and of all that lies beside it."""
    return {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}


@with_modes
@pytest.mark.parametrize(("mask", "mode"), [(0o002, 0o664), (0o022, 0o644), (0o077, 0o600)])
@pytest.mark.usefixtures("umask")
def test_a_new_store_is_for_those_whom_the_umask_lets_in_and_its_gate_too(file: Path, mask: int, mode: int) -> None:
    os.umask(mask)
    start(file)
    assert modes(file) == {mode}


@with_modes
@pytest.mark.usefixtures("umask")
def test_the_gate_has_the_mode_of_the_database_whatever_the_umask_of_its_first_writer(file: Path) -> None:
    start(file)
    Path(f"{file}-gate").unlink()
    file.chmod(0o660)
    os.umask(0o077)
    start(file)
    assert modes(file) == {0o660}


@with_modes
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root gives files away")
def test_the_gate_has_the_group_of_the_database(file: Path) -> None:
    start(file)
    os.chown(file, -1, 12_345)
    start(file)
    assert Path(f"{file}-gate").stat().st_gid == 12_345


@with_modes
def test_a_gate_whose_mode_was_left_behind_locks_nobody_out(file: Path) -> None:
    start(file)
    Path(f"{file}-gate").chmod(0o400)
    start(file)
    assert len(modes(file)) == 1


def test_a_gate_that_may_not_be_opened_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(file)

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(StorageError) as caught:
        start(file)
    assert f"cannot write to {file}-gate" in str(caught.value)


def test_what_may_not_be_written_beside_the_file_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(file)
    journal = Path(f"{file}-journal")
    journal.touch()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != journal and real(path, mode))
    store = Store(str(file))

    def fails(_: object) -> None:
        raise driver().OperationalError("disk I/O error")

    with pytest.raises(StorageError) as caught:
        store.write(fails)
    assert str(caught.value) == f"cannot use the store {file}: you may not write {journal}"
    store.close()


def test_waiting_is_bounded_and_its_end_names_the_holder(file: Path) -> None:
    file.touch()
    waiting = Gate(file)
    with Gate(file).held("staf-1"):
        with pytest.raises(StorageError) as caught, waiting.held("staf-2", seconds=0.1):
            pass
        said = str(caught.value)
        assert f"process {os.getpid()} on {socket.gethostname()} (staf-1)" in said
    with waiting.held("staf-2", seconds=10):
        pass
    waiting.close()
    assert LONGEST_WAIT == 30
    assert inspect.signature(Gate.held).parameters["seconds"].default == LONGEST_WAIT


def test_who_gave_up_stands_in_nobodys_way(file: Path) -> None:
    """The one that waited in its place lets go as soon as it gets in."""
    file.touch()
    holding, gone = Gate(file), Gate(file)
    with holding.held("staf-1"), pytest.raises(StorageError), gone.held(seconds=0.05):
        pass
    through = threading.Event()

    def pass_through() -> None:
        with Gate(file).held("staf-3", seconds=30):
            through.set()

    other = threading.Thread(target=pass_through)
    other.start()
    assert through.wait(30)
    other.join()
