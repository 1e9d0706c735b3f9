"""Questions to the store, each answered by one or two statements, inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select

from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError, StorageError
from sopengine.execution.values.events import Event
from sopengine.execution.values.instance import Instance, WorkItem
from sopengine.store import rows, tables
from sopengine.store.statement import Statement

_INSTANCE, _ITEM, _EVENT = tables.instance.c, tables.work_item.c, tables.event.c
_WIDTH = len(_INSTANCE)

_INSTANCE_TO_CHANGE = Statement(
    select(tables.instance, tables.work_item)
    .outerjoin(tables.work_item, and_(_ITEM.instance == _INSTANCE.id, _ITEM.done_at.is_(None)))
    .where(_INSTANCE.id == bindparam("instance"))
    .order_by(_ITEM.id)
    .with_for_update(of=tables.instance)
)
_VISIT = Statement(
    select(func.max(_ITEM.visit)).where(_ITEM.instance == bindparam("instance"), _ITEM.task == bindparam("task"))
)
_ITEM_BY_ID = Statement(select(tables.work_item).where(_ITEM.id == bindparam("item")))
_EVENT_BY_KEY = Statement(select(tables.event).where(_EVENT.key == bindparam("key")))
_EVENTS = Statement(select(tables.event).where(_EVENT.instance == bindparam("instance")).order_by(_EVENT.seq))
_DEFINITION = Statement(
    select(tables.definition.c.tables, tables.definition.c.text).where(
        tables.definition.c.digest == bindparam("digest")
    )
)


_VERSIONS = Statement(select(tables.definition.c.digest).order_by(tables.definition.c.sop, tables.definition.c.number))
_DESK = (
    select(tables.work_item, _INSTANCE.ref, _INSTANCE.digest)
    .join(tables.instance, _INSTANCE.id == _ITEM.instance)
    .order_by(_ITEM.due_at, _ITEM.id)
)
_OPEN = _DESK.where(_ITEM.done_at.is_(None))
_ALL_DESKS, _ONE_DESK = Statement(_OPEN), Statement(_OPEN.where(_ITEM.actor == bindparam("actor")))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """An open work item and what tells its instance from others."""

    item: WorkItem
    ref: str
    digest: str
    """Of the version that its instance is pinned to."""


class Reader:
    """One transaction's view. Definitions never change, so they are kept from one transaction to the next."""

    def __init__(self, connection: Connection, definitions: dict[str, Compiled]) -> None:
        self.connection = connection
        self._definitions = definitions

    def pinned(self, digest: str) -> Compiled:
        """The kept version of an SOP with this digest."""
        if digest not in self._definitions:
            found = _DEFINITION.rows(self.connection, digest=digest)
            if not found:
                raise NotFoundError("the store keeps no definition {digest}", digest=digest)
            self._definitions[digest] = _read_tables(digest, *found[0])
        return self._definitions[digest]

    def instance_to_change(self, id: int) -> Instance | None:
        """Locked until the transaction ends."""
        found = _INSTANCE_TO_CHANGE.rows(self.connection, instance=id)
        if not found:
            return None
        compiled = self.pinned(found[0][1])
        items = tuple([rows.work_item(row[_WIDTH:], compiled) for row in found if row[_WIDTH] is not None])
        return rows.instance(found[0], items)

    def visits(self, instance: int, tasks: Iterable[str]) -> dict[str, int]:
        """Task -> number of its latest visit, of these tasks."""
        return {task: _VISIT.rows(self.connection, instance=instance, task=task)[0][0] or 0 for task in tasks}

    def instances(
        self, *, id: int | None = None, ref: str | None = None, sop: str | None = None
    ) -> tuple[Instance, ...]:
        """By number, with their open work items."""
        which = _all_of((_INSTANCE.id, id), (_INSTANCE.ref, ref), (_INSTANCE.sop, sop))
        open_items: dict[int, list[WorkItem]] = defaultdict(list)
        for item in self._work_items([*which, _ITEM.done_at.is_(None)]):
            open_items[item.instance].append(item)
        found = self.connection.execute(select(tables.instance).where(*which).order_by(_INSTANCE.id))
        return tuple(rows.instance(row, tuple(open_items[row[0]])) for row in found)

    def work_items(
        self, *, instance: int | None = None, actor: str | None = None, sop: str | None = None, open_only: bool = False
    ) -> tuple[WorkItem, ...]:
        """By instance and in the order of opening."""
        which = _all_of((_ITEM.instance, instance), (_ITEM.actor, actor), (_INSTANCE.sop, sop))
        return self._work_items([*which, _ITEM.done_at.is_(None)] if open_only else which)

    def desk(
        self, *, actor: str | None = None, during: tuple[datetime, datetime] | None = None
    ) -> tuple[OpenWork, ...]:
        """The open work, of everybody or of one actor, by due time.

        With `during` what was open at some moment between two, as it is today.
        """
        if during:
            first, last = during
            then = (_ITEM.opened_at <= last, or_(_ITEM.done_at.is_(None), _ITEM.done_at > first))
            found: Iterable[Any] = self.connection.execute(_DESK.where(*then, *_all_of((_ITEM.actor, actor))))
        elif actor is None:
            found = _ALL_DESKS.rows(self.connection)
        else:
            found = _ONE_DESK.rows(self.connection, actor=actor)
        return tuple(
            OpenWork(item=rows.work_item(row, self.pinned(row[-1])), ref=row[-2], digest=row[-1]) for row in found
        )

    def versions(self) -> tuple[Compiled, ...]:
        """Every version that is kept, by SOP and number."""
        return tuple(self.pinned(digest) for (digest,) in _VERSIONS.rows(self.connection))

    def work_item(self, id: int, compiled: Compiled) -> WorkItem | None:
        found = _ITEM_BY_ID.rows(self.connection, item=id)
        return rows.work_item(found[0], compiled) if found else None

    def events(self, instance: int) -> tuple[Event, ...]:
        return tuple(rows.event(row) for row in _EVENTS.rows(self.connection, instance=instance))

    def event_with_key(self, key: str) -> Event | None:
        found = _EVENT_BY_KEY.rows(self.connection, key=key)
        return rows.event(found[0]) if found else None

    def _work_items(self, which: Sequence[ColumnElement[bool]]) -> tuple[WorkItem, ...]:
        statement = (
            select(tables.work_item, _INSTANCE.digest)
            .join(tables.instance, _INSTANCE.id == _ITEM.instance)
            .where(*which)
            .order_by(_ITEM.instance, _ITEM.id)
        )
        found = self.connection.execute(statement)
        return tuple(rows.work_item(row, self.pinned(row[-1])) for row in found)


def _all_of(*wanted: tuple[ColumnElement[Any], Any]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted if value is not None]


def _read_tables(digest: str, plain: str, text: str) -> Compiled:
    try:
        return Compiled.from_json(plain, text)
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "cannot read definition {digest} in the store: {reason}", digest=digest[:12], reason=str(error)
        ) from error
