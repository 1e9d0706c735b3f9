"""Answers with which a task cannot be completed, in words: outcomes and data."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.errors import Phrase, RefusedError
from sopengine.execution.values.work import WorkItem


def outcome_missing(item: WorkItem, task: CompiledTask) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} needs an outcome ({question}): one or more of {labels}"
        if task.many
        else "work item {instance}/{task} needs an outcome ({question}): one of {labels}",
        instance=item.instance,
        task=item.task,
        question=task.question or Phrase("a decision"),
        labels=", ".join(task.labels),
    )


def outcome_unknown(item: WorkItem, task: CompiledTask, outcome: str) -> RefusedError:
    return RefusedError(
        "'{outcome}' is no outcome of work item {instance}/{task}: choose one of {labels}",
        instance=item.instance,
        task=item.task,
        outcome=outcome,
        labels=", ".join(task.labels),
    )


def too_many_outcomes(item: WorkItem, task: CompiledTask) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} takes one outcome only: choose one of {labels}",
        instance=item.instance,
        task=item.task,
        labels=", ".join(task.labels),
    )


def nothing_to_decide(item: WorkItem, outcome: str) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} decides nothing: complete it without the outcome '{outcome}'",
        instance=item.instance,
        task=item.task,
        outcome=outcome,
    )


def decided_by_data(item: WorkItem, outcome: str) -> RefusedError:
    return RefusedError(
        "the data decide work item {instance}/{task}: complete it without the outcome '{outcome}'",
        instance=item.instance,
        task=item.task,
        outcome=outcome,
    )


def data_missing(item: WorkItem, compiled: Compiled, fields: Sequence[str]) -> RefusedError:
    titles = (f"{id} ({compiled.data[id].title})" if compiled.data[id].title else id for id in fields)
    return RefusedError(
        "work item {instance}/{task} asks for {fields}: fill in with --set {first}=…",
        instance=item.instance,
        task=item.task,
        fields=", ".join(titles),
        first=fields[0],
    )


def not_asked(item: WorkItem, field: str) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} does not ask for '{field}'; it asks for: {known}"
        if item.asks
        else "work item {instance}/{task} asks for no data: complete it without '{field}'",
        instance=item.instance,
        task=item.task,
        field=field,
        known=", ".join(item.asks),
    )
