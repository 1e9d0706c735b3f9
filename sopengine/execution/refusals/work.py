"""What is not allowed now, and the mend, in words: one function a reason."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.errors import NotFoundError, RefusedError, SopError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.refusals.times import local
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem, WorkState


def already_done(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is done (by {by}, {at}); open ones: sop tasks",
        instance=item.instance,
        task=item.task,
        by=item.done_by,
        at=local(compiled, item.done_at or item.opened_at),
    )


def not_any_more(compiled: Compiled, item: WorkItem) -> RefusedError:
    """A work item that has ended, in whatever way."""
    if item.state is WorkState.DONE:
        return already_done(compiled, item)
    values: dict[str, object] = {
        "instance": item.instance,
        "task": item.task,
        "at": local(compiled, item.ended_at or item.opened_at),
    }
    if item.state is WorkState.EXPIRED:
        return RefusedError(
            "nobody acted on work item {instance}/{task} in time ({at}), so the work went on without it; "
            "if it was done before, say so with --at",
            **values,
        )
    return RefusedError(
        "work item {instance}/{task} was sent back ({at}); open ones: sop tasks"
        if item.state is WorkState.RETURNED
        else "work item {instance}/{task} is no longer wanted (withdrawn {at}); open ones: sop tasks",
        **values,
    )


def already_begun(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} was begun already (by {by}, {at}); complete it with: sop done",
        instance=item.instance,
        task=item.task,
        by=item.started_by,
        at=local(compiled, item.started_at or item.opened_at),
    )


def goes_on_by_itself(compiled: Compiled, item: WorkItem) -> RefusedError:
    task = compiled.tasks[item.task]
    if task.wait:
        return RefusedError(
            "nobody completes work item {instance}/{task}: it goes on when its time is over ({time})",
            instance=item.instance,
            task=item.task,
            time=task.wait.text,
        )
    return RefusedError(
        "nobody completes work item {instance}/{task}: it waits for 'sop message {instance} {name}'"
        if task.message
        else "nobody completes work item {instance}/{task}: it goes on when what it called, {called}, ends",
        instance=item.instance,
        task=item.task,
        name=task.message,
        called=task.call,
    )


def no_item(item: int) -> NotFoundError:
    return NotFoundError("there is no work item {item}; open ones: sop tasks", item=item)


def no_instance(instance: int) -> NotFoundError:
    return NotFoundError("there is no instance {number}; all of them: sop status", number=instance)


def too_often(instance: int, task: CompiledTask) -> RefusedError:
    return RefusedError(
        "instance {instance} has come to '{task}' {limit} times, as often as its SOP allows: choose another way out"
        if task.limit > 1
        else "instance {instance} has come to '{task}' once, as often as its SOP allows: choose another way out",
        instance=instance,
        task=task.name,
        limit=task.limit,
    )


def too_many_at_once(instance: int, field: str, count: int, most: int) -> RefusedError:
    return RefusedError(
        "'{field}' of instance {instance} has {count} entries: {most} at most in one task; start several instances",
        field=field,
        instance=instance,
        count=count,
        most=most,
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


def reference_used(compiled: Compiled, bearer: Instance) -> RefusedError:
    return RefusedError(
        "instance {number} of {sop} bears the reference '{ref}' already (started {at}): go on with it, or start "
        "another of that name with --again",
        number=bearer.id,
        sop=bearer.sop,
        ref=bearer.ref,
        at=local(compiled, bearer.started_at),
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
    ended = [item for item in items if name in (item.task, item.step) and not item.withdrawn and not item.open]
    if ended and ended[-1].state is WorkState.EXPIRED:
        return not_any_more(compiled, ended[-1])
    done = [item for item in ended if item.done_at]
    if done:
        return already_done(compiled, done[-1])
    if instance.ended_at:
        return RefusedError(
            "instance {instance} is completed ({at}) without '{task}': sop status {instance}",
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


def which_entry(item: WorkItem, entry: str | None, entries: Sequence[str]) -> RefusedError:
    """One work item each for several entries of a list."""
    if not entries:
        return RefusedError(
            "work item {instance}/{task} is not one of several: leave out --for", instance=item.instance, task=item.task
        )
    return RefusedError(
        "work item {instance}/{task} is there for several: say for which one with --for ({entries})"
        if entry is None
        else "work item {instance}/{task} is not there for '{entry}': it is for {entries}",
        instance=item.instance,
        task=item.task,
        entry=entry,
        entries=", ".join(entries),
    )


def _no_such_task(compiled: Compiled, known: set[str], name: str) -> NotFoundError:
    close = nearest(name, known)
    if close:
        return NotFoundError("{sop} has no task '{task}': {mend}", sop=compiled.sop, task=name, mend=proposal(close))
    return NotFoundError(
        "{sop} has no task '{task}'; its tasks: {tasks}", sop=compiled.sop, task=name, tasks=", ".join(compiled.tasks)
    )
