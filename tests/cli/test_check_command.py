"""`sop check`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopengine.cli.commands.write.check import command
from sopengine.errors import NotFoundError
from sopengine.language.shipped import shipped_definitions

DEFINITIONS = Path(__file__).parent.parent / "definitions"
WARNING = str(DEFINITIONS / "invalid" / "names-unused-actor.yaml")
ERROR = str(DEFINITIONS / "invalid" / "schema-unknown-key.yaml")
FINE = str(DEFINITIONS / "valid" / "flow-no-end.yaml")


def test_a_finding_is_printed_with_its_line_and_a_mark() -> None:
    result = CliRunner().invoke(command, [ERROR])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{ERROR}: 3 steps, 2 actors; 1 error",
        f"{ERROR}:28:5: error: unknown key 'aktor' [schema/unknown-key]",
        "28 |     aktor: kepala",
        "   |     ^^^^^ did you mean 'actor'?",
    ]


def test_a_warning_passes_unless_strict() -> None:
    assert CliRunner().invoke(command, [WARNING]).exit_code == 0
    assert CliRunner().invoke(command, [WARNING, "--strict"]).exit_code == 1


def test_a_fine_file_is_one_line() -> None:
    result = CliRunner().invoke(command, [FINE, "--strict"])
    assert (result.exit_code, result.output) == (0, f"{FINE}: 3 steps, 2 actors; fine\n")


def test_a_file_that_is_not_there_is_told_beside_the_others(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "x.yaml"), FINE])
    assert result.exit_code == 1
    assert "x.yaml:1:1: error: there is no such file [file/missing]" in result.output
    assert "fine" in result.output


def test_json_holds_the_same_findings() -> None:
    result = CliRunner().invoke(command, [ERROR, WARNING, "--json"])
    told = json.loads(result.output)
    assert told["counts"] == {"error": 1, "warning": 1, "info": 0}
    assert told["files"][0]["findings"] == [
        {
            "rule": "schema/unknown-key",
            "severity": "error",
            "line": 28,
            "column": 5,
            "length": 5,
            "message": "unknown key 'aktor'",
            "mend": "did you mean 'actor'?",
        }
    ]


def test_without_files_the_folder_of_definitions_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(shipped_definitions(), tmp_path / "definitions")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command)
    assert result.exit_code == 0
    assert result.output.count(" actors; ") == 4


def test_without_definitions_the_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFoundError, match="no definition here"):
        CliRunner().invoke(command, catch_exceptions=False)


@pytest.mark.parametrize("ending", [".yaml.txt", ".yml", ".yml.txt"])
def test_a_file_with_another_ending_is_told_and_not_passed_over(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shipped_definitions(), "definitions")
    Path("definitions/lumajang-pengukuran-kinerja.yaml").rename(f"definitions/lumajang-pengukuran-kinerja{ending}")
    result = CliRunner().invoke(command, ["--format", "summary"])
    assert result.exit_code == 1
    assert "name the file 'lumajang-pengukuran-kinerja.yaml'" in result.output
    assert sum(" steps, " in line for line in result.output.splitlines()) == 4
