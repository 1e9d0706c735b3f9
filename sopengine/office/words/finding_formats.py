"""Findings for programs: JSON, SARIF 2.1.0 and the workflow commands of GitHub."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from sopengine.errors import Finding, Severity
from sopengine.messages.speech import Speech
from sopengine.rules.gate import Examination

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_json(examinations: Sequence[Examination]) -> str:
    """In English: programs read it."""
    files = [
        {"file": examination.file, "findings": [_plain(finding) for finding in examination.findings]}
        for examination in examinations
    ]
    counts = {str(weight): sum(examination.count(weight) for examination in examinations) for weight in Severity}
    return json.dumps({"format": 1, "files": files, "counts": counts}, ensure_ascii=False, indent=2)


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "line": finding.at.line,
        "column": finding.at.column,
        "length": finding.at.length,
        "message": finding.text(),
        "mend": finding.mend_text(),
    }


def sarif(examinations: Sequence[Examination], speech: Speech) -> str:
    """One run; columns count characters, and the end column is the one behind the culprit."""
    findings = [finding for examination in examinations for finding in examination.findings]
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    driver = {"name": "sopengine", "rules": [{"id": rule} for rule in rules]}
    results = [_result(finding, rules.index(finding.rule), speech) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(finding: Finding, rule: int, speech: Speech) -> dict[str, object]:
    at = finding.at
    region = {"startLine": at.line, "startColumn": at.column, "endColumn": at.column + at.length}
    place = {"artifactLocation": {"uri": _uri(at.file)}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": _sentence(finding, speech)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _sentence(finding: Finding, speech: Speech) -> str:
    told, mend = finding.text(speech.translate), finding.mend_text(speech.translate)
    return f"{told}: {mend}" if mend else told


def github(examinations: Sequence[Examination], speech: Speech) -> str:
    """An annotation a finding; nothing where nothing was found."""
    return "\n".join(_command(finding, speech) for examination in examinations for finding in examination.findings)


def _command(finding: Finding, speech: Speech) -> str:
    at = finding.at
    properties = {
        "file": Path(at.file).as_posix(),
        "line": at.line,
        "col": at.column,
        "endColumn": at.column + at.length,
        "title": finding.rule,
    }
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_GITHUB_COMMANDS[finding.severity]} {told}::{_escaped(_sentence(finding, speech))}"


def _escaped(text: str) -> str:
    """As GitHub reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
