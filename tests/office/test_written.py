"""A file is whole or as it was, whatever happens half way."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from sopengine.errors import StorageError
from sopengine.office import written


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "surat.yaml"
    file.write_bytes(b"before")
    with pytest.raises(StorageError) as caught:
        written.replace(file, b"after")
    assert str(caught.value) == f"cannot write {file}: No space left on device"
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_part_of_a_new_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        written.make(tmp_path / "baru" / "surat.yaml", b"all of it")
    assert list((tmp_path / "baru").iterdir()) == []


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    file = tmp_path / "surat.yaml"
    written.make(file, b"first")
    with pytest.raises(FileExistsError):
        written.make(file, b"second")
    assert file.read_bytes() == b"first"


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_a_file_keeps_its_rights_and_a_link_its_file(tmp_path: Path) -> None:
    file, link = tmp_path / "surat.yaml", tmp_path / "tautan.yaml"
    file.write_bytes(b"before")
    file.chmod(0o640)
    link.symlink_to(file)
    written.replace(link, b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot write"):
        written.replace(tmp_path / "no" / "folder.svg", b"")
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(StorageError, match="cannot write"):
        written.replace(tmp_path / "a.svg", b"")
