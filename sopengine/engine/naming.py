"""Finding an instance, or a piece of its work, by what people call it."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import Compiled
from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.store.reader import Reader

MOST_DIGITS = 18
"""Of a number; no database has longer ones."""


def named_instance(reader: Reader, name: int | str) -> Instance:
    """By its number, or by the reference text that it alone bears, without regard to case."""
    if not str(name).strip():
        raise MisuseError("name the instance by its number or its reference; all of them: sop status")
    by_number = isinstance(name, int) or name.strip().isdecimal()
    if by_number:
        found = reader.instances(id=int(name)) if len(str(name).strip()) <= MOST_DIGITS else ()
    else:
        found = reader.instances(ref=str(name).strip())
        found = tuple(one for one in found if one.ref == str(name).strip()) or found
    if len(found) > 1:
        numbers = ", ".join(str(instance.id) for instance in found)
        raise MisuseError(
            "{count} instances bear the reference '{ref}': name one by its number ({numbers})",
            count=len(found),
            ref=name,
            numbers=numbers,
        )
    if not found:
        raise _unknown(reader, str(name), by_number)
    return found[0]


def open_item(
    reader: Reader, name: int | str, task: str, entry: str | None = None, *, or_expired: bool = False
) -> WorkItem:
    """The open work item of a task, or step, in an instance; the first opened, where there are several.

    `entry`: of the list that each has a work item for; where they differ, it has to be said. `or_expired`: where none
    is open, those of its last visit, if nobody acted on them in time: they may have been done in time after all.
    """
    instance = named_instance(reader, name)
    compiled = reader.pinned(instance.digest)
    found = [item for item in instance.open_items if _is_of(item, task)]
    items = () if found else reader.work_items(instance=instance.id)
    if or_expired and not found:
        found = _expired_last([item for item in items if _is_of(item, task)])
    if not found:
        raise refusal.not_open(compiled, instance, items, _spelled(compiled, task))
    return _of_entry(found, entry)


def done_item(reader: Reader, name: int | str, task: str, entry: str | None = None) -> WorkItem:
    """The work item of a task, or step, that was completed last; where none was, the latest, which commands refuse."""
    instance = named_instance(reader, name)
    items = [item for item in reader.work_items(instance=instance.id) if _is_of(item, task)]
    if not items:
        compiled = reader.pinned(instance.digest)
        raise refusal.not_open(compiled, instance, (), _spelled(compiled, task))
    done = [item for item in items if item.state in (WorkState.DONE, WorkState.EXPIRED)] or items
    last = [item for item in done if item.visit == max(each.visit for each in done)]
    return _of_entry(last, entry) if entry else last[-1]


def _expired_last(items: Sequence[WorkItem]) -> list[WorkItem]:
    ended = [item for item in items if not item.withdrawn]
    last = [item for item in ended if item.visit == ended[-1].visit]
    return [item for item in last if item.state is WorkState.EXPIRED]


def message_of(reader: Reader, instance: Instance, name: str) -> str:
    """The name of a message as the SOP spells it, where it knows it in whatever case."""
    known = (task.message for task in reader.pinned(instance.digest).tasks.values())
    return next((message for message in known if message and message.casefold() == name.strip().casefold()), name)


def _is_of(item: WorkItem, task: str) -> bool:
    return task.strip().casefold() in (item.task.casefold(), item.step.casefold())


def _spelled(compiled: Compiled, task: str) -> str:
    """As the SOP spells it, where it has it in whatever case."""
    known = (name for name in (*compiled.tasks, *compiled.steps) if name.casefold() == task.strip().casefold())
    return next(known, task.strip())


def _of_entry(items: Sequence[WorkItem], entry: str | None) -> WorkItem:
    """All of one task, or step."""
    entries = tuple(dict.fromkeys(item.entry for item in items if item.entry))
    if entry is None and len(entries) < 2:
        return items[0]
    for item in items:
        if entry and item.entry.casefold() == entry.strip().casefold():
            return item
    raise refusal.which_entry(items[0], entry, entries)


def _unknown(reader: Reader, name: str, by_number: bool) -> NotFoundError:
    if by_number:
        return NotFoundError("there is no instance {number}; all of them: sop status", number=name)
    close = nearest(name, {instance.ref for instance in reader.instances()})
    if close:
        return NotFoundError("no instance has the reference '{ref}': {mend}", ref=name, mend=proposal(close))
    return NotFoundError("no instance has the reference '{ref}'; all of them: sop status", ref=name)
