"""Values to rows and back, by name: a field of a value is the column of that name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import Field, fields
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events.event import Event, instance_of, kind_of
from sopengine.execution.values.events.kinds import KINDS
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, Timer, TimerKind, WorkItem, WorkState
from sopengine.people.values import Capacity
from sopengine.store import instant, plain, tables
from sopengine.store.audit import chain
from sopengine.store.driver.statement import Spelling, place

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Between a value and the rows of a table. Code is made of the names once, as a person would write it."""

    def __init__(self, value: type[Value], table: Table) -> None:
        self._kind = value
        known = {field.name: field for field in fields(value)}  # type: ignore[arg-type]
        self.columns = tuple(column.name for column in table.columns if column.name in known)
        places = {column.name: place for place, column in enumerate(table.columns)}
        reads = ", ".join(f"{name}={_read(known[name], places[name])}" for name in self.columns)
        self.spelling = Spelling(expressions={name: _write(known[name]) for name in self.columns}, names=_NAMES)
        """What is kept of a value."""
        self.value: Callable[..., Value] = eval(f"lambda kind, row, **more: kind({reads}, **more)", dict(_NAMES))
        """Of this kind, by a row whose first columns are those of the table, as kept, with what is not kept there."""

    def part(self, columns: Sequence[str], *besides: str) -> Callable[..., Value]:
        """The same by a row of these columns alone, and by what is given behind it; the others have their default."""
        known = {field.name: field for field in fields(self._kind)}  # type: ignore[arg-type]
        reads = [f"{name}={_read(known[name], place)}" for place, name in enumerate(columns)]
        reads += [f"{name}={name}" for name in besides]
        text = f"lambda {', '.join(('row', *besides))}: kind({', '.join(reads)})"
        read: Callable[..., Value] = eval(text, {**_NAMES, "kind": self._kind})
        return read


_ENUMS: dict[str, type[StrEnum]] = {
    "InstanceState": InstanceState,
    "WorkState": WorkState,
    "Awaits": Awaits,
    "TimerKind": TimerKind,
    "Capacity": Capacity,
}
_JSON = ("Mapping[str, str]", "Mapping[str, tuple[Arrival, ...]]", "tuple[Message, ...]")
_NAMES: dict[str, Any] = {
    # To look a word up costs a tenth of asking its enumeration.
    **{name: {word.value: word for word in enum} for name, enum in _ENUMS.items()},
    "instance_of": instance_of,
    "micros": instant.number,
    "moment": instant.moment,
    "to_text": plain.to_text,
    "from_text": plain.from_text,
    "write": {type: plain.ways(type)[0] for type in _JSON},
    "read": {type: plain.ways(type)[1] for type in _JSON},
}


def _write(field: Field[Any]) -> str:
    """The expression of what a column keeps."""
    attribute, type = f"value.{field.name}", str(field.type)
    if type in _ENUMS:
        return f"{attribute}.value"
    if type in _JSON:
        return f"to_text(write[{type!r}]({attribute})) if {attribute} else {plain.EMPTY!r}"
    if type == "datetime":
        return f"micros({attribute})"
    if type == "datetime | None":
        return f"micros({attribute}) if {attribute} else None"
    return f"int({attribute})" if type == "bool" else attribute


def _read(field: Field[Any], place: int) -> str:
    column, type = f"row[{place}]", str(field.type)
    if type in _ENUMS:
        return f"{type}[{column}]"
    if type in _JSON:
        empty = "()" if type.startswith("tuple") else "{}"
        return f"{empty} if {column} == {plain.EMPTY!r} else read[{type!r}](from_text({column}))"
    if type == "datetime":
        return f"moment({column})"
    if type == "datetime | None":
        return f"None if {column} is None else moment({column})"
    return f"bool({column})" if type == "bool" else column


_INSTANCE = Codec(Instance, tables.instance)
_WORK_ITEM = Codec(WorkItem, tables.work_item)
_TIMER = Codec(Timer, tables.timer)
_EVENT = Codec(Event, tables.event)
_BASE = frozenset(field.name for field in fields(Event))
of_instance, of_work_item, of_timer = _INSTANCE.spelling, _WORK_ITEM.spelling, _TIMER.spelling
_OF_EVENT = {**_EVENT.spelling.expressions, "kind": "kind_of(type(value))", "data": "saying(type(value))(value)"}
event_row: Callable[[Event], tuple[Any, ...]] = eval(
    f"lambda value: ({', '.join(_OF_EVENT[column.name] for column in chain.COLUMNS)})",
    {**_NAMES, "kind_of": cache(kind_of), "saying": cache(lambda kind: plain.saying(kind, _BASE))},
)
"""What is kept of an event, as `chain.COLUMNS`."""
_OF_ENDED = ("done_at", "ended_at", "recorded_at", "outcome", "done_by", "done_as", "done_for")
_OPEN = tuple(name for name in _WORK_ITEM.columns if name not in ("instance", "state", *_OF_ENDED))
instance_columns, work_item_columns, open_item_columns = _INSTANCE.columns, _WORK_ITEM.columns, _OPEN
"""The last: what is not known of a work item of a known instance by its being open."""


instance: Callable[[Sequence[Any], tuple[WorkItem, ...]], Instance] = _INSTANCE.part(_INSTANCE.columns, "open_items")
"""By a row, and its open work items."""


def work_item(row: Sequence[Any], compiled: Compiled) -> WorkItem:
    """With what its task says, in the version that its instance is pinned to; nothing where that has it no longer."""
    task = compiled.tasks.get(row[_TASK])
    if task is None:
        return _WORK_ITEM.value(WorkItem, row)
    return _WORK_ITEM.value(WorkItem, row, outcomes=task.labels, partners=task.partners, asks=task.asks)


_open_item = _WORK_ITEM.part(open_item_columns, "instance", "outcomes", "partners", "asks")
_OPEN_TASK = open_item_columns.index("task")


def open_item(row: Sequence[Any], instance: int, compiled: Compiled) -> WorkItem:
    """`row`: of `open_item_columns`. Raises KeyError for a task that its version does not have."""
    task = compiled.tasks[row[_OPEN_TASK]]
    return _open_item(row, instance, task.labels, task.partners, task.asks)


def timer(row: Sequence[Any]) -> Timer:
    return _TIMER.value(Timer, row)


def event(row: Sequence[Any]) -> Event:
    """Raises KeyError, ValueError or TypeError for a row that no release has written."""
    kind = KINDS[row[_KIND]]
    return _EVENT.value(kind, row, **plain.from_plain(kind, plain.from_text(row[_DATA])))


_TASK, _KIND, _DATA = place(tables.work_item.c.task), place(tables.event.c.kind), place(tables.event.c.data)
