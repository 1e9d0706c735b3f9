"""`sop check`: read definitions and say what is wrong with them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.findings import report
from sopengine.errors import Finding, NotFoundError, Severity
from sopengine.rules.gate import Examination, examine

DEFINITIONS = Path("definitions")
"""Where definitions lie when none is named."""


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(files: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Read FILES and say what is wrong with them: where, and the mend.

    Without FILES all definitions in the folder 'definitions' are checked.
    Exit code 1 when there is an error.
    """
    examinations = [examine(file) for file in files or _definitions()]
    click.echo(_json(examinations) if as_json else "\n".join(map(_told, examinations)))
    weights = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(int(any(examination.count(weight) for examination in examinations for weight in weights)))


def _definitions() -> Sequence[Path]:
    files = sorted(DEFINITIONS.glob("*.yaml"))
    if not files:
        message = "no definition here: the folder '{folder}' of {here} has no file '*.yaml'; name the files to check"
        raise NotFoundError(message, folder=str(DEFINITIONS), here=str(Path.cwd()))
    return files


def _told(examination: Examination) -> str:
    """A line that sums the file up, then what was found in it."""
    counts = ", ".join(
        _many(examination.count(severity), severity) for severity in Severity if examination.count(severity)
    )
    summary = f"{examination.file}: {_size(examination)}{counts or 'fine'}"
    return "\n".join([summary, report(examination.findings)]) if examination.findings else summary


def _size(examination: Examination) -> str:
    if examination.graph is None:
        return ""
    definition = examination.graph.definition
    return f"{_many(len(definition.steps), 'step')}, {_many(len(definition.actors), 'actor')}; "


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _json(examinations: Sequence[Examination]) -> str:
    files = [
        {"file": examination.file, "findings": [_plain(finding) for finding in examination.findings]}
        for examination in examinations
    ]
    counts = {str(weight): sum(examination.count(weight) for examination in examinations) for weight in Severity}
    return json.dumps({"files": files, "counts": counts}, ensure_ascii=False, indent=2)


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
