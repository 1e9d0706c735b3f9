"""Does what is kept agree with what happened? State against events, all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sopengine.engine.naming import named_instance
from sopengine.errors import Phrase, StorageError
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem
from sopengine.store.reader import Reader

_OF_THE_TASK = ("outcomes", "partners", "asks")
"""Not kept of a work item: its task in the version at hand says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing in which the store contradicts itself."""

    instance: int
    """0 where it is none of a single instance."""
    what: Phrase


def agrees(reader: Reader, instance: int | str) -> bool:
    """False as well where what is kept of it cannot be read."""
    try:
        number = named_instance(reader, instance).id
    except StorageError:
        return False
    return not any(True for _ in faults_of(reader, number))


def faults(reader: Reader) -> Iterator[Fault]:
    """Of all instances, and of their numbers."""
    numbers = reader.numbers()
    if reader.link.on_sqlite:
        for missing in sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
            yield Fault(instance=missing, what=Phrase("instance {instance} is missing", {"instance": missing}))
    for number in numbers:
        yield from faults_of(reader, number)


def faults_of(reader: Reader, number: int) -> Iterator[Fault]:
    try:
        yield from _contradictions(reader, number)
    except StorageError as error:
        yield Fault(instance=number, what=Phrase(error.message, error.values))


def _contradictions(reader: Reader, number: int) -> Iterator[Fault]:
    events = reader.events(number)
    if [event.seq for event in events] != list(range(1, len(events) + 1)):
        yield Fault(instance=number, what=Phrase("instance {instance}: events are missing", {"instance": number}))
        return
    try:
        instance, items = replay(reader.pinned, events)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        yield Fault(instance=number, what=_unplayable(number, error))
        return
    (kept,) = reader.instances(id=number)
    yield from _differences(number, Phrase("state"), _plain(kept), _plain(instance))
    stored = {item.id: item for item in reader.work_items(instance=number)}
    for item in items:
        here = stored.pop(item.id, None)
        name = Phrase("work item {task}", {"task": item.task})
        yield from _differences(number, name, _plain(here) if here else {}, _plain(item))
    for extra in stored.values():
        yield from _differences(number, Phrase("work item {task}", {"task": extra.task}), _plain(extra), {})


def _differences(number: int, name: Phrase, kept: dict[str, Any], told: dict[str, Any]) -> Iterator[Fault]:
    """Each column in which what is kept is not what the events say."""
    for column in sorted({*kept, *told}):
        if kept.get(column) != told.get(column):
            values = {"instance": number, "name": name, "column": column}
            values |= {"kept": str(kept.get(column)), "told": str(told.get(column))}
            message = "instance {instance}, {name}: '{column}' is {kept}, its events say {told}"
            yield Fault(instance=number, what=Phrase(message, values))


def _plain(value: Instance | WorkItem) -> dict[str, Any]:
    left_out = (*_OF_THE_TASK, "open_items")
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name not in left_out}


def _unplayable(number: int, error: Exception) -> Phrase:
    reason = f"{type(error).__name__} {error}"
    return Phrase("instance {instance}: its events cannot be played ({reason})", {"instance": number, "reason": reason})
