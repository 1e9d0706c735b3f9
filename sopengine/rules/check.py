"""Applies the list of rules to a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from sopengine.errors import Finding, Position, Severity
from sopengine.graph import Graph
from sopengine.language.yaml.surplus import MOST_COUNTED
from sopengine.rules.lint.flow.asked import never_asked, never_counted, undeclared_field
from sopengine.rules.lint.flow.automatic import endless_wait, idle_circle, nobody_decides
from sopengine.rules.lint.flow.conditions import mistyped_condition, otherwise_once, unreadable_condition
from sopengine.rules.lint.flow.decisions import no_question
from sopengine.rules.lint.flow.endless import no_end
from sopengine.rules.lint.flow.fields import counted_items, entries_of_each, options_of_choice, unused_field
from sopengine.rules.lint.flow.limits import idle_limit, no_way_past
from sopengine.rules.lint.flow.names import doubled_partner, doubled_step, undeclared_actor, undeclared_step
from sopengine.rules.lint.flow.unused import near_artifact, unused_actor, unused_artifact
from sopengine.rules.lint.flow.ways import few_outcomes, unreachable
from sopengine.rules.lint.form.activity import hidden_decision, no_verb, passive, performer
from sopengine.rules.lint.form.artifacts import near_names, never_needed, never_put_out
from sopengine.rules.lint.form.dates import dates_in_order, future_date, look_overdue
from sopengine.rules.lint.form.durations import (
    missing_duration,
    odd_duration,
    unmeasurable_duration,
    unreadable_duration,
)
from sopengine.rules.lint.form.identity import bad_nip, incomplete_identity, related_to_itself
from sopengine.rules.lint.form.inferred import inferred
from sopengine.rules.lint.form.numbers import uneven_numbers
from sopengine.rules.lint.form.performers import single_performer
from sopengine.rules.lint.form.sheets import too_long_for_one_sheet
from sopengine.rules.problem import Problem
from sopengine.rules.soundness import left_open, not_proven, opened_twice

Rule = Callable[[Graph], Iterator[Problem]]
DatedRule = Callable[[Graph, date], Iterator[Problem]]

RULES: Mapping[str, tuple[Severity, Rule]] = {
    "names/undeclared-actor": (Severity.ERROR, undeclared_actor),
    "names/undeclared-step": (Severity.ERROR, undeclared_step),
    "names/doubled-step": (Severity.ERROR, doubled_step),
    "names/doubled-partner": (Severity.ERROR, doubled_partner),
    "names/near-artifact": (Severity.WARNING, near_artifact),
    "names/unused-actor": (Severity.WARNING, unused_actor),
    "names/unused-artifact": (Severity.WARNING, unused_artifact),
    "flow/few-outcomes": (Severity.ERROR, few_outcomes),
    "flow/no-end": (Severity.ERROR, no_end),
    "flow/unreachable": (Severity.ERROR, unreachable),
    "flow/nobody-decides": (Severity.ERROR, nobody_decides),
    "flow/idle-circle": (Severity.ERROR, idle_circle),
    "flow/limit": (Severity.ERROR, no_way_past),
    "flow/idle-limit": (Severity.WARNING, idle_limit),
    "flow/opened-twice": (Severity.WARNING, opened_twice),
    "flow/left-open": (Severity.INFO, left_open),
    "flow/not-proven": (Severity.INFO, not_proven),
    "names/undeclared-field": (Severity.ERROR, undeclared_field),
    "names/unused-field": (Severity.WARNING, unused_field),
    "data/options": (Severity.ERROR, options_of_choice),
    "data/each": (Severity.ERROR, entries_of_each),
    "data/count": (Severity.ERROR, counted_items),
    "data/not-asked": (Severity.ERROR, never_counted),
    "condition/unreadable": (Severity.ERROR, unreadable_condition),
    "condition/mistyped": (Severity.ERROR, mistyped_condition),
    "condition/otherwise": (Severity.ERROR, otherwise_once),
    "condition/not-asked": (Severity.ERROR, never_asked),
    "duration/no-length": (Severity.ERROR, endless_wait),
    "document/date-order": (Severity.ERROR, dates_in_order),
    "document/identity": (Severity.WARNING, incomplete_identity),
    "document/nip": (Severity.WARNING, bad_nip),
    "document/related-to-itself": (Severity.WARNING, related_to_itself),
    "activity/no-verb": (Severity.WARNING, no_verb),
    "activity/passive": (Severity.WARNING, passive),
    "activity/performer": (Severity.WARNING, performer),
    "activity/hidden-decision": (Severity.WARNING, hidden_decision),
    "decision/no-question": (Severity.WARNING, no_question),
    "duration/missing": (Severity.WARNING, missing_duration),
    "duration/unreadable": (Severity.WARNING, unreadable_duration),
    "duration/unmeasurable": (Severity.WARNING, unmeasurable_duration),
    "duration/odd": (Severity.WARNING, odd_duration),
    "artifacts/never-put-out": (Severity.INFO, never_put_out),
    "artifacts/never-needed": (Severity.INFO, never_needed),
    "artifacts/near-names": (Severity.INFO, near_names),
    "actors/single": (Severity.INFO, single_performer),
    "steps/numbers": (Severity.INFO, uneven_numbers),
    "form/one-sheet": (Severity.WARNING, too_long_for_one_sheet),
    "source/inferred": (Severity.INFO, inferred),
}
"""By id, as in docs/rules.md; how much a finding weighs is said here, not in the rule."""

DATED: Mapping[str, tuple[Severity, DatedRule]] = {
    "document/future-date": (Severity.WARNING, future_date),
    "document/look-overdue": (Severity.WARNING, look_overdue),
}
"""Rules that ask what day it is; left out where nobody says."""

LOCAL = frozenset(
    {
        "names/undeclared-actor",
        "names/undeclared-step",
        "names/doubled-step",
        "document/date-order",
        "document/nip",
        "document/related-to-itself",
        "document/future-date",
        "document/look-overdue",
        "duration/unreadable",
        "duration/no-length",
        "condition/unreadable",
    }
)
"""Rules that stay true while other parts of the file are still wrong."""

STRUCTURAL = frozenset({"flow/no-end", "flow/unreachable"})
"""Errors that a draft may still have: in it they are warnings."""


def check(graph: Graph, rules: Mapping[str, tuple[Severity, Rule]] = RULES) -> tuple[Finding, ...]:
    """All that the rules find, rule by rule."""
    return tuple(
        _finding(graph, id, _weight(graph, id, severity), problem)
        for id, (severity, rule) in rules.items()
        for problem in islice(rule(graph), MOST_COUNTED)
    )


def _weight(graph: Graph, rule: str, severity: Severity) -> Severity:
    return Severity.WARNING if graph.definition.draft and rule in STRUCTURAL else severity


def _finding(graph: Graph, rule: str, severity: Severity, problem: Problem) -> Finding:
    positions = graph.definition.positions
    at = positions.key(problem.path) if problem.at_key else positions.value(problem.path)
    return Finding(
        rule=rule,
        severity=severity,
        at=_culprit(at, problem),
        message=problem.message,
        mend=problem.mend,
        values=problem.values,
    )


def _culprit(at: Position, problem: Problem) -> Position:
    """The piece of a value that is meant; the whole value where the line does not hold the piece."""
    if problem.part:
        column, length = at.excerpt.find(problem.part, at.column - 1) + 1, len(problem.part)
    elif problem.span:
        quoted = at.excerpt[at.column - 1 : at.column] in ("'", '"')
        column, length = at.column + quoted + problem.span[0], problem.span[1]
    else:
        return at
    inside = 0 < column <= at.column - 1 + at.length
    return replace(at, column=column, length=length) if inside else at
