"""What a command writes, in the transaction it was decided in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Sequence, bindparam, func, insert, select, update

from sopengine.compiled.tables import Compiled
from sopengine.execution.decide.commands import Change
from sopengine.execution.values.instance import Instance, WorkItem
from sopengine.store import rows, tables
from sopengine.store.json_text import of_arrivals, of_mapping
from sopengine.store.reader import Reader
from sopengine.store.statement import Statement

_INSTANCE_IDS = Sequence("instance_id", metadata=tables.metadata)
_LAST_INSTANCE = select(func.coalesce(func.max(tables.instance.c.id), 0))
_NUMBER = select(func.coalesce(func.max(tables.definition.c.number), 0) + 1)
_PINNED = select(tables.definition.c.number).where(tables.definition.c.digest == bindparam("digest"))
_INSERT_DEFINITION, _INSERT_INSTANCE = insert(tables.definition), Statement(insert(tables.instance))
_INSERT_EVENT, _INSERT_ITEM = Statement(insert(tables.event)), Statement(insert(tables.work_item))
_UPDATE_INSTANCE = Statement(
    update(tables.instance)
    .where(tables.instance.c.id == bindparam("instance"), tables.instance.c.version == bindparam("decided_on"))
    .values({name: bindparam(name) for name in ("state", "version", "events", "arrivals", "data", "ended_at")})
)
_CLOSE_ITEM = Statement(
    update(tables.work_item)
    .where(tables.work_item.c.id == bindparam("item"), tables.work_item.c.done_at.is_(None))
    .values({name: bindparam(name) for name in ("done_at", "done_by", "outcome")})
)


class Conflict(Exception):
    """Another command came between the reading and the writing of this one; it is decided anew."""


class Writer(Reader):
    """One transaction that may write. Nothing is kept until it ends well."""

    def next_instance(self) -> int:
        """The number of an instance to be; without gaps on SQLite."""
        if self.connection.dialect.name == "sqlite":
            return int(self.connection.scalar(_LAST_INSTANCE) or 0) + 1
        return int(self.connection.scalar(_INSTANCE_IDS))

    def pin(self, compiled: Compiled, now: datetime) -> None:
        """Keep this version of the SOP; does nothing where it is kept already."""
        if self.connection.scalar(_PINNED, {"digest": compiled.digest}) is not None:
            return
        version = {
            "digest": compiled.digest,
            "sop": compiled.sop,
            "number": self.connection.scalar(_NUMBER.where(tables.definition.c.sop == compiled.sop)),
            "text": compiled.text,
            "tables": compiled.to_json(),
            "pinned_at": now,
        }
        self.connection.execute(_INSERT_DEFINITION, version)

    def save(self, change: Change) -> None:
        """Raises Conflict where the instance is not the one that the change was decided on."""
        if change.after.version == 1:
            _INSERT_INSTANCE.change(self.connection, **rows.of_instance(change.after))
        else:
            self._update_instance(change.after)
        _INSERT_EVENT.change_each(self.connection, [rows.of_event(event) for event in change.events])
        if change.closed:
            self._close(change.closed)
        if change.opened:
            _INSERT_ITEM.change_each(self.connection, [rows.of_work_item(item) for item in change.opened])

    def _update_instance(self, after: Instance) -> None:
        values = {
            "instance": after.id,
            "decided_on": after.version - 1,
            "state": after.state.value,
            "version": after.version,
            "events": after.events,
            "arrivals": of_arrivals(after.arrivals),
            "data": of_mapping(after.data),
            "ended_at": after.ended_at,
        }
        if _UPDATE_INSTANCE.change(self.connection, **values) != 1:
            raise Conflict

    def _close(self, item: WorkItem) -> None:
        values = {"item": item.id, "done_at": item.done_at, "done_by": item.done_by, "outcome": item.outcome}
        if _CLOSE_ITEM.change(self.connection, **values) != 1:
            raise Conflict
