"""Files of tests/definitions are the tests: what must be found in the invalid ones stands in their first lines."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.graph import Graph
from sopengine.language import shipped
from sopengine.rules import RULES, Examination, checked, examine, load
from sopengine.rules.check import DATED
from sopengine.rules.levels import Levels

DEFINITIONS = Path(__file__).parent.parent / "definitions"
PROJECT = Path(__file__).parent.parent.parent
INVALID = sorted((DEFINITIONS / "invalid").glob("*.yaml"))
VALID = sorted((DEFINITIONS / "valid").glob("*.yaml"))
EXPECTED = re.compile(r"# expect: (.*)")
TODAY = date(2026, 1, 15)
WEIGHTS = {id: severity for id, (severity, _) in (*RULES.items(), *DATED.items())}
WITHOUT_SETTINGS = {"document-identity"}
"""Examples that the settings beside them, which keep the others short, would silence."""


def examined(path: Path) -> Examination:
    return examine(path, today=TODAY, levels=Levels() if path.stem in WITHOUT_SETTINGS else None)


def told(finding: Finding) -> str:
    place = f"{finding.at.line}:{finding.at.column}"
    return f"{place} {finding.rule}: {finding.text()} | {finding.mend_text()}"


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_is_wrong_in_a_file_is_told_once_with_its_place_and_its_mend(path: Path) -> None:
    expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
    assert [told(finding) for finding in examined(path).findings] == expected


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_file_without_slips_passes(path: Path) -> None:
    examination = examined(path)
    assert examination.graph
    assert examination.graph.definition.id == path.stem
    assert {finding.severity for finding in examination.findings} <= {Severity.INFO}
    assert path.stem not in {finding.rule.replace("/", "-") for finding in examination.findings}


@pytest.mark.parametrize("rule", WEIGHTS)
def test_every_rule_has_a_valid_and_an_invalid_example_of_its_name(rule: str) -> None:
    name = rule.replace("/", "-")
    assert name in {path.stem for path in VALID}
    invalid = examined(DEFINITIONS / "invalid" / f"{name}.yaml")
    assert {finding.rule for finding in invalid.findings} == {rule}
    assert {finding.severity for finding in invalid.findings} == {WEIGHTS[rule]}


def test_every_finding_has_a_heading_in_the_docs() -> None:
    headings = set(re.findall(r"^### `(.+)`$", (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8"), re.M))
    rooms = [PROJECT / "sopengine" / room for room in ("language", "rules", "settings")]
    modules = [module for room in rooms for module in room.rglob("*.py")]
    of_reader = re.compile(r'"((?:file|yaml|schema|allow|settings)/[a-z-]+)"')
    used = {id for module in modules for id in of_reader.findall(module.read_text(encoding="utf-8"))}
    assert headings == used | set(WEIGHTS)


def test_the_docs_say_how_much_each_rule_weighs() -> None:
    page = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    said = {id: word.lower() for id, word in re.findall(r"^### `(.+)`\n\n(Error|Warning|Info)\. ", page, re.M)}
    assert {id: said.get(id) for id in WEIGHTS} == {id: str(severity) for id, severity in WEIGHTS.items()}


@pytest.mark.parametrize("path", sorted(shipped.shipped_definitions().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_definitions_have_no_errors(path: Path) -> None:
    assert isinstance(load(path), Graph)


def test_without_a_day_rules_about_dates_ahead_are_left_out() -> None:
    path = DEFINITIONS / "invalid" / "document-future-date.yaml"
    assert [finding.rule for finding in examine(path).findings] == []


def test_what_stands_out_on_the_four_real_forms_is_told() -> None:
    told = {
        (path.stem.split("-")[0], finding.rule, finding.at.line)
        for path in shipped.shipped_definitions().glob("*.yaml")
        for finding in examine(path).findings
    }
    assert {line for sop, rule, line in told if (sop, rule) == ("lumajang", "activity/performer")} == {
        number for number, line in enumerate(_lines("lumajang-pengukuran-kinerja"), 1) if _names_performer(line)
    }
    odd = {(sop, rule) for sop, rule, _ in told}
    assert {
        ("tangerang", "duration/odd"),
        ("sintang", "duration/odd"),
        ("tangerang", "document/related-to-itself"),
    } <= odd
    assert {("kapuas", "steps/numbers"), ("kapuas", "activity/performer"), ("sintang", "artifacts/near-names")} <= odd


def _lines(id: str) -> list[str]:
    return (shipped.shipped_definitions() / f"{id}.yaml").read_text(encoding="utf-8").splitlines()


def _names_performer(line: str) -> bool:
    return line.strip().startswith(("activity: Tim ", "activity: Sekretaris "))


def test_the_gate_refuses_a_file_with_an_error_and_tells_all() -> None:
    with pytest.raises(DefinitionError) as refused:
        load(DEFINITIONS / "invalid" / "several-slips.yaml")
    assert len(refused.value.findings) == 4
    assert "first:" in str(refused.value)


def test_the_gate_hands_out_the_warnings_of_a_usable_file() -> None:
    _, findings = checked(DEFINITIONS / "invalid" / "names-unused-actor.yaml")
    assert [finding.rule for finding in findings] == ["names/unused-actor"]


def test_findings_come_in_the_order_of_their_places() -> None:
    lines = [finding.at.line for finding in examine(DEFINITIONS / "invalid" / "several-slips.yaml").findings]
    assert lines == sorted(lines)


def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    examination = examine(tmp_path / "nowhere.yaml")
    assert examination.graph is None
    assert [finding.rule for finding in examination.findings] == ["file/missing"]
