"""Whole runs with all their work, some at a time and by number: for those who read everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from sopengine.execution.values.events.event import items_of
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem
from sopengine.store import tables
from sopengine.store.driver.statement import Statement, place
from sopengine.store.readable import known_instance, known_item, readable
from sopengine.store.reader import Reader

_INSTANCE, _ITEM = tables.instance.c, tables.work_item.c
_DIGEST, _ID, _OF = place(_INSTANCE.digest), place(_INSTANCE.id), place(_ITEM.instance)
_NEXT = Statement(
    select(tables.instance).where(_INSTANCE.id > bindparam("after")).order_by(_INSTANCE.id).limit(bindparam("most"))
)
_WORK = Statement(
    select(tables.work_item).where(_ITEM.id >= bindparam("first"), _ITEM.id <= bindparam("last")).order_by(_ITEM.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run."""

    instance: Instance
    """Without its open work items: they are among `items`."""
    items: tuple[WorkItem, ...]
    """Open and ended, in the order of opening."""


@readable
def cases_after(reader: Reader, number: int, most: int) -> Sequence[Case]:
    """The runs with the next higher numbers, no more than `most`; none where there are none."""
    rows = _NEXT.kept(reader.link, after=number, most=most)
    if not rows:
        return ()
    items: dict[int, list[WorkItem]] = {row[_ID]: [] for row in rows}
    compiled = {row[_ID]: reader.pinned(row[_DIGEST]) for row in rows}
    first, last = items_of(rows[0][_ID])[0], items_of(rows[-1][_ID])[1]
    for row in _WORK.kept(reader.link, first=first, last=last):
        items[row[_OF]].append(known_item(row, compiled[row[_OF]]))
    return [Case(instance=known_instance(row, (), compiled[row[_ID]]), items=tuple(items[row[_ID]])) for row in rows]
