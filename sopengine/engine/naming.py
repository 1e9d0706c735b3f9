"""Finding an instance, or a piece of its work, by what people call it."""

from __future__ import annotations

from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem
from sopengine.store.reader import Reader

MOST_INSTANCES = 2**63 - 1
"""No number beyond it can be asked for."""


def named_instance(reader: Reader, name: int | str) -> Instance:
    """By its number, or by the reference text that it alone bears, without regard to case."""
    number = _number(name)
    if number is not None:
        found = reader.instances(id=number) if number <= MOST_INSTANCES else ()
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
        raise _unknown(reader, str(name), number is not None)
    return found[0]


def open_item(reader: Reader, name: int | str, task: str) -> WorkItem:
    """The open work item of a task, or step, in an instance; the first opened, where there are several."""
    instance = named_instance(reader, name)
    for item in instance.open_items:
        if task.casefold() in (item.task.casefold(), item.step.casefold()):
            return item
    raise refusal.not_open(reader.pinned(instance.digest), instance, reader.work_items(instance=instance.id), task)


def _number(name: int | str) -> int | None:
    if isinstance(name, int):
        return name
    plain = name.strip()
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _unknown(reader: Reader, name: str, by_number: bool) -> NotFoundError:
    if by_number:
        return NotFoundError("there is no instance {number}; all of them: sop status", number=name)
    close = nearest(name, {instance.ref for instance in reader.instances()})
    if close:
        return NotFoundError("no instance has the reference '{ref}': {mend}", ref=name, mend=proposal(close))
    return NotFoundError("no instance has the reference '{ref}'; all of them: sop status", ref=name)
