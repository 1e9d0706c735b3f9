"""What `sop check` prints: text for people, JSON, SARIF 2.1.0 and the workflow commands of GitHub."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.json_text import json_text
from sopengine.cli.terminal.wording import several, text, translate
from sopengine.errors import Finding, Severity
from sopengine.rules.gate import Examination

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _text(examinations: Sequence[Examination]) -> str:
    return "\n".join(map(_told, examinations))


def _summary(examinations: Sequence[Examination]) -> str:
    return "\n".join(_told(examination, (Severity.ERROR,)) for examination in examinations)


def _told(examination: Examination, weights: Sequence[Severity] = tuple(Severity)) -> str:
    """A line that sums the file up, then what was found in it of these weights."""
    told = [_many(severity, count) for severity in Severity if (count := examination.count(severity))]
    summary = f"{examination.file}: {_size(examination)}{', '.join(told) or text('fine')}"
    findings = [finding for finding in examination.findings if finding.severity in weights]
    return "\n".join([summary, report(findings)]) if findings else summary


def _size(examination: Examination) -> str:
    if examination.graph is None:
        return ""
    definition = examination.graph.definition
    steps = several("{count} step", "{count} steps", len(definition.steps))
    actors = several("{count} actor", "{count} actors", len(definition.actors))
    return f"{steps}, {actors}; "


def _many(severity: Severity, count: int) -> str:
    match severity:
        case Severity.ERROR:
            return several("{count} error", "{count} errors", count)
        case Severity.WARNING:
            return several("{count} warning", "{count} warnings", count)
        case Severity.INFO:
            return several("{count} info", "{count} infos", count)


def _json(examinations: Sequence[Examination]) -> str:
    files = [
        {"file": examination.file, "findings": [_plain(finding) for finding in examination.findings]}
        for examination in examinations
    ]
    counts = {str(weight): sum(examination.count(weight) for examination in examinations) for weight in Severity}
    return json_text({"files": files, "counts": counts})


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


def _sarif(examinations: Sequence[Examination]) -> str:
    """One run; columns count characters, and the end column is the one behind the culprit."""
    findings = [finding for examination in examinations for finding in examination.findings]
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    driver = {"name": "sopengine", "rules": [{"id": rule} for rule in rules]}
    results = [_result(finding, rules.index(finding.rule)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, rule: int) -> dict[str, object]:
    at = finding.at
    region = {"startLine": at.line, "startColumn": at.column, "endColumn": at.column + at.length}
    place = {"artifactLocation": {"uri": _uri(at.file)}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": _sentence(finding)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _sentence(finding: Finding) -> str:
    told, mend = finding.text(translate), finding.mend_text(translate)
    return f"{told}: {mend}" if mend else told


def _github(examinations: Sequence[Examination]) -> str:
    """An annotation a finding; nothing where nothing was found."""
    return "\n".join(_command(finding) for examination in examinations for finding in examination.findings)


def _command(finding: Finding) -> str:
    at = finding.at
    properties = {
        "file": Path(at.file).as_posix(),
        "line": at.line,
        "col": at.column,
        "endColumn": at.column + at.length,
        "title": finding.rule,
    }
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_GITHUB_COMMANDS[finding.severity]} {told}::{_escaped(_sentence(finding))}"


def _escaped(text: str) -> str:
    """As GitHub reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Examination]], str]] = {
    "text": _text,
    "summary": _summary,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""By the word of `--format`."""
