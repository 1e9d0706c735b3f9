"""Does what is kept agree with what happened? State against events, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from sopengine.compiled.tables import CompiledTask
from sopengine.engine.naming import named_instance
from sopengine.errors import NotFoundError, Phrase, StorageError
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.store.audit.broken import broken_events
from sopengine.store.copies.numbers import gaps_until
from sopengine.store.reader import Reader

_OF_THE_TASK = ("outcomes", "partners", "asks")
"""Not kept of a work item: its task in the version at hand says it."""


@frozen
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


def faults(reader: Reader, instances: Sequence[int] = ()) -> Iterator[Fault]:
    """Of these, or of all and of their numbers."""
    if instances:
        for number in instances:
            yield from faults_of(reader, number)
        return
    yield from missing(reader)
    for number in reader.numbers():
        yield from faults_of(reader, number)


def faults_of(reader: Reader, number: int) -> Iterator[Fault]:
    try:
        yield from _contradictions(reader, number)
    except (StorageError, NotFoundError) as error:
        values = {"instance": number, "what": Phrase(error.message, error.values)}
        yield Fault(instance=number, what=Phrase("instance {instance}: {what}", values))
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # a row with holes, from a broken disk
        yield Fault(instance=number, what=_unplayable(number, error))


def missing(reader: Reader) -> Iterator[Fault]:
    """Instances without a row: gaps in their numbers, where these have none, and numbers that only other rows bear."""
    numbers, gone = reader.numbers(), set(reader.strays())
    gone |= set(range(gaps_until(reader.link) + 1, max(numbers, default=0) + 1)) - set(numbers)
    for number in sorted(gone):
        yield Fault(instance=number, what=Phrase("instance {instance} is missing", {"instance": number}))


def _contradictions(reader: Reader, number: int) -> Iterator[Fault]:
    events = reader.events(number)
    if not events or [event.seq for event in events] != list(range(1, len(events) + 1)):
        yield Fault(instance=number, what=Phrase("instance {instance}: events are missing", {"instance": number}))
        return
    for seq in broken_events(reader, number):
        values = {"instance": number, "seq": seq}
        yield Fault(instance=number, what=Phrase("instance {instance}: event {seq} is not the one recorded", values))
    try:
        instance, items = replay(reader.pinned, events)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        yield Fault(instance=number, what=_unplayable(number, error))
        return
    yield from _out_of_step(events)
    (kept,) = reader.instances(id=number)
    yield from _differences(number, Phrase("state"), _plain(kept), _plain(instance))
    stored = {item.id: item for item in reader.work_items(instance=number)}
    for item in items:
        here = stored.pop(item.id, None)
        yield from _differences(number, _name(item), _plain(here) if here else {}, _plain(item))
    for extra in stored.values():
        yield from _differences(number, _name(extra), _plain(extra), {})
    yield from _amiss_with_timers(reader, instance)


def _out_of_step(events: Sequence[Event]) -> Iterator[Fault]:
    """The events of one command share its number and whoever gave it; the commands are counted without a gap."""
    expected = 1
    said_by: dict[int, str] = {}
    for event in events:
        same = said_by.setdefault(event.version, event.by) if event.by != BY_ITSELF else event.by
        if event.version not in (expected, expected + 1) or same != event.by:
            values = {"instance": event.instance, "seq": event.seq}
            message = "instance {instance}: event {seq} does not go with the events around it"
            yield Fault(instance=event.instance, what=Phrase(message, values))
        expected = max(expected, event.version)


def _amiss_with_timers(reader: Reader, instance: Instance) -> Iterator[Fault]:
    """Without its timer work would wait for ever; a timer of work that has ended is none of ours."""
    compiled = reader.pinned(instance.digest)
    kept = {timer.item for timer in reader.timers(instance.id)}
    open_items = {item.id: item for item in instance.open_items}
    for item in open_items.values():
        if item.id not in kept and instance.state is InstanceState.RUNNING and _is_timed(compiled.tasks[item.task]):
            values = {"instance": instance.id, "name": _name(item)}
            yield Fault(instance=instance.id, what=Phrase("instance {instance}, {name}: its timer is missing", values))
    for item_id in sorted(kept - open_items.keys()):
        values = {"instance": instance.id, "item": item_id}
        message = "instance {instance}: there is a timer of work item {item}, which is not open"
        yield Fault(instance=instance.id, what=Phrase(message, values))


def _is_timed(task: CompiledTask) -> bool:
    after = task.wait or (task.overdue.after if task.overdue else None)
    return after is not None and bool(after.high) and not after.per_item


def _name(item: WorkItem) -> Phrase:
    if item.visit == 1:
        return Phrase("work item {task}", {"task": item.task})
    return Phrase("work item {task}, visit {visit}", {"task": item.task, "visit": item.visit})


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
