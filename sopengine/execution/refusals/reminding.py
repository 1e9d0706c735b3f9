"""Of what nobody is reminded, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.refusals.times import local
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.work import WorkItem

_NAMED = 5
"""Ids that a message lists at most."""


def may_not_remind(item: WorkItem, by: str) -> RefusedError:
    return RefusedError(
        "{by} may not remind of work item {instance}/{task}: that is for who oversees the agency (pengawas, pimpinan, "
        "admin), who is told when it is late, and who waits for it, having started the instance or done work in it",
        by=by,
        instance=item.instance,
        task=item.task,
    )


def only_yours(item: WorkItem, by: str) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} lies with {by} alone: there is nobody else to remind",
        instance=item.instance,
        task=item.task,
        by=by,
    )


def nobody_here(compiled: Compiled, item: WorkItem) -> RefusedError:
    """Its actor is an outside party or a program, and nobody holds it."""
    return RefusedError(
        "work item {instance}/{task} is up to {title}, a program: there is nobody to remind"
        if item.actor in compiled.programs
        else "work item {instance}/{task} is up to {title}, an outside party: the office has to ask them itself",
        instance=item.instance,
        task=item.task,
        title=compiled.actors.get(item.actor, item.actor),
    )


def nobody_holds(compiled: Compiled, item: WorkItem, day: date, others: Sequence[str]) -> RefusedError:
    """`others`: who may do it meanwhile."""
    named = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
    return RefusedError(
        "nobody can be reminded of work item {instance}/{task}: on {day} nobody is {title}, so that it is up to "
        "{others}; tell who is, or stands in: sop people hold"
        if others
        else "nobody can be reminded of work item {instance}/{task}: on {day} nobody is {title}; tell who is, or "
        "stands in: sop people hold",
        instance=item.instance,
        task=item.task,
        day=day,
        title=compiled.actors.get(item.actor, item.actor),
        others=named,
    )


def just_reminded(compiled: Compiled, item: WorkItem, earlier: Reminded, again: datetime) -> RefusedError:
    """`again`: from when on they may."""
    return RefusedError(
        "{by} reminded of work item {instance}/{task} already ({at}): again from {again} on, after a working hour",
        by=earlier.by,
        instance=item.instance,
        task=item.task,
        at=local(compiled, earlier.at),
        again=local(compiled, again),
    )
