"""Questions to the store, each answered by one or two statements, inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, literal_column, or_, select

from sopengine.execution.values.events.event import Event, items_of
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.store import codec, desks, tables
from sopengine.store.driver.statement import Row, Statement, place
from sopengine.store.instances.locked import BITS_OF_A_NUMBER, LocksInstances
from sopengine.store.readable import known_instance, known_item, readable

_INSTANCE, _ITEM, _EVENT, _TIMER = tables.instance.c, tables.work_item.c, tables.event.c, tables.timer.c
_ID, _DIGEST_AT = map(place, (_INSTANCE.id, _INSTANCE.digest))
# Constants stand in the statement as they are, or the database would not see that a partial index serves it.
_OPEN = _ITEM.state == literal_column("'open'")
_ENDED = or_(_ITEM.state == literal_column("'done'"), _ITEM.state == literal_column("'expired'"))
_FOR_SOMEBODY = or_(_ITEM.awaits == literal_column("'person'"), _ITEM.awaits == literal_column("'program'"))
_RUNNING = _INSTANCE.state == literal_column("'running'")
_THIS: BindParameter[int] = bindparam("instance")
_OF_INSTANCE = _ITEM.id.between(bindparam("first"), bindparam("last"))

_WITH_INSTANCE = tables.work_item.join(tables.instance, _INSTANCE.id == _ITEM.instance)

_VERSION_NOW = Statement(select(_INSTANCE.version).where(_INSTANCE.id == _THIS))
_ENDS = Statement(select(_ITEM.task, func.max(_ITEM.ended_at)).where(_OF_INSTANCE, _ENDED).group_by(_ITEM.task))
_DONE_IN_VISIT = Statement(
    select(tables.work_item)
    .where(_OF_INSTANCE, _ITEM.task == bindparam("task"), _ITEM.visit == bindparam("visit"))
    .where(_ITEM.state == literal_column("'done'"))
    .order_by(_ITEM.id)
)
_CHILDREN = Statement(
    select(_INSTANCE.id)
    .where(_INSTANCE.parent >= bindparam("first"), _INSTANCE.parent <= bindparam("last"))
    .order_by(_INSTANCE.id)
)
_ITEM_BY_ID = Statement(
    select(tables.work_item, _INSTANCE.digest).select_from(_WITH_INSTANCE).where(_ITEM.id == bindparam("item"))
)
_LATEST = Statement(
    select(tables.work_item, _INSTANCE.digest)
    .select_from(_WITH_INSTANCE)
    .where(_ITEM.id >= bindparam("first"), _ITEM.id <= bindparam("last"))
    .order_by(_ITEM.id.desc())
    .limit(bindparam("count"))
)
_EVENT_BY_KEY = Statement(select(tables.event).where(_EVENT.key == bindparam("key")))
_EVENTS = Statement(select(tables.event).where(_EVENT.instance == _THIS).order_by(_EVENT.seq))
_STOPS = or_(_EVENT.kind == literal_column("'suspended'"), _EVENT.kind == literal_column("'resumed'"))
_SUSPENSIONS = Statement(select(tables.event).where(_EVENT.instance == _THIS, _STOPS).order_by(_EVENT.seq))
_TIMERS = Statement(select(tables.timer).where(_TIMER.instance == _THIS).order_by(_TIMER.item, _TIMER.kind))
_DUE = Statement(
    select(_TIMER.instance)
    .select_from(tables.timer.join(tables.instance, _INSTANCE.id == _TIMER.instance))
    .where(_TIMER.ready_at <= bindparam("now"), _RUNNING)
    .order_by(_TIMER.ready_at)
    .limit(bindparam("most"))
)
_INSTANCES = select(_INSTANCE.id)
_STRAYS = Statement(
    select(_EVENT.instance)
    .where(_EVENT.instance.not_in(_INSTANCES))
    .union(select(_ITEM.instance).where(_ITEM.instance.not_in(_INSTANCES)))
)
_CHECK = Statement(select(_INSTANCE.id).order_by(_INSTANCE.id))


class Reader(LocksInstances):
    """One transaction's view."""

    @readable
    def latest_ends(self, instance: int) -> Mapping[str, datetime]:
        """Task -> when the latest of its work items was done or expired."""
        first, last = items_of(instance)
        return {row[0]: row[1] for row in _ENDS.rows(self.link, first=first, last=last)}

    @readable
    def done_in_visit(self, instance: int, task: str, visit: int) -> Sequence[WorkItem]:
        first, last = items_of(instance)
        rows = _DONE_IN_VISIT.kept(self.link, first=first, last=last, task=task, visit=visit)
        compiled = self.version_of(instance)
        return [known_item(row, compiled) for row in rows]

    def children(self, first: int, last: int) -> Sequence[int]:
        return [id for (id,) in _CHILDREN.rows(self.link, first=first, last=last)]

    @readable
    def instances(
        self, *, id: int | None = None, ref: str | None = None, sop: str | None = None
    ) -> tuple[Instance, ...]:
        """By number, with their open work items; `ref` in whatever case."""
        # As the databases do it: of ASCII alone.
        folded = ref if ref is None else ref.encode().lower().decode()
        given = _given(id=id, ref=folded, sop=sop)
        rows = _instances_of(tuple(given)).kept(self.link, **given)
        if len(rows) == 1:  # its work items lie side by side
            items = self.work_items(instance=rows[0][_ID], open_only=True)
            return (known_instance(rows[0], items, self.pinned(rows[0][_DIGEST_AT])),)
        open_items: dict[int, list[WorkItem]] = defaultdict(list)
        for item in self._known_items(_work_of(tuple(given), open_only=True).kept(self.link, **given)):
            open_items[item.instance].append(item)
        return tuple(known_instance(row, tuple(open_items[row[_ID]]), self.pinned(row[_DIGEST_AT])) for row in rows)

    def version_now(self, instance: int) -> int | None:
        """After how many changes an instance is what it is; None where there is none."""
        if instance.bit_length() > BITS_OF_A_NUMBER:
            return None
        found: int | None = _VERSION_NOW.value(self.link, instance=instance)
        return found

    def numbers(self) -> list[int]:
        """Of all instances."""
        return [id for (id,) in _CHECK.rows(self.link)]

    @readable
    def strays(self) -> list[int]:
        """Numbers of instances that events or work items name, and that are none."""
        return [int(id) for (id,) in _STRAYS.rows(self.link)]

    @readable
    def work_items(
        self, *, instance: int | None = None, actor: str | None = None, sop: str | None = None, open_only: bool = False
    ) -> tuple[WorkItem, ...]:
        """By instance and in the order of opening."""
        given = _given(actor=actor, sop=sop)
        if instance is not None:
            given |= zip(("first", "last"), items_of(instance), strict=True)
        return self._known_items(_work_of(tuple(given), open_only=open_only).kept(self.link, **given))

    @readable
    def latest_work(self, instance: int, count: int) -> tuple[WorkItem, ...]:
        """The work items of an instance that were opened last, in the order of opening."""
        first, last = items_of(instance)
        found = _LATEST.kept(self.link, first=first, last=last, count=count)
        return tuple(known_item(row, self.pinned(row[-1])) for row in reversed(found))

    @readable
    def work_item(self, id: int) -> WorkItem | None:
        found = _ITEM_BY_ID.kept(self.link, item=id)
        return known_item(found[0], self.pinned(found[0][-1])) if found else None

    @readable
    def desk(
        self,
        *,
        actor: str | None = None,
        during: tuple[datetime, datetime] | None = None,
        most: int | None = None,
    ) -> tuple[desks.OpenWork, ...]:
        """The work that somebody has to do, of everybody or of one actor, by due time; `most`: only so many.

        With `during` what was open at some moment between two, as it is today.
        """
        found = desks.then(*during, actor).kept(self.link) if during else desks.now(self.link, actor, most)
        return tuple(map(self._open_work, found))

    @readable
    def opened_by(self, person: str, since: datetime) -> tuple[desks.OpenWork, ...]:
        """The open work that came right after what a person did since then."""
        return tuple(self._open_work(row) for row in desks.opened_by(self.link, person, since))

    @readable
    def done_by(self, person: str, since: datetime, most: int) -> tuple[desks.OpenWork, ...]:
        """What a person completed since then, the latest first."""
        found = desks.DONE_BY.kept(self.link, person=person, since=since, most=most)
        return tuple(map(self._open_work, found))

    @readable
    def events(self, instance: int) -> tuple[Event, ...]:
        return tuple(codec.event(row) for row in _EVENTS.kept(self.link, instance=instance))

    @readable
    def suspensions(self, instance: int) -> tuple[Event, ...]:
        """The events by which an instance was suspended and resumed, in their order."""
        return tuple(codec.event(row) for row in _SUSPENSIONS.kept(self.link, instance=instance))

    @readable
    def event_with_key(self, key: str) -> Event | None:
        found = _EVENT_BY_KEY.kept(self.link, key=key)
        return codec.event(found[0]) if found else None

    @readable
    def timers(self, instance: int) -> tuple[Timer, ...]:
        """Of an instance, by work item."""
        return tuple(codec.timer(row) for row in _TIMERS.kept(self.link, instance=instance))

    def instances_due(self, now: datetime, most: int) -> list[int]:
        """Running instances with a timer whose time has come, the longest waiting first; each once."""
        return list(dict.fromkeys(id for (id,) in _DUE.rows(self.link, now=now, most=most)))

    def _open_work(self, row: Row) -> desks.OpenWork:
        return desks.OpenWork(item=known_item(row, self.pinned(row[-1])), ref=row[-2], digest=row[-1])

    def _known_items(self, rows: Sequence[Row]) -> tuple[WorkItem, ...]:
        return tuple(known_item(row, self.pinned(row[-1])) for row in rows)


_COLUMNS: Mapping[str, ColumnElement[Any]] = {
    "id": _INSTANCE.id,
    "ref": func.lower(_INSTANCE.ref),
    "sop": _INSTANCE.sop,
    "actor": _ITEM.actor,
}
"""What instances and their work are asked for by."""


def _given(**wanted: object) -> dict[str, object]:
    return {f"by_{name}": value for name, value in wanted.items() if value is not None}


@cache
def _instances_of(given: tuple[str, ...]) -> Statement:
    """Made once for each way of asking: making a statement costs more than what it asks."""
    return Statement(select(tables.instance).where(*_are(given)).order_by(_INSTANCE.id))


@cache
def _work_of(given: tuple[str, ...], *, open_only: bool) -> Statement:
    return Statement(
        select(tables.work_item, _INSTANCE.digest)
        .select_from(_WITH_INSTANCE)
        .where(*_are(given), *([_OPEN] if open_only else []))
        .order_by(_ITEM.instance, _ITEM.id)
    )


def _are(given: tuple[str, ...]) -> list[ColumnElement[bool]]:
    wanted = [_COLUMNS[name.removeprefix("by_")] == bindparam(name) for name in given if name.startswith("by_")]
    return [*wanted, _OF_INSTANCE] if "first" in given else wanted
