"""`sop.toml`: the weight of rules in a project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sopengine.errors import DefinitionError, Position, Severity
from sopengine.rules import examine, load
from sopengine.rules.gate import WEIGHTS
from sopengine.rules.levels import read_levels
from sopengine.settings import find_settings
from sopengine.settings.file import SettingsFile

EXAMPLES = Path(__file__).parent.parent / "definitions" / "invalid"
NAME = "activity-passive"


def project(tmp_path: Path, settings: str) -> Path:
    (tmp_path / "sop.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "definitions").mkdir()
    return Path(shutil.copy(EXAMPLES / f"{NAME}.yaml", tmp_path / "definitions"))


def found(file: Path) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in examine(file).findings}


@pytest.mark.parametrize("level", list(Severity))
def test_a_rule_has_the_weight_that_the_project_sets(tmp_path: Path, level: Severity) -> None:
    file = project(tmp_path, f'[rules]\n"activity/passive" = "{level}"\n"document/identity" = "off"\n')
    assert found(file) == {"activity/passive": level}


def test_a_rule_that_is_off_says_nothing(tmp_path: Path) -> None:
    file = project(tmp_path, '[rules]\n"activity/passive" = "off"\n"document/identity" = "off"\n')
    assert found(file) == {}


def test_a_rule_that_was_made_an_error_keeps_the_file_from_being_used(tmp_path: Path) -> None:
    file = project(tmp_path, '[rules]\n"activity/passive" = "error"\n')
    with pytest.raises(DefinitionError):
        load(file)


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    file = project(tmp_path, "")
    (file.parent / "sop.toml").write_text("", encoding="utf-8")
    assert find_settings(file.parent) == file.parent / "sop.toml"


NO_LEVEL = "'{}' is no level: error, warning, info or off"
NO_RULE = "there is no rule 'activity/pasive' to set"
LOWERED = "'flow/no-end' is an error that no setting can lower: such a file cannot be run"


@pytest.mark.parametrize(
    ("line", "rule", "column", "message", "mend"),
    [
        ('"activity/pasive" = "off"', "unknown-rule", 2, NO_RULE, "did you mean 'activity/passive'?"),
        ('"activity/passive" = "of"', "bad-value", 23, NO_LEVEL.format("of"), "did you mean 'off'?"),
        ('"activity/passive" = 3', "bad-value", 22, NO_LEVEL.format("3"), ""),
        ('"flow/no-end" = "off"', "lowered-error", 2, LOWERED, ""),
    ],
)
def test_a_slip_is_told_where_it_stands(
    tmp_path: Path, line: str, rule: str, column: int, message: str, mend: str
) -> None:
    (tmp_path / "sop.toml").write_text(f"[rules]\n{line}\n", encoding="utf-8")
    levels = read_levels(tmp_path / "sop.toml", WEIGHTS)
    assert levels.of == {}
    (finding,) = levels.findings
    assert (finding.rule, finding.at.line, finding.at.column) == (f"settings/{rule}", 2, column)
    assert (finding.text(), finding.mend_text()) == (message, mend)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("[rule]\n", "settings/unknown-key", 1),
        ("rules = 3\n", "settings/bad-value", 1),
        ("[rules]\n\n!\n", "settings/unreadable", 3),
        ('["\\u0078"]\n', "settings/unknown-key", 1),
        ("x = 1\n[rules]\n", "settings/unknown-key", 1),
    ],
)
def test_settings_of_another_shape_are_told(tmp_path: Path, text: str, rule: str, line: int) -> None:
    (tmp_path / "sop.toml").write_text(text, encoding="utf-8")
    (finding,) = read_levels(tmp_path / "sop.toml", WEIGHTS).findings
    assert (finding.rule, finding.at.line) == (rule, line)


def test_an_error_may_be_named_as_one(tmp_path: Path) -> None:
    (tmp_path / "sop.toml").write_text('[rules]\n"flow/no-end" = "error"\n', encoding="utf-8")
    assert read_levels(tmp_path / "sop.toml", WEIGHTS).findings == ()


def test_settings_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    (tmp_path / "sop.toml").write_bytes(b"\xff\xfe")
    assert read_levels(tmp_path / "sop.toml", WEIGHTS).findings[0].rule == "settings/unreadable"


MANY = {
    "keys": "[rules]\n" + "".join(f'"aturan{n}" = "off"\n' for n in range(1_000)),
    "tables": "".join(f"[t{n}]\n" for n in range(1_000)),
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_no_more_unknown_names_are_looked_for_than_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    looked: list[str] = []
    real = SettingsFile.place

    def place(found: SettingsFile, table: str, key: str = "", value: str | None = None) -> Position:
        looked.append(key or table)
        return real(found, table, key, value)

    monkeypatch.setattr(SettingsFile, "place", place)
    (tmp_path / "sop.toml").write_text(text, encoding="utf-8")
    findings = read_levels(tmp_path / "sop.toml", {}).findings
    assert 0 < len(findings) == len(looked) < 200
