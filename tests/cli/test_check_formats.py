"""`sop check --format`: the same findings for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sopengine.cli.commands.write.check import command

INVALID = Path(__file__).parent.parent / "definitions" / "invalid"
WARNING = INVALID / "names-unused-actor.yaml"
ERROR = INVALID / "schema-unknown-key.yaml"


def printed(*arguments: str) -> str:
    return CliRunner().invoke(command, list(arguments)).output


def sarif(*arguments: str) -> Any:
    return json.loads(printed("--format", "sarif", *arguments))


def test_sarif_points_at_the_culprit_in_characters() -> None:
    told = sarif(str(ERROR), str(WARNING))
    (run,) = told["runs"]
    assert (told["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    error, warning = run["results"]
    assert error["message"]["text"] == "unknown key 'aktor': did you mean 'actor'?"
    place = error["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 28, "startColumn": 5, "endColumn": 10}
    assert place["artifactLocation"]["uri"] == ERROR.as_uri()
    assert (error["level"], warning["level"]) == ("error", "warning")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]


def test_sarif_names_a_relative_file_as_a_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dua kata").mkdir()
    (tmp_path / "dua kata" / "x.yaml").write_text("", encoding="utf-8")
    result = sarif(str(Path("dua kata") / "x.yaml"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "dua%20kata/x.yaml"


def test_sarif_without_findings_has_an_empty_run() -> None:
    fine = INVALID.parent / "valid" / "activity-passive.yaml"
    assert sarif(str(fine))["runs"][0]["results"] == []


def test_github_gets_a_command_a_finding_with_its_signs_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a,b.yaml").write_text("100%: x\nsop: 1\n", encoding="utf-8")
    lines = printed("--format", "github", "a,b.yaml").splitlines()
    assert lines[0].startswith("::error file=a%2Cb.yaml,line=1,col=1,endColumn=")
    assert any("title=schema/unknown-key::unknown key '100%25'" in line for line in lines)


def test_github_calls_an_info_a_notice() -> None:
    assert printed("--format", "github", str(INVALID / "actors-single.yaml")).startswith("::notice file=")


def test_json_is_short_for_its_format() -> None:
    assert printed("--json", str(WARNING)) == printed("--format", "json", str(WARNING))


def test_settings_that_are_wrong_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "sop.toml").write_text('[rules]\n"x" = "off"\n', encoding="utf-8")
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for file in files:
        file.write_text(WARNING.read_text(encoding="utf-8"), encoding="utf-8")
    result = CliRunner().invoke(command, [str(file) for file in files])
    assert result.exit_code == 1
    assert result.output.count("settings/unknown-rule") == 1


def test_another_day_than_today_can_be_asked_for(tmp_path: Path) -> None:
    file = str(INVALID / "document-look-overdue.yaml")
    assert "is older than 6 months" in printed(file, "--today", "2026-01-02")
    assert "is older than 6 months" not in printed(file, "--today", "2026-01-01")
    assert "'monitored' (2025-07-01) lies ahead" in printed(file, "--today", "2025-06-30")


def test_half_a_year_from_the_end_of_august_ends_with_february(tmp_path: Path) -> None:
    text = (
        (INVALID / "document-look-overdue.yaml").read_text(encoding="utf-8").replace("1 Juli 2025", "31 Agustus 2025")
    )
    file = tmp_path / "document-look-overdue.yaml"
    file.write_text(text, encoding="utf-8")
    assert "monitoring" not in printed(str(file), "--today", "2026-03-01")
    assert "monitoring" in printed(str(file), "--today", "2026-03-02")
