"""Conditions can be read, fit the declared data, and one way out needs none."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.expression.condition import Expression, ExpressionError, ExpressionProblem
from sopengine.graph import Graph
from sopengine.model.positions import Path
from sopengine.model.step import Outcome
from sopengine.rules.problem import Problem


def unreadable_condition(graph: Graph) -> Iterator[Problem]:
    """A text under `when` that is no condition."""
    for path, text in _conditions(graph):
        try:
            Expression.parse(text)
        except ExpressionError as error:
            yield _located(path, error.problem)


def mistyped_condition(graph: Graph) -> Iterator[Problem]:
    """A condition that does not fit what is declared under `data`."""
    fields = {field.id: field for field in graph.definition.data}
    for path, text in _conditions(graph):
        expression = condition(text)
        for problem in expression.check(fields) if expression else ():
            yield _located(path, problem)


def otherwise_once(graph: Graph) -> Iterator[Problem]:
    """In a decision with conditions, every way out has one but for a single `otherwise`."""
    for task in graph.tasks.values():
        if not any(outcome.conditional for outcome in task.outcomes):
            continue
        fallback = [outcome for outcome in task.outcomes if outcome.otherwise]
        without = [outcome for outcome in task.outcomes if not outcome.conditional]
        for outcome in without:
            yield Problem(
                path=(*task.path, "decision", outcome.label),
                message="'{label}' has no condition, and the others do",
                mend="write it as {{next: …, when: …}}" if fallback else "write it as {{next: …, otherwise: true}}",
                values={"label": outcome.label},
                at_key=True,
            )
        if not fallback and not without:
            yield Problem(
                path=(*task.path, "decision"),
                message="no way out is left when none of the conditions holds",
                mend="write one outcome as {{next: …, otherwise: true}}",
                at_key=True,
            )
        for outcome in fallback[1:]:
            yield Problem(
                path=(*outcome.path[:-1], "otherwise"),
                message="'otherwise' stands in this decision a second time",
                mend="write a condition here: 'when: …'",
                at_key=True,
            )


def condition(text: str) -> Expression | None:
    """None where it cannot be read; that is told by its own rule."""
    try:
        return Expression.parse(text)
    except ExpressionError:
        return None


def _conditions(graph: Graph) -> Iterator[tuple[Path, str]]:
    for task in graph.tasks.values():
        for outcome in task.outcomes:
            if outcome.when:
                yield when_path(outcome), outcome.when


def when_path(outcome: Outcome) -> Path:
    """Where the condition of an outcome stands."""
    return (*outcome.path[:-1], "when")


def _located(path: Path, found: ExpressionProblem) -> Problem:
    return Problem(path=path, message=found.message, mend=found.mend, values=found.values, span=found.at)
