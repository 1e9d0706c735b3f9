"""What `sop check` prints: text for people, and what the office has for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.plain import escaped
from sopengine.cli.terminal.wording import several, spoken, text
from sopengine.errors import Severity
from sopengine.office.words.finding_formats import as_json, github, sarif
from sopengine.rules.gate import Examination


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
    return escaped(as_json(examinations))


def _sarif(examinations: Sequence[Examination]) -> str:
    return escaped(sarif(examinations, spoken()))


def _github(examinations: Sequence[Examination]) -> str:
    return github(examinations, spoken())


FORMATS: Mapping[str, Callable[[Sequence[Examination]], str]] = {
    "text": _text,
    "summary": _summary,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""By the word of `--format`."""
