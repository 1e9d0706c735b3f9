"""The instances that a transaction may change: locked, and read with what nearly every command asks of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, func, literal_column, select, union_all

from sopengine.execution.values.events.event import items_of
from sopengine.execution.values.instance import Instance
from sopengine.store import codec, tables
from sopengine.store.definitions.reading import Known, SeesDefinitions
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement, place
from sopengine.store.people.seen import VERSION as PEOPLE
from sopengine.store.people.seen import SeesPeople
from sopengine.store.readable import known_instance, known_open_item, readable
from sopengine.store.tables import SideBySide

BITS_OF_A_NUMBER = 63
"""That a database keeps, without the sign."""
AT_ONCE = 10
"""Instances that one statement reads."""
_FEW = 40
"""Events of an instance up to which to list its visited tasks costs less than to ask for one of them."""

_INSTANCE, _ITEM, _EVENT = tables.instance.c, tables.work_item.c, tables.event.c
_OPEN = _ITEM.state == literal_column("'open'")
_WITHDRAWN: ColumnElement[str] = literal_column("'withdrawn'")
_COMMA: Any = literal_column("','")
_LAST_HASH = (
    select(_EVENT.hash).where(_EVENT.instance == _INSTANCE.id, _EVENT.seq == _INSTANCE.events).scalar_subquery()
)
_TABLES = select(tables.marker.c.version_num).scalar_subquery()
_VISITED = tables.work_item.alias("visited")
_VISITED_TASKS = case(
    (
        _INSTANCE.events <= literal_column(str(_FEW), Integer),
        select(func.aggregate_strings(_VISITED.c.task, _COMMA))
        .where(SideBySide.near(_INSTANCE.id, _VISITED), _VISITED.c.state != _WITHDRAWN)
        .scalar_subquery(),
    )
)
_OPEN_ITEM = [_ITEM[name] for name in codec.open_item_columns]
_TO_CHANGE = (
    select(tables.instance, _TABLES, PEOPLE, _LAST_HASH, *_OPEN_ITEM)
    .select_from(tables.instance.outerjoin(tables.work_item, and_(SideBySide.near(_INSTANCE.id), _OPEN)))
    .order_by(_INSTANCE.id, _ITEM.id)
)
_ID, _DIGEST, _EVENTS = map(place, (_INSTANCE.id, _INSTANCE.digest, _INSTANCE.events))
_WIDTH = len(_INSTANCE)
_TABLES_AT, _PEOPLE_AT, _HASH_AT, _OPEN_AT = range(_WIDTH, _WIDTH + 4)
_LOCK = select(_INSTANCE.id).with_for_update()
_THIS = _INSTANCE.id == bindparam("instance")
_ONE, _LOCK_ONE = Statement(_TO_CHANGE.where(_THIS)), Statement(_LOCK.where(_THIS))
_NAMES = tuple(f"instance_{number}" for number in range(AT_ONCE))
_THESE = _INSTANCE.id.in_([bindparam(name) for name in _NAMES])
_SEVERAL = Statement(_TO_CHANGE.add_columns(_VISITED_TASKS).where(_THESE))
_LOCK_SEVERAL = Statement(_LOCK.where(_THESE).order_by(_INSTANCE.id))
_OPEN_FAR = Statement(
    select(*_OPEN_ITEM).where(_ITEM.instance == bindparam("instance"), _OPEN, SideBySide.far).order_by(_ITEM.id)
)
_LATEST = select(func.max(_ITEM.visit).label("visit")).where(_ITEM.task == bindparam("task"), _ITEM.state != _WITHDRAWN)
_VISITS = union_all(
    _LATEST.where(_ITEM.id.between(bindparam("first"), bindparam("last"))),
    _LATEST.where(_ITEM.instance == bindparam("instance"), SideBySide.far),
).subquery()
_VISIT = Statement(select(func.max(_VISITS.c.visit)))


class LocksInstances(SeesDefinitions, SeesPeople):
    """The part of a transaction that knows instances which may be changed in it."""

    def __init__(self, link: Link, known: Known) -> None:
        SeesDefinitions.__init__(self, link, known)
        SeesPeople.__init__(self, link, known.people)
        self.heads: dict[int, bytes | None] = {}
        """Of instances that are locked to be changed: the hash of their last event; None where it cannot be seen."""
        self._ahead: dict[int, list[Row]] = {}
        self._visited: dict[int, str | None] = {}
        """Tasks that an instance has come to, as one text; not of one that was changed since."""

    @readable
    def instance_to_change(self, id: int) -> Instance | None:
        """With its open work items, locked until the transaction ends."""
        found = self._ahead.pop(id, None) or self._locked(id)
        if not found:
            return None
        first = found[0]
        self.link.version = first[_TABLES_AT]
        self._saw(first[_PEOPLE_AT])
        compiled = self.pinned(first[_DIGEST])
        self.heads[id] = first[_HASH_AT]
        items = [row[_OPEN_AT:] for row in found if row[_OPEN_AT] is not None]
        if first[_EVENTS] > SideBySide.NEAR:
            items += _OPEN_FAR.kept(self.link, instance=id)
        return known_instance(first, tuple([known_open_item(row, id, compiled) for row in items]), compiled)

    def look_ahead(self, ids: Collection[int]) -> None:
        """At most `AT_ONCE` instances, of which none waits to be written: each will be asked for, to be changed."""
        ids = [id for id in ids if id.bit_length() <= BITS_OF_A_NUMBER]
        if len(ids) > 1:
            several = dict(zip(_NAMES, (*ids, *ids[:1] * (AT_ONCE - len(ids))), strict=True))
            if not self.link.on_sqlite:
                _LOCK_SEVERAL.kept(self.link, **several)
            rows = _SEVERAL.kept(self.link, **several)
            self._ahead = {id: list(own) for id, own in groupby(rows, lambda row: row[_ID])}
            self._visited = {id: own[0][-1] for id, own in self._ahead.items()}

    def latest_visit(self, instance: int, task: str) -> int:
        """Number of the latest visit of a task, withdrawn ones not counted; 0 where it had none."""
        visited = self._visited.get(instance)
        if visited is not None and task not in visited:
            return 0
        first, _ = items_of(instance)
        found = _VISIT.kept(self.link, instance=instance, task=task, first=first, last=first + SideBySide.NEAR)
        return found[0][0] or 0

    def _forget(self, instance: int) -> None:
        """What was read of it, for it is changed now."""
        self._visited.pop(instance, None)
        self._ahead.pop(instance, None)

    def _locked(self, id: int) -> Sequence[Any]:
        if not self.link.on_sqlite:
            # Of what is joined to a row that it has waited for, a statement still sees what was there before it waited.
            _LOCK_ONE.kept(self.link, instance=id)
        return _ONE.kept(self.link, instance=id)
