"""Whole runs with all their work: some at a time and by number, or those that took longest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal, or_, select

from sopengine.execution.values.events.event import items_of
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.driver.statement import Row, Statement, place
from sopengine.store.instant import Instant
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


@frozen
class Case:
    """One run."""

    instance: Instance
    """Without its open work items: they are among `items`."""
    items: tuple[WorkItem, ...]
    """Open and ended, in the order of opening."""


@frozen
class Span:
    """From a moment to another, of the runs of these versions."""

    digests: Collection[str]
    since: datetime
    until: datetime


@readable
def cases_after(reader: Reader, number: int, most: int) -> Sequence[Case]:
    """The runs with the next higher numbers, no more than `most`; none where there are none."""
    rows = _NEXT.kept(reader.link, after=number, most=most)
    return _with_work(reader, rows, items_of(rows[0][_ID])[0], items_of(rows[-1][_ID])[1]) if rows else ()


@readable
def longest_cases(reader: Reader, span: Span, most: int) -> tuple[Sequence[Case], int]:
    """Those that were under way in a span and took longest by the clock, up to its end; and how many there were."""
    if not span.digests:
        return (), 0
    under_way = _under_way(span)
    took = func.coalesce(_INSTANCE.ended_at, literal(span.until, Instant())) - _INSTANCE.started_at
    found = select(tables.instance).where(*under_way).order_by(took.desc(), _INSTANCE.id).limit(most)
    count = Statement(select(func.count()).select_from(tables.instance).where(*under_way)).value(reader.link)
    rows = Statement(found).kept(reader.link)
    return [case for row in rows for case in _with_work(reader, [row], *items_of(row[_ID]))], int(count)


@readable
def outcomes(reader: Reader, span: Span) -> Sequence[tuple[str, str, str, int]]:
    """Digest, task and outcome of the work that went on in a span, and how often."""
    if not span.digests:
        return ()
    went_on = or_(_ITEM.state == "done", _ITEM.state == "expired")
    found = Statement(
        select(_INSTANCE.digest, _ITEM.task, _ITEM.outcome, func.count())
        .select_from(tables.work_item.join(tables.instance, _INSTANCE.id == _ITEM.instance))
        .where(went_on, _ITEM.ended_at >= span.since, _ITEM.ended_at <= span.until, _of(span.digests))
        .group_by(_INSTANCE.digest, _ITEM.task, _ITEM.outcome)
    )
    return [
        (str(digest), str(task), str(outcome), int(count)) for digest, task, outcome, count in found.rows(reader.link)
    ]


def _under_way(span: Span) -> list[ColumnElement[bool]]:
    """Cancelled runs tell nothing of how long work takes."""
    ended = or_(_INSTANCE.ended_at.is_(None), _INSTANCE.ended_at >= span.since)
    return [_of(span.digests), _INSTANCE.started_at <= span.until, ended, _INSTANCE.state != "cancelled"]


def _of(digests: Collection[str]) -> ColumnElement[bool]:
    return or_(*(_INSTANCE.digest == digest for digest in sorted(digests)))


def _with_work(reader: Reader, rows: Sequence[Row], first: int, last: int) -> Sequence[Case]:
    """Runs whose work items have ids in that range, and no others have."""
    items: dict[Any, list[WorkItem]] = {row[_ID]: [] for row in rows}
    compiled = {row[_ID]: reader.pinned(row[_DIGEST]) for row in rows}
    for row in _WORK.kept(reader.link, first=first, last=last):
        items[row[_OF]].append(known_item(row, compiled[row[_OF]]))
    return [Case(instance=known_instance(row, (), compiled[row[_ID]]), items=tuple(items[row[_ID]])) for row in rows]
