"""Who may not do what, and who may, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem

_NAMED = 6
"""People whom a refusal names; a whole office would bury its mend."""


def unknown(name: str, known: Sequence[str]) -> RefusedError:
    close = nearest(name, known)
    if close:
        return RefusedError("the store knows no person '{name}': {mend}", name=name, mend=proposal(close))
    return RefusedError(
        "the store knows no person '{name}'; all whom it knows: sop people list, to add one: sop people add", name=name
    )


def not_yours(compiled: Compiled, item: WorkItem, by: str, day: date, who: Sequence[str]) -> RefusedError:
    """`who`: holds the position that day."""
    return RefusedError(
        "work item {instance}/{task} is not up to {by}: on {day} {title} is {who}; who stands in is told with "
        "'sop people hold'",
        instance=item.instance,
        task=item.task,
        by=by,
        day=day,
        title=compiled.actors.get(item.actor, item.actor),
        who=", ".join(who),
    )


def nobodys(compiled: Compiled, item: WorkItem, by: str, day: date) -> RefusedError:
    """The position has no holder, and who asks holds nothing in the agency."""
    return RefusedError(
        "work item {instance}/{task} is not up to {by}: on {day} nobody is {title}, so that it is up to those who hold "
        "a position in {agency}; tell who does: sop people hold",
        instance=item.instance,
        task=item.task,
        by=by,
        day=day,
        title=compiled.actors.get(item.actor, item.actor),
        agency=compiled.agency,
    )


def taken(item: WorkItem, by: str) -> RefusedError:
    """Another has it."""
    return RefusedError(
        "work item {instance}/{task} is with {assignee}, not with {by}: sop give-back {instance} {task}, or hand it "
        "on with sop assign {instance} {task} {by}",
        instance=item.instance,
        task=item.task,
        assignee=item.assignee,
        by=by,
    )


def yours_already(item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is with {assignee} already",
        instance=item.instance,
        task=item.task,
        assignee=item.assignee,
    )


def with_nobody(item: WorkItem) -> RefusedError:
    return RefusedError(
        "work item {instance}/{task} is with nobody: there is nothing to give back",
        instance=item.instance,
        task=item.task,
    )


def may_not_hand_on(item: WorkItem, by: str) -> RefusedError:
    return RefusedError(
        "{by} may not hand on work item {instance}/{task}: that is for those whose work it is, and for who oversees "
        "the agency (pengawas, pimpinan, admin)",
        instance=item.instance,
        task=item.task,
        by=by,
    )


def may_not_start(compiled: Compiled, by: str, who: Sequence[str], overseers: Sequence[str]) -> RefusedError:
    """`who`: hold positions that have a part in the SOP."""
    return RefusedError(
        "{by} may not start {sop}: that is for those who have a part in it ({who}), and for who oversees {agency} "
        "({overseers}); to let somebody start the agency's SOPs: sop people role NAME petugas",
        by=by,
        sop=compiled.sop,
        agency=compiled.agency,
        who=_some(who) or "-",
        overseers=_some(overseers),
    )


def may_not_stop(compiled: Compiled, instance: Instance, by: str, overseers: Sequence[str]) -> RefusedError:
    return RefusedError(
        "{by} may not suspend, resume or cancel instance {instance}: that is for who started it ({starter}), and for "
        "who oversees {agency} ({overseers}); to let somebody: sop people role NAME pengawas",
        by=by,
        instance=instance.id,
        starter=instance.started_by,
        agency=compiled.agency,
        overseers=_some(overseers),
    )


def nothing_asked(item: WorkItem) -> RefusedError:
    return RefusedError(
        "nobody asks to correct work item {instance}/{task}; ask for it with: sop correct {instance} {task} "
        "--done-at TIME --reason TEXT",
        instance=item.instance,
        task=item.task,
    )


def not_to_confirm(item: WorkItem, by: str, who: Sequence[str]) -> RefusedError:
    """`who`: may."""
    values = {"instance": item.instance, "task": item.task, "by": by, "who": ", ".join(who)}
    return RefusedError(
        "{by} may not confirm the correction of work item {instance}/{task}: another does whose work it is, or an "
        "admin ({who})"
        if who
        else "{by} may not confirm the correction of work item {instance}/{task}: another does whose work it is, or an "
        "admin, and there is none: sop people role NAME admin",
        **values,
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join((*names[:_NAMED], *("…" for _ in names[_NAMED : _NAMED + 1])))
