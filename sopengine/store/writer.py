"""What a command writes, in the transaction it was decided in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Sequence, bindparam, delete, func, insert, literal_column, select, update

from sopengine.calendar.digest import digest_of
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import to_text
from sopengine.execution.values.change import Change
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.store import codec, tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Known, Reader

_INSTANCE_IDS = Sequence("instance_id", metadata=tables.metadata)
_NEXT_ID = Statement(select(_INSTANCE_IDS.next_value()))
_LAST_INSTANCE = Statement(select(func.max(tables.instance.c.id)))
_DEFINITION = tables.definition.c
_LAST_NUMBER = Statement(select(func.max(_DEFINITION.number)).where(_DEFINITION.sop == bindparam("sop")))
_PINNED = Statement(select(_DEFINITION.number).where(_DEFINITION.digest == bindparam("digest")))
_INSERT_DEFINITION, _INSERT_INSTANCE = Statement(insert(tables.definition)), Statement(insert(tables.instance))
_INSERT_EVENT, _INSERT_ITEM = Statement(insert(tables.event)), Statement(insert(tables.work_item))
_INSERT_TIMER, _INSERT_CALENDAR = Statement(insert(tables.timer)), Statement(insert(tables.calendar))
_DELETE_TIMER = Statement(delete(tables.timer).where(tables.timer.c.item == bindparam("of_item")))
_DELETE_CALENDAR = Statement(delete(tables.calendar).where(tables.calendar.c.name == bindparam("of_name")))

_FIXED_OF_INSTANCE = ("id", "sop", "ref", "parent", "started_by")
_FIXED_OF_ITEM = ("id", "instance", "opened_by", "entry", "visit")
_CHANGING_OF_INSTANCE = [name for name in codec.instance_columns if name not in _FIXED_OF_INSTANCE]
_CHANGING_OF_ITEM = [name for name in codec.work_item_columns if name not in _FIXED_OF_ITEM]
_UPDATE_INSTANCE = Statement(
    update(tables.instance)
    .where(tables.instance.c.id == bindparam("of_instance"), tables.instance.c.version == bindparam("decided_on"))
    .values({name: bindparam(name) for name in _CHANGING_OF_INSTANCE})
)
_UPDATE_ITEM = Statement(
    update(tables.work_item)
    .where(tables.work_item.c.id == bindparam("of_item"))
    .values({name: bindparam(name) for name in _CHANGING_OF_ITEM})
)


_COMPLETED = ("state", "done_at", "ended_at", "recorded_at", "outcome", "done_by", "note")
_STEP = Statement(
    update(tables.instance)
    .where(tables.instance.c.id == bindparam("of_instance"), tables.instance.c.version == bindparam("decided_on"))
    .values({name: bindparam(name) for name in ("version", "events", "state", "ended_at")})
)
_COMPLETE = Statement(
    update(tables.work_item)
    .where(tables.work_item.c.id == bindparam("of_item"), tables.work_item.c.state == literal_column("'open'"))
    .values({name: bindparam(name) for name in _COMPLETED})
)


class Conflict(Exception):
    """Another command came between the reading and the writing of this one; it is decided anew."""


class Writer(Reader):
    """One transaction that may write. Nothing is kept until it ends well."""

    def __init__(self, link: Link, known: Known) -> None:
        super().__init__(link, known)
        self._last_instance = 0

    def next_instance(self) -> int:
        """The number of an instance to be, another one each time; without gaps on SQLite."""
        if not self.link.on_sqlite:
            return int(_NEXT_ID.value(self.link))
        self._last_instance = max(self._last_instance, _LAST_INSTANCE.value(self.link) or 0) + 1
        return self._last_instance

    def pin(self, compiled: Compiled, now: datetime) -> None:
        """Keep this version of the SOP, and all that it can call; does nothing where it is kept already."""
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
            self._update_instance(change.after, change.before)
        else:
            _INSERT_INSTANCE.change(self.link, **codec.of_instance(change.after))
        _INSERT_EVENT.change_each(self.link, [codec.of_event(event) for event in change.events])
        for item in change.changed:
            self._update_item(item)
        if change.opened:
            _INSERT_ITEM.change_each(self.link, [codec.of_work_item(item) for item in change.opened])
        for item_id in change.stopped:
            _DELETE_TIMER.change(self.link, of_item=item_id)
        for timer in change.timers:
            self._set(timer, change.after.id)
        for other in change.others:
            self.save(other)

    def _save_straight(self, change: Change) -> None:
        """Only what such a change can change: what is indexed and stays is not written again."""
        after = change.after
        said = {
            "version": after.version,
            "events": after.events,
            "state": after.state.value,
            "ended_at": after.ended_at,
        }
        if _STEP.change(self.link, of_instance=after.id, decided_on=change.before, **said) != 1:
            raise Conflict
        _INSERT_EVENT.change_each(self.link, [codec.of_event(event) for event in change.events])
        for item in change.changed:
            if _COMPLETE.change(self.link, of_item=item.id, **codec.of_work_item(item)) != 1:
                raise Conflict
        for item in change.opened:
            _INSERT_ITEM.change(self.link, **codec.of_work_item(item))

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

    def _update_instance(self, after: Instance, before: int) -> None:
        row = codec.of_instance(after)
        if _UPDATE_INSTANCE.change(self.link, of_instance=after.id, decided_on=before, **row) != 1:
            raise Conflict

    def _update_item(self, item: WorkItem) -> None:
        if _UPDATE_ITEM.change(self.link, of_item=item.id, **codec.of_work_item(item)) != 1:
            raise Conflict

    def _set(self, timer: Timer, instance: int) -> None:
        _DELETE_TIMER.change(self.link, of_item=timer.item)
        _INSERT_TIMER.change(self.link, instance=instance, **codec.of_timer(timer))
