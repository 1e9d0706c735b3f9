"""Which ways work takes out of a task: those a person named, or those whose conditions hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sopengine.compiled.tables import Compiled, CompiledOutcome, CompiledTask
from sopengine.execution.refusals import answers
from sopengine.execution.values.work import WorkItem
from sopengine.expression.condition import Expression
from sopengine.expression.data import Value

Outcomes = tuple[CompiledOutcome, ...]


def spelled_labels(task: CompiledTask, said: tuple[str, ...]) -> tuple[str, ...]:
    """As printed, where they differ in case and blanks only and can mean one; others as they were said."""
    return tuple([label if label in task.labels else _alike(task, label) for label in said])


def by_labels(task: CompiledTask, item: WorkItem, labels: tuple[str, ...]) -> Outcomes:
    """Raises RefusedError where these labels are not to be chosen here."""
    if not task.decides:
        if labels:
            raise answers.nothing_to_decide(item, labels[0])
        return task.outcomes
    if not labels:
        raise answers.outcome_missing(item, task)
    meant = set(spelled_labels(task, labels))
    for label in meant:
        if label not in task.labels:
            raise answers.outcome_unknown(item, task, label)
    if len(meant) > 1 and not task.many:
        raise answers.too_many_outcomes(item, task)
    return tuple([outcome for outcome in task.outcomes if outcome.label in meant])


def by_conditions(compiled: Compiled, task: CompiledTask, data: Mapping[str, str]) -> Outcomes:
    """The first that holds; with `many` all that hold; none holds: the one that says otherwise.

    Raises RefusedError where data are missing that a condition needs.
    """
    values = {id: compiled.data[id].read(text) for id, text in data.items() if id in compiled.data}
    holding = [outcome for outcome in task.outcomes if outcome.when and _holds(outcome.when, values)]
    if not holding:
        holding = [outcome for outcome in task.outcomes if outcome.otherwise]
    return tuple(holding if task.many else holding[:1])


def by_data_or_all(compiled: Compiled, task: CompiledTask, data: Mapping[str, str]) -> Outcomes:
    """Where nobody is asked: what the data decide, else the one way out."""
    return by_conditions(compiled, task, data) if task.by_data else task.outcomes


def targets(outcomes: Outcomes) -> tuple[str, ...]:
    """Where they lead to, each once."""
    if len(outcomes) == 1:
        return outcomes[0].targets
    return tuple(dict.fromkeys(target for outcome in outcomes for target in outcome.targets))


def spelled(outcomes: Outcomes) -> str:
    """As events and work items keep it."""
    return outcomes[0].label if len(outcomes) == 1 else "\n".join([outcome.label for outcome in outcomes])


def _alike(task: CompiledTask, said: str) -> str:
    alike = [label for label in task.labels if _folded(label) == _folded(said)]
    return alike[0] if len(alike) == 1 else said


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _holds(condition: str, values: Mapping[str, Value]) -> bool:
    return _parsed(condition).evaluate(values) is True


@lru_cache(maxsize=1024)
def _parsed(condition: str) -> Expression:
    return Expression.parse(condition)
