"""Files of tests/definitions are the tests: what must be found in the invalid ones stands in their first lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.graph import Graph
from sopengine.language import shipped
from sopengine.rules import RULES, checked, examine, load

DEFINITIONS = Path(__file__).parent.parent / "definitions"
PROJECT = Path(__file__).parent.parent.parent
INVALID = sorted((DEFINITIONS / "invalid").glob("*.yaml"))
VALID = sorted((DEFINITIONS / "valid").glob("*.yaml"))
EXPECTED = re.compile(r"# expect: (.*)")


def told(finding: Finding) -> str:
    place = f"{finding.at.line}:{finding.at.column}"
    return f"{place} {finding.rule}: {finding.text()} | {finding.mend_text()}"


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_is_wrong_in_a_file_is_told_once_with_its_place_and_its_mend(path: Path) -> None:
    expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
    assert [told(finding) for finding in examine(path).findings] == expected


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_file_without_slips_passes(path: Path) -> None:
    graph, findings = checked(path)
    assert graph.definition.id == path.stem
    assert {finding.severity for finding in findings} <= {Severity.INFO}
    assert path.stem not in {finding.rule.replace("/", "-") for finding in findings}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_valid_and_an_invalid_example_of_its_name(rule: str) -> None:
    name = rule.replace("/", "-")
    assert name in {path.stem for path in VALID}
    invalid = examine(DEFINITIONS / "invalid" / f"{name}.yaml")
    assert {finding.rule for finding in invalid.findings} == {rule}
    assert {finding.severity for finding in invalid.findings} == {RULES[rule][0]}


def test_every_finding_has_a_heading_in_the_docs() -> None:
    headings = set(re.findall(r"^### `(.+)`$", (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8"), re.M))
    modules = (PROJECT / "sopengine" / "language").glob("*.py")
    of_reader = re.compile(r'"((?:file|yaml|schema)/[a-z-]+)"')
    used = {id for module in modules for id in of_reader.findall(module.read_text(encoding="utf-8"))}
    assert headings == used | set(RULES)


@pytest.mark.parametrize("path", sorted(shipped.shipped_definitions().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_definitions_have_no_errors(path: Path) -> None:
    assert isinstance(load(path), Graph)


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
