"""Finding an instance, or a piece of its work, by what people call it."""

from __future__ import annotations

from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem
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


def open_item(reader: Reader, name: int | str, task: str) -> WorkItem:
    """The open work item of a task, or step, in an instance; the first opened, where there are several."""
    instance = named_instance(reader, name)
    for item in instance.open_items:
        if task.casefold() in (item.task.casefold(), item.step.casefold()):
            return item
    raise refusal.not_open(reader.pinned(instance.digest), instance, reader.work_items(instance=instance.id), task)


def _unknown(reader: Reader, name: str, by_number: bool) -> NotFoundError:
    if by_number:
        return NotFoundError("there is no instance {number}; all of them: sop status", number=name)
    close = nearest(name, {instance.ref for instance in reader.instances()})
    if close:
        return NotFoundError("no instance has the reference '{ref}': {mend}", ref=name, mend=proposal(close))
    return NotFoundError("no instance has the reference '{ref}'; all of them: sop status", ref=name)
