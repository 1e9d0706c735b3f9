"""The door that commands go through: a file is read and checked, and used only without errors."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.language import Reading, read
from sopengine.language.yaml.source import Source
from sopengine.language.yaml.surplus import told_in_part
from sopengine.model.definition import Definition
from sopengine.rules.allowances import allowances, apply
from sopengine.rules.check import DATED, LOCAL, RULES, DatedRule, Rule, check
from sopengine.rules.levels import Levels, read_levels
from sopengine.settings import find_settings


@frozen
class Examination:
    """A file and all that is known about it."""

    file: str
    graph: Graph | None
    """None where the file is too broken to be a definition."""
    findings: tuple[Finding, ...]
    """In the order of their places."""
    levels: Levels = field(default_factory=Levels)
    """What the project's `sop.toml` says of the rules."""

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


def examine(path: str | os.PathLike[str], *, today: date | None = None, levels: Levels | None = None) -> Examination:
    """Read a file and check it, whatever is wrong with it; one cause is told once.

    Without `today` rules that need to know the day are left out; without `levels` the nearest `sop.toml` sets them.
    """
    reading = read(path)
    graph = Graph(reading.definition) if reading.definition else None
    levels = _settings(Path(path)) if levels is None else levels
    findings = _told(graph, reading, _asked(reading, today, levels)) if graph else reading.findings
    return Examination(file=os.fspath(path), graph=graph, findings=told_in_part(findings), levels=levels)


def _settings(definition: Path) -> Levels:
    file = find_settings(definition.absolute().parent)
    return read_levels(file, WEIGHTS) if file else Levels()


WEIGHTS: Mapping[str, Severity] = {id: severity for id, (severity, _) in (*RULES.items(), *DATED.items())}
"""Of every rule, where no project says otherwise."""


def _told(graph: Graph, reading: Reading, rules: Mapping[str, tuple[Severity, Rule]]) -> tuple[Finding, ...]:
    """What the reader and the rules say, without what the author allows."""
    allowed, amiss = allowances(_source(graph.definition), WEIGHTS)
    return (*apply((*reading.findings, *check(graph, rules)), allowed, rules), *amiss)


def _source(definition: Definition) -> Source:
    places = definition.positions
    return Source(file=places.file, text=definition.text, lines=places.lines)


def _asked(reading: Reading, today: date | None, levels: Levels) -> Mapping[str, tuple[Severity, Rule]]:
    """The rules to apply; where the reader had to leave things out, only those that this cannot mislead."""
    dated = {id: (severity, _on(today, rule)) for id, (severity, rule) in DATED.items()} if today else {}
    weighed = {
        id: (level, rule)
        for id, (severity, rule) in (*RULES.items(), *dated.items())
        if (level := levels.of.get(id, severity)) is not None
    }
    if all(finding.severity is not Severity.ERROR for finding in reading.findings):
        return weighed
    misnamed = any(finding.rule in _NAMELESS for finding in reading.findings)
    stay_true = LOCAL - _NAMING if misnamed else LOCAL
    return {id: rule for id, rule in weighed.items() if id in stay_true}


def _on(today: date, rule: DatedRule) -> Rule:
    return lambda graph: rule(graph, today)


_NAMELESS = frozenset({"schema/bad-name", "schema/reserved-name", "schema/wrong-type", "yaml/comma"})
"""Findings of the reader after which a name that is used may well be declared."""
_NAMING = frozenset({"names/undeclared-actor", "names/undeclared-step"})
