"""`sop fmt`."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopengine.cli.commands.write.fmt import command
from sopengine.errors import DefinitionError, NotFoundError

UNTIDY = "title: 'Surat'   # name\nid: x\n"
TIDY = "id: x\ntitle: Surat   # name\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(UNTIDY.encode())
    return path


def test_a_file_is_written_in_canonical_order(file: Path) -> None:
    assert run(str(file)).exit_code == 0
    assert file.read_bytes() == TIDY.encode()
    assert [path.name for path in file.parent.iterdir()] == ["x.yaml"]
    assert run(str(file)).output == "all in canonical order\n"


def test_check_names_the_files_and_writes_nothing(file: Path) -> None:
    result = run(str(file), "--check")
    assert (result.exit_code, result.output) == (1, f"{file}: not in canonical order\n")
    assert file.read_bytes() == UNTIDY.encode()
    file.write_bytes(TIDY.encode())
    assert run(str(file), "--check").exit_code == 0


def test_windows_line_ends_and_a_byte_order_mark_go(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    run(str(file))
    assert file.read_bytes() == TIDY.encode()


def test_one_file_that_cannot_be_read_leaves_all_alone(file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "y.yaml"
    broken.write_text("id: [x\n", encoding="utf-8")
    with pytest.raises(DefinitionError):
        run(str(file), str(broken))
    assert file.read_bytes() == UNTIDY.encode()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        run(str(tmp_path / "nowhere.yaml"))


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_the_rights_of_the_file_stay(file: Path) -> None:
    file.chmod(0o640)
    run(str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
