"""What cannot be undone, sent back or corrected, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.refusals.times import local
from sopengine.execution.values.work import WorkItem, WorkState


def begun_since(compiled: Compiled, item: WorkItem, since: WorkItem) -> RefusedError:
    """Something that came of it has been worked on."""
    ended = since.state is not WorkState.OPEN
    return RefusedError(
        "work item {instance}/{task} cannot be undone: '{since}', which it opened, was sent back since "
        "({at}); go on with the work that this opened"
        if since.state is WorkState.RETURNED
        else "work item {instance}/{task} cannot be undone: '{since}', which it opened, was done since "
        "({at}); undo that first, or correct what was recorded: sop correct"
        if ended
        else "work item {instance}/{task} cannot be undone: '{since}', which it opened, was begun since "
        "({at}); let it be sent back: sop back",
        instance=item.instance,
        task=item.task,
        since=since.task,
        at=local(compiled, since.ended_at or since.started_at or since.opened_at),
    )


def nothing_to_undo(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is open: there is nothing to undo"
        if item.open
        else "work item {instance}/{task} was not completed (it ended {at}): there is nothing to undo",
        instance=item.instance,
        task=item.task,
        at=local(compiled, item.ended_at or item.opened_at),
    )


def other_version(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot be opened again: the version that {sop} goes on by has no such task, "
        "or none where its work met; send back what is open: sop back",
        instance=item.instance,
        task=item.task,
        sop=compiled.sop,
    )


def not_yours(compiled: Compiled, item: WorkItem, by: str) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} was done by {done_by} ({at}), not by {by}: "
        "who did it undoes it, or whoever comes next sends it back (sop back)",
        instance=item.instance,
        task=item.task,
        done_by=item.done_by,
        by=by,
        at=local(compiled, item.done_at or item.opened_at),
    )


def nothing_of_yours(instance: int, by: str) -> RefusedError:
    return RefusedError(
        "{by} has completed nothing in instance {instance}: there is nothing to undo", instance=instance, by=by
    )


def nowhere_back(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot be sent back: nobody did anything before it",
        instance=item.instance,
        task=item.task,
    )


def did_not_lead(compiled: Compiled, item: WorkItem, led_here: Sequence[WorkItem]) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} can be sent back only to what led to it: {tasks}",
        instance=item.instance,
        task=item.task,
        tasks=", ".join(dict.fromkeys(one.task for one in led_here)),
    )


def not_done_yet(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is open: complete it first, with --at for another time (sop done)"
        if item.open
        else "work item {instance}/{task} was never completed: there is nothing to correct",
        instance=item.instance,
        task=item.task,
    )


def nothing_to_correct(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is recorded as done at {at} already",
        instance=item.instance,
        task=item.task,
        at=local(compiled, item.done_at or item.opened_at),
    )


def nobody_did_it(compiled: Compiled, item: WorkItem) -> RefusedError:
    return RefusedError(
        "nobody acted on work item {instance}/{task} in time ({at}); if somebody did, say when",
        instance=item.instance,
        task=item.task,
        at=local(compiled, item.ended_at or item.opened_at),
    )


def after_time_out(compiled: Compiled, item: WorkItem, at: datetime) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot have been done at {at}: the work went on without it at {ended}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        ended=local(compiled, item.ended_at or item.opened_at),
    )


def after_the_end(compiled: Compiled, item: WorkItem, at: datetime, ended: datetime) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot have been done at {at}: instance {instance} was cancelled at {ended}",
        instance=item.instance,
        task=item.task,
        at=local(compiled, at),
        ended=local(compiled, ended),
    )


def acted_before(compiled: Compiled, item: WorkItem, since: WorkItem, acted: datetime) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} cannot have been done so late: '{since}', which it opened, was worked on "
        "at {at}; correct that first",
        instance=item.instance,
        task=item.task,
        since=since.task,
        at=local(compiled, acted),
    )
