"""Which ways work takes out of a task: those a person named, or those whose conditions hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sopengine.compiled.tables import CompiledOutcome, CompiledTask
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.visits import closed_ways
from sopengine.execution.refusals import answers, work
from sopengine.execution.values.work import WorkItem
from sopengine.expression.condition import Expression
from sopengine.expression.data import Value

Outcomes = tuple[CompiledOutcome, ...]
_NOTHING: Mapping[str, str] = {}


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


def by_conditions(draft: Draft, task: CompiledTask, filled: Mapping[str, str] = _NOTHING) -> Outcomes:
    """The first that holds; with `many` all that hold; none holds: the one that says otherwise.

    `filled`: data that come with the completion itself. A way to a task that may not be visited again does not hold.
    Raises RefusedError where data are missing that a condition needs, or all ways are closed.
    """
    fields, closed = draft.compiled.data, closed_ways(draft, task)
    said = {**draft.state.data, **filled}
    values = {id: fields[id].read(text) for id, text in said.items() if id in fields}
    open_ways = [outcome for outcome in task.outcomes if closed.isdisjoint(outcome.targets)]
    holding = [outcome for outcome in open_ways if outcome.when and _holds(outcome.when, values)]
    if not holding:
        holding = [outcome for outcome in open_ways if outcome.otherwise]
    if not holding:
        raise work.too_often(draft.id, draft.compiled.tasks[min(closed)])
    return tuple(holding if task.many else holding[:1])


def by_data_or_all(draft: Draft, task: CompiledTask, filled: Mapping[str, str] = _NOTHING) -> Outcomes:
    """Where nobody is asked: what the data decide, else the one way out."""
    return by_conditions(draft, task, filled) if task.by_data else task.outcomes


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
