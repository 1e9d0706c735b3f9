"""Applies the list of rules to a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sopengine.errors import Finding, Severity
from sopengine.graph import Graph
from sopengine.rules.dates import dates_in_order
from sopengine.rules.durations import unreadable_duration
from sopengine.rules.flow import few_outcomes, no_end, unreachable
from sopengine.rules.inferred import inferred
from sopengine.rules.names import doubled_step, undeclared_actor, undeclared_step
from sopengine.rules.problem import Problem
from sopengine.rules.unused import near_artifact, unused_actor, unused_artifact

Rule = Callable[[Graph], Iterator[Problem]]

RULES: Mapping[str, tuple[Severity, Rule]] = {
    "names/undeclared-actor": (Severity.ERROR, undeclared_actor),
    "names/undeclared-step": (Severity.ERROR, undeclared_step),
    "names/doubled-step": (Severity.ERROR, doubled_step),
    "names/near-artifact": (Severity.WARNING, near_artifact),
    "names/unused-actor": (Severity.WARNING, unused_actor),
    "names/unused-artifact": (Severity.WARNING, unused_artifact),
    "flow/few-outcomes": (Severity.ERROR, few_outcomes),
    "flow/no-end": (Severity.ERROR, no_end),
    "flow/unreachable": (Severity.ERROR, unreachable),
    "document/date-order": (Severity.ERROR, dates_in_order),
    "duration/unreadable": (Severity.WARNING, unreadable_duration),
    "source/inferred": (Severity.INFO, inferred),
}
"""By id, as in docs/rules.md; how much a finding weighs is said here, not in the rule."""

LOCAL = frozenset(
    {
        "names/undeclared-actor",
        "names/undeclared-step",
        "names/doubled-step",
        "document/date-order",
        "duration/unreadable",
    }
)
"""Rules that stay true while other parts of the file are still wrong."""


def check(graph: Graph, rules: Mapping[str, tuple[Severity, Rule]] = RULES) -> tuple[Finding, ...]:
    """All that the rules find, rule by rule."""
    return tuple(
        _finding(graph, id, severity, problem) for id, (severity, rule) in rules.items() for problem in rule(graph)
    )


def _finding(graph: Graph, rule: str, severity: Severity, problem: Problem) -> Finding:
    positions = graph.definition.positions
    return Finding(
        rule=rule,
        severity=severity,
        at=positions.key(problem.path) if problem.at_key else positions.value(problem.path),
        message=problem.message,
        mend=problem.mend,
        values=problem.values,
    )
