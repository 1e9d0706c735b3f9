"""What is not allowed now, and the mend, in words: one function a reason."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.errors import NotFoundError, RefusedError, SopError
from sopengine.errors.nearest import nearest
from sopengine.execution.refusals.times import TIME, local
from sopengine.execution.values.events import Event
from sopengine.execution.values.instance import Instance, WorkItem


def already_done(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        f"work item {{instance}}/{{task}} is done (by {{by}}, {{at:{TIME}}}); open ones: sop tasks",
        instance=item.instance,
        task=item.task,
        by=item.done_by,
        at=local(compiled, item.done_at or item.opened_at),
    )


def full(instance: int, events: int) -> RefusedError:
    return RefusedError(
        "instance {instance} has {count} events, as many as one can have: start a new one",
        instance=instance,
        count=events,
    )


def endless(instance: int, task: CompiledTask, steps: int) -> RefusedError:
    return RefusedError(
        "instance {instance} would pass more than {steps} tasks without work, the last at '{task}': "
        "its SOP needs a person's task between them",
        instance=instance,
        steps=steps,
        task=task.name,
    )


def no_entry(compiled: Compiled, name: str) -> RefusedError:
    return RefusedError(
        "{sop} cannot be started at '{entry}'; it starts at: {entries}",
        sop=compiled.sop,
        entry=name,
        entries=", ".join(compiled.entries),
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
    awaited = {
        task
        for point in compiled.rows.get(name, (name,))
        if point in instance.arrivals
        for task in compiled.awaited[point]
    }
    on_its_way = [item for item in instance.open_items if item.task in awaited]
    return RefusedError(
        "work item {instance}/{task} waits for what is on its way to it: {open}"
        if on_its_way
        else "work item {instance}/{task} is not open yet; open now: {open}",
        instance=instance.id,
        task=name,
        open=", ".join(f"{item.task} ({compiled.actors[item.actor]})" for item in on_its_way or instance.open_items),
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
