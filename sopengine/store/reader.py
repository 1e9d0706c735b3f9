"""Questions to the store, each answered by one or two statements, inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select

from sopengine.compiled.references import check_references
from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError, StorageError
from sopengine.execution.values.events import EVENTS_AT_MOST, Event
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


_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_Question = Callable[Concatenate["Reader", _Given], _Answer]
_OF_ROWS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def _readable(question: _Question[_Given, _Answer]) -> _Question[_Given, _Answer]:
    """Raises StorageError where a row holds what nothing here has written: that is no bug of ours."""

    @wraps(question)
    def guarded(reader: Reader, /, *given: _Given.args, **named: _Given.kwargs) -> _Answer:
        driver = reader.connection.dialect.loaded_dbapi
        try:
            return question(reader, *given, **named)
        except (*_OF_ROWS, driver.Error) as error:  # the driver's own: of a text that is no UTF-8
            raise StorageError(
                "the store {store} holds what cannot be read ({kind}: {reason}): bring back a copy of it",
                store=reader.name,
                kind=type(error).__name__,
                reason=str(error),
            ) from error

    return guarded


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

    @property
    def name(self) -> str:
        """Of the store."""
        url = self.connection.engine.url
        return url.database or url.render_as_string()

    @_readable
    def pinned(self, digest: str) -> Compiled:
        """The kept version of an SOP with this digest."""
        if digest not in self._definitions:
            found = _DEFINITION.rows(self.connection, digest=digest)
            if not found:
                raise NotFoundError("the store keeps no definition {digest}", digest=digest)
            self._definitions[digest] = _read_tables(digest, *found[0])
        return self._definitions[digest]

    @_readable
    def instance_to_change(self, id: int) -> Instance | None:
        """Locked until the transaction ends."""
        found = _INSTANCE_TO_CHANGE.rows(self.connection, instance=id)
        if not found:
            return None
        compiled = self.pinned(found[0][1])
        items = tuple([_item(row[_WIDTH:], compiled) for row in found if row[_WIDTH] is not None])
        return self._instance(found[0], items)

    @_readable
    def visits(self, instance: int, tasks: Iterable[str]) -> dict[str, int]:
        """Task -> number of its latest visit, of these tasks."""
        return {task: _VISIT.rows(self.connection, instance=instance, task=task)[0][0] or 0 for task in tasks}

    @_readable
    def instances(
        self, *, id: int | None = None, ref: str | None = None, sop: str | None = None
    ) -> tuple[Instance, ...]:
        """By number, with their open work items."""
        which = _all_of((_INSTANCE.id, id), (_INSTANCE.ref, ref), (_INSTANCE.sop, sop))
        open_items: dict[int, list[WorkItem]] = defaultdict(list)
        for item in self._work_items([*which, _ITEM.done_at.is_(None)]):
            open_items[item.instance].append(item)
        found = self.connection.execute(select(tables.instance).where(*which).order_by(_INSTANCE.id))
        return tuple(self._instance(row, tuple(open_items[row[0]])) for row in found)

    @_readable
    def work_items(
        self, *, instance: int | None = None, actor: str | None = None, sop: str | None = None, open_only: bool = False
    ) -> tuple[WorkItem, ...]:
        """By instance and in the order of opening."""
        which = _all_of((_ITEM.instance, instance), (_ITEM.actor, actor), (_INSTANCE.sop, sop))
        return self._work_items([*which, _ITEM.done_at.is_(None)] if open_only else which)

    @_readable
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
        return tuple(OpenWork(item=_item(row, self.pinned(row[-1])), ref=row[-2], digest=row[-1]) for row in found)

    @_readable
    def versions(self) -> tuple[Compiled, ...]:
        """Every version that is kept, by SOP and number."""
        return tuple(self.pinned(digest) for (digest,) in _VERSIONS.rows(self.connection))

    @_readable
    def work_item(self, id: int, compiled: Compiled) -> WorkItem | None:
        found = _ITEM_BY_ID.rows(self.connection, item=id)
        return _item(found[0], compiled) if found else None

    @_readable
    def events(self, instance: int) -> tuple[Event, ...]:
        return tuple(_event(row) for row in _EVENTS.rows(self.connection, instance=instance))

    @_readable
    def event_with_key(self, key: str) -> Event | None:
        found = _EVENT_BY_KEY.rows(self.connection, key=key)
        return _event(found[0]) if found else None

    def _work_items(self, which: Sequence[ColumnElement[bool]]) -> tuple[WorkItem, ...]:
        statement = (
            select(tables.work_item, _INSTANCE.digest)
            .join(tables.instance, _INSTANCE.id == _ITEM.instance)
            .where(*which)
            .order_by(_ITEM.instance, _ITEM.id)
        )
        found = self.connection.execute(statement)
        return tuple(_item(row, self.pinned(row[-1])) for row in found)

    def _instance(self, row: Sequence[Any], items: tuple[WorkItem, ...]) -> Instance:
        instance = rows.instance(row, items)
        if not 1 <= instance.version <= instance.events <= EVENTS_AT_MOST:
            raise ValueError(f"version {instance.version} of {instance.events} events")
        if instance.arrivals:
            _ = [self.pinned(instance.digest).awaited[point] for point in instance.arrivals]
        return instance


def _item(row: Sequence[Any], compiled: Compiled) -> WorkItem:
    """Raises KeyError where it is of a row or a lane that its SOP does not have."""
    item = rows.work_item(row, compiled)
    _ = compiled.steps[item.step], compiled.actors[item.actor]
    return item


def _all_of(*wanted: tuple[ColumnElement[Any], Any]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted if value is not None]


def _event(row: Sequence[Any]) -> Event:
    event = rows.event(row)
    outcome, filled = event.data.get("outcome", ""), event.data.get("data", {})
    if not isinstance(outcome, str) or not isinstance(filled, dict):
        raise TypeError(f"event {event.instance}/{event.seq}")
    return event


def _read_tables(digest: str, plain: str, text: str) -> Compiled:
    try:
        compiled = Compiled.from_json(plain, text)
        check_references(compiled)
        return compiled
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StorageError(
            "cannot read definition {digest} in the store: {reason}", digest=digest[:12], reason=str(error)
        ) from error
