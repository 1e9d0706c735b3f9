"""Values to rows and back, by name: a field of a value is the column of that name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import Field, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.kinds import KINDS
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, Timer, TimerKind, WorkItem, WorkState
from sopengine.store import plain, tables
from sopengine.store.driver.statement import place

Row = dict[str, Any]
"""By column."""
Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Between a value and the rows of a table. Code is made of the names once, as a person would write it."""

    def __init__(self, value: type[Value], table: Table) -> None:
        known = {field.name: field for field in fields(value)}  # type: ignore[arg-type]
        self.columns = tuple(column.name for column in table.columns if column.name in known)
        self.width = len(table.columns)
        places = {column.name: place for place, column in enumerate(table.columns)}
        writes = ", ".join(f"{name!r}: {_write(known[name])}" for name in self.columns)
        reads = ", ".join(f"{name}={_read(known[name], places[name])}" for name in self.columns)
        names: dict[str, Any] = {"value": value, **_NAMES}
        self.row: Callable[[Value], Row] = eval(f"lambda value: {{{writes}}}", dict(names))
        """What is kept of a value."""
        self.value: Callable[..., Value] = eval(f"lambda row, **more: value({reads}, **more)", names)
        """Of a row whose first columns are those of the table, with what is not kept there."""


_ENUMS = {"InstanceState": InstanceState, "WorkState": WorkState, "Awaits": Awaits, "TimerKind": TimerKind}
_JSON = ("Mapping[str, str]", "Mapping[str, tuple[Arrival, ...]]", "tuple[Message, ...]")
_NAMES: dict[str, Any] = {
    **_ENUMS,
    "to_text": plain.to_text,
    "from_text": plain.from_text,
    "write": {type: plain.ways(type)[0] for type in _JSON},
    "read": {type: plain.ways(type)[1] for type in _JSON},
}


def _write(field: Field[Any]) -> str:
    """The expression of what a column keeps; times are the column's own business."""
    attribute, type = f"value.{field.name}", str(field.type)
    if type in _ENUMS:
        return f"{attribute}.value"
    if type in _JSON:
        return f"to_text(write[{type!r}]({attribute})) if {attribute} else {plain.EMPTY!r}"
    return f"int({attribute})" if type == "bool" else attribute


def _read(field: Field[Any], place: int) -> str:
    column, type = f"row[{place}]", str(field.type)
    if type in _ENUMS:
        return f"{type}({column})"
    if type in _JSON:
        empty = "()" if type.startswith("tuple") else "{}"
        return f"{empty} if {column} == {plain.EMPTY!r} else read[{type!r}](from_text({column}))"
    return f"bool({column})" if type == "bool" else column


_INSTANCE = Codec(Instance, tables.instance)
_WORK_ITEM = Codec(WorkItem, tables.work_item)
_TIMER = Codec(Timer, tables.timer)
_EVENT = Codec(Event, tables.event)
_BASE = frozenset(field.name for field in fields(Event))
of_instance, of_work_item, of_timer = _INSTANCE.row, _WORK_ITEM.row, _TIMER.row
instance_columns, work_item_columns = _INSTANCE.columns, _WORK_ITEM.columns


def instance(row: Sequence[Any], items: tuple[WorkItem, ...]) -> Instance:
    return _INSTANCE.value(row, open_items=items)


def work_item(row: Sequence[Any], compiled: Compiled) -> WorkItem:
    """With what its task says, in the version that its instance is pinned to; nothing where that has it no longer."""
    task = compiled.tasks.get(row[_TASK])
    if task is None:
        return _WORK_ITEM.value(row)
    return _WORK_ITEM.value(row, outcomes=task.labels, partners=task.partners, asks=task.asks)


def timer(row: Sequence[Any]) -> Timer:
    return _TIMER.value(row)


def event(row: Sequence[Any]) -> Event:
    """Raises KeyError, ValueError or TypeError for a row that no release has written."""
    kind = KINDS[row[_KIND]]
    said = plain.from_plain(kind, plain.from_text(row[_DATA]))
    base = {name: row[place] for name, place in _EVENT_PLACES}
    return kind(**base | said)


def of_event(value: Event) -> Row:
    said = plain.to_plain(value, _BASE)
    return {**_EVENT.row(value), "kind": value.kind, "data": plain.to_text(said) if said else plain.EMPTY}


_TASK, _KIND, _DATA = place(tables.work_item.c.task), place(tables.event.c.kind), place(tables.event.c.data)
_EVENT_PLACES = tuple((name, place(tables.event.c[name])) for name in _EVENT.columns)
