"""What a command writes, in the transaction it was decided in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update

from sopengine.calendar.digest import digest_of
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import to_text
from sopengine.errors import StorageError
from sopengine.execution.values.change import Change
from sopengine.execution.values.events.course import Migrated
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.flow import Started
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.store import codec, tables
from sopengine.store.audit import chain
from sopengine.store.definitions.reading import Known
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Keeping, Spelling, Statement
from sopengine.store.driver.transaction import Trace
from sopengine.store.outbox.keeping import keep_told
from sopengine.store.people.writing import ChangesPeople
from sopengine.store.reader import Reader

_INSTANCE_IDS = sqlalchemy.Sequence("instance_id", metadata=tables.metadata)
_NEXT_ID = Statement(select(_INSTANCE_IDS.next_value()))
_LAST_INSTANCE = Statement(select(func.max(tables.instance.c.id)))
_QUEUE = Statement(select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("what"), 0))))
_DEFINITION = tables.definition.c
_LAST_NUMBER = Statement(select(func.max(_DEFINITION.number)).where(_DEFINITION.sop == bindparam("sop")))
_PINNED = Statement(select(_DEFINITION.number).where(_DEFINITION.digest == bindparam("digest")))
_INSERT_DEFINITION, _INSERT_CALENDAR = Statement(insert(tables.definition)), Statement(insert(tables.calendar))
_INSERT_INSTANCE = Keeping(insert(tables.instance), codec.of_instance)
_AS_A_ROW = {column.name: f"value[{place}]" for place, column in enumerate((*chain.COLUMNS, tables.event.c.hash))}
_INSERT_EVENT = Keeping(insert(tables.event), Spelling(expressions=_AS_A_ROW, names={}))
_INSERT_ITEM = Keeping(insert(tables.work_item), codec.of_work_item)
_FIRST_TRY = codec.of_timer.also(instance="instance_of(value.item)", ready_at="micros(value.fires_at)", failures="0")
_INSERT_TIMER = Keeping(insert(tables.timer), _FIRST_TRY)
_DELETE_TIMER = Statement(
    delete(tables.timer).where(tables.timer.c.item == bindparam("of_item"), tables.timer.c.kind == bindparam("of_kind"))
)
_DELETE_CALENDAR = Statement(delete(tables.calendar).where(tables.calendar.c.name == bindparam("of_name")))

_FIXED_OF_INSTANCE = ("id", "sop", "ref", "parent", "started_by")
_FIXED_OF_ITEM = ("id", "instance", "opened_by", "entry", "visit")
_CHANGING_OF_INSTANCE = [name for name in codec.instance_columns if name not in _FIXED_OF_INSTANCE]
_CHANGING_OF_ITEM = [name for name in codec.work_item_columns if name not in _FIXED_OF_ITEM]
_THIS_INSTANCE = codec.of_instance.also(of_instance="value.id", decided_on="value.version - 1")
_THIS_ITEM = codec.of_work_item.also(of_item="value.id")
_UPDATE_INSTANCE = Keeping(
    update(tables.instance)
    .where(tables.instance.c.id == bindparam("of_instance"), tables.instance.c.version == bindparam("decided_on"))
    .values({name: bindparam(name) for name in _CHANGING_OF_INSTANCE}),
    _THIS_INSTANCE,
)
_UPDATE_ITEM = Keeping(
    update(tables.work_item)
    .where(tables.work_item.c.id == bindparam("of_item"))
    .values({name: bindparam(name) for name in _CHANGING_OF_ITEM}),
    _THIS_ITEM,
)


_COMPLETED = ("done_at", "ended_at", "recorded_at", "outcome", "done_by", "note", "done_as", "done_for")
_STEP, _LAST_STEP = (
    Keeping(
        update(tables.instance)
        .where(tables.instance.c.id == bindparam("of_instance"), tables.instance.c.version == bindparam("decided_on"))
        .values({name: bindparam(name) for name in ("version", "events", *more)}),
        _THIS_INSTANCE,
    )
    for more in ((), ("state", "ended_at"))
)
_AS_BEGUN = {
    **dict.fromkeys(("entry", "started_by", "outcome", "done_by", "note", "assignee", "done_as", "done_for"), "''"),
    **dict.fromkeys(("started_at", "done_at", "ended_at", "recorded_at", "count", "proposed"), "NULL"),
    "awaits": "'person'",
    "state": "'open'",
    "corrected": "0",
}
"""What a straight step opens has in these columns: in the statement it costs less than as a parameter."""
_OPEN = Keeping(
    insert(tables.work_item).values(
        {
            name: literal_column(_AS_BEGUN[name]) if name in _AS_BEGUN else bindparam(name)
            for name in codec.work_item_columns
        }
    ),
    codec.of_work_item,
)
_COMPLETE = Keeping(
    update(tables.work_item)
    .where(tables.work_item.c.id == bindparam("of_item"), tables.work_item.c.state == literal_column("'open'"))
    .values({"state": literal_column("'done'"), **{name: bindparam(name) for name in _COMPLETED}}),
    _THIS_ITEM,
)


class Conflict(Exception):
    """Another command came between the reading and the writing of this one; it is decided anew."""


class Writer(Reader, ChangesPeople):
    """One transaction that may write. Nothing is kept until it ends well."""

    def __init__(self, link: Link, known: Known) -> None:
        super().__init__(link, known)
        self._last_instance = 0
        self._last_event: Event | None = None

    @property
    def trace(self) -> Trace:
        """By which a later connection finds out whether this was kept."""
        event = self._last_event
        return None if event is None else lambda link: event in Reader(link, Known()).events(event.instance)

    def next_instance(self) -> int:
        """The number of an instance to be, another one each time; without gaps on SQLite."""
        if not self.link.on_sqlite:
            return int(_NEXT_ID.value(self.link))
        self._last_instance = max(self._last_instance, _LAST_INSTANCE.value(self.link) or 0) + 1
        return self._last_instance

    def alone_with(self, what: str) -> None:
        """Wait until nobody else does anything with what is called so; SQLite has one writer at a time in any case."""
        if not self.link.on_sqlite:
            _QUEUE.rows(self.link, what=what)

    def stop_others(self) -> None:
        """Nobody starts or changes an instance until this transaction has ended."""
        self._lock_instances("EXCLUSIVE")

    def pin(self, compiled: Compiled, now: datetime) -> None:
        """Keep this version of the SOP, and all that it can call; does nothing where it is kept already."""
        self._lock_instances("ROW EXCLUSIVE")
        for each in (compiled, *compiled.called.values()):
            if _PINNED.value(self.link, digest=each.digest) is None:
                self._pin(each, now)
            for name, hours in each.hours.items():
                if self.hours(name) is None:
                    self.keep_calendar(name, hours, now)

    def keep_calendar(self, name: str, hours: str, now: datetime) -> None:
        """In place of what was kept under that name."""
        _DELETE_CALENDAR.change(self.link, of_name=name)
        _INSERT_CALENDAR.change(self.link, name=name, digest=digest_of(hours), hours=hours, kept_at=now)

    def save(self, change: Change) -> None:
        """Raises Conflict where an instance is not the one that the change was decided on."""
        if change.straight:
            self._save_straight(change)
            return
        if change.before:
            self._replace(_UPDATE_INSTANCE, change.after)
        else:
            _INSERT_INSTANCE.keep(self.link, change.after)
        _INSERT_EVENT.keep_each(self.link, self._chained(change))
        for item in change.changed:
            self._replace(_UPDATE_ITEM, item)
        if change.opened:
            _INSERT_ITEM.keep_each(self.link, change.opened)
        for item_id, kind in change.stopped:
            _DELETE_TIMER.change(self.link, of_item=item_id, of_kind=kind.value)
        for timer in change.timers:
            self._set(timer)
        keep_told(self.link, change)
        for other in change.others:
            self.save(other)

    def save_straight(self, changes: Sequence[Change]) -> None:
        """The same of straight changes of different instances, each statement once for all of them."""
        if len(changes) == 1:
            self._save_straight(changes[0])
            return
        self._replace_each(_STEP, [change.after for change in changes if change.after.ended_at is None])
        self._replace_each(_LAST_STEP, [change.after for change in changes if change.after.ended_at])
        _INSERT_EVENT.keep_each(self.link, [row for change in changes for row in self._chained(change)])
        self._replace_each(_COMPLETE, [item for change in changes for item in change.changed])
        _OPEN.keep_each(self.link, [item for change in changes for item in change.opened])

    def _save_straight(self, change: Change) -> None:
        """Only what such a change can change: what is indexed and stays is not written again."""
        self._replace(_LAST_STEP if change.after.ended_at else _STEP, change.after)
        _INSERT_EVENT.keep_each(self.link, self._chained(change))
        for item in change.changed:
            self._replace(_COMPLETE, item)
        for item in change.opened:
            _OPEN.keep(self.link, item)

    def _lock_instances(self, mode: str) -> None:
        if not self.link.on_sqlite:
            self.link.run(f"LOCK TABLE {tables.instance.name} IN {mode} MODE")

    def _chained(self, change: Change) -> list[Sequence[Any]]:
        """The rows of its events, each with its hash."""
        id = change.after.id
        head = self.heads[id] if change.before else chain.START
        if head is None:
            raise StorageError("instance {instance}: its last event is missing; see sop verify", instance=id)
        rows: list[Sequence[Any]] = []
        for event in change.events:
            row = codec.event_row(event)
            sealed = chain.seal(self.pinned(event.digest).text) if isinstance(event, Started | Migrated) else b""
            head = chain.link(head, row, sealed)
            rows.append((*row, head))
        self.heads[id] = head
        self._forget(id)
        self._last_event = change.events[-1] if change.events else self._last_event
        return rows

    def _pin(self, compiled: Compiled, now: datetime) -> None:
        _INSERT_DEFINITION.change(
            self.link,
            digest=compiled.digest,
            sop=compiled.sop,
            number=1 + (_LAST_NUMBER.value(self.link, sop=compiled.sop) or 0),
            text=compiled.text,
            tables=to_text(compiled),
            pinned_at=now,
        )

    def _replace(self, statement: Keeping, value: Instance | WorkItem) -> None:
        """The row that there is."""
        if statement.keep(self.link, value) != 1:
            raise Conflict

    def _replace_each(self, statement: Keeping, values: Sequence[Instance | WorkItem]) -> None:
        if values and statement.keep_each(self.link, values) != len(values):
            raise Conflict

    def _set(self, timer: Timer) -> None:
        _DELETE_TIMER.change(self.link, of_item=timer.item, of_kind=timer.kind.value)
        _INSERT_TIMER.keep(self.link, timer)
