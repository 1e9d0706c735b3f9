"""The door that commands go through: a file is read and checked, and used only without errors."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.graph import Graph
from sopengine.language import Reading, read
from sopengine.rules.check import LOCAL, RULES, check


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A file and all that is known about it."""

    file: str
    graph: Graph | None
    """None where the file is too broken to be a definition."""
    findings: tuple[Finding, ...]
    """In the order of their places."""

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def load(path: str | os.PathLike[str]) -> Graph:
    """The SOP in a file; raises DefinitionError with all findings where one is an error."""
    return checked(path)[0]


def checked(path: str | os.PathLike[str]) -> tuple[Graph, tuple[Finding, ...]]:
    """As `load`, with the warnings."""
    examination = examine(path)
    if examination.graph is None or examination.count(Severity.ERROR):
        raise DefinitionError(examination.findings)
    return examination.graph, examination.findings


def examine(path: str | os.PathLike[str]) -> Examination:
    """Read a file and check it, whatever is wrong with it; one cause is told once."""
    reading = read(path)
    graph = Graph(reading.definition) if reading.definition else None
    findings = (*reading.findings, *(_told(graph, reading) if graph else ()))
    in_place = sorted(findings, key=lambda finding: (finding.at.line, finding.at.column))
    return Examination(file=os.fspath(path), graph=graph, findings=tuple(in_place))


def _told(graph: Graph, reading: Reading) -> tuple[Finding, ...]:
    """What the rules say; where the reader had to leave things out, only those that this cannot mislead."""
    if all(finding.severity is not Severity.ERROR for finding in reading.findings):
        return check(graph)
    misnamed = any(finding.rule in _NAMELESS for finding in reading.findings)
    stay_true = LOCAL - _NAMING if misnamed else LOCAL
    return check(graph, {id: rule for id, rule in RULES.items() if id in stay_true})


_NAMELESS = frozenset({"schema/bad-name", "schema/reserved-name"})
"""Findings of the reader after which a name that is used may well be declared."""
_NAMING = frozenset({"names/undeclared-actor", "names/undeclared-step"})
