"""What is not allowed now, and the mend, in words: one function a reason."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.errors import NotFoundError, RefusedError, SopError
from sopengine.execution.event import Event
from sopengine.execution.instance import Instance, WorkItem
from sopengine.execution.refused_time import TIME, local
from sopengine.model.compiled import Compiled, CompiledTask
from sopengine.model.nearest import nearest


def already_done(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        f"work item {{instance}}/{{task}} is done (by {{by}}, {{at:{TIME}}}); open ones: sop tasks",
        instance=item.instance,
        task=item.task,
        by=item.done_by,
        at=local(compiled, item.done_at or item.opened_at),
    )


def outcome_missing(item: WorkItem, task: CompiledTask) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} needs an outcome ({question}): one of {labels}",
        instance=item.instance,
        task=item.task,
        question=task.question or "a decision",
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


def nothing_to_decide(item: WorkItem, outcome: str) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} decides nothing: complete it without the outcome '{outcome}'",
        instance=item.instance,
        task=item.task,
        outcome=outcome,
    )


def full(instance: Instance) -> RefusedError:
    return RefusedError(
        "instance {instance} has {count} events, as many as one can have: start a new one",
        instance=instance.id,
        count=instance.events,
    )


def key_used(event: Event) -> RefusedError:
    return RefusedError(
        "the key '{key}' belongs to another command (event {seq} of instance {instance}): take a new one",
        key=event.key,
        seq=event.seq,
        instance=event.instance,
    )


def not_open(compiled: Compiled, instance: Instance, items: Sequence[WorkItem], name: str) -> SopError:
    """Why a task, or step, has no open work item; `items` are all of the instance, in the order of opening."""
    known = {*compiled.tasks, *compiled.steps}
    if name not in known:
        return _no_such_task(compiled, known, name)
    done = [item for item in items if name in (item.task, item.step) and item.done_at]
    if done:
        return already_done(compiled, done[-1])
    if instance.ended_at:
        return RefusedError(
            f"instance {{instance}} is completed ({{at:{TIME}}}) without '{{task}}': sop status {{instance}}",
            instance=instance.id,
            task=name,
            at=local(compiled, instance.ended_at),
        )
    return RefusedError(
        "work item {instance}/{task} is not open yet; open now: {open}",
        instance=instance.id,
        task=name,
        open=", ".join(f"{item.task} ({compiled.actors[item.actor]})" for item in instance.open_items),
    )


def _no_such_task(compiled: Compiled, known: set[str], name: str) -> NotFoundError:
    close = nearest(name, known)
    if close:
        return NotFoundError(
            "{sop} has no task '{task}': did you mean '{close}'?", sop=compiled.sop, task=name, close=close
        )
    return NotFoundError(
        "{sop} has no task '{task}'; its tasks: {tasks}", sop=compiled.sop, task=name, tasks=", ".join(compiled.tasks)
    )
