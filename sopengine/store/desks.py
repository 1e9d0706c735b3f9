"""Whose work lies on whose desk: one statement, served by an index of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, func, literal_column, or_, select

from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement
from sopengine.store.tables import SideBySide

_ITEM, _INSTANCE = tables.work_item.c, tables.instance.c
# Constants stand in the statement as they are, or the database would not see that a partial index serves it.
_OPEN = _ITEM.state == literal_column("'open'")
_FOR_SOMEBODY = or_(_ITEM.awaits == literal_column("'person'"), _ITEM.awaits == literal_column("'program'"))
_RUNNING = _INSTANCE.state == literal_column("'running'")
_DESK = (
    select(tables.work_item, _INSTANCE.ref, _INSTANCE.digest)
    .select_from(tables.work_item.join(tables.instance, _INSTANCE.id == _ITEM.instance))
    .order_by(_ITEM.due_at, _ITEM.id)
)
_NOW = _DESK.where(_OPEN, _FOR_SOMEBODY, _RUNNING)
ALL_DESKS, ONE_DESK = Statement(_NOW), Statement(_NOW.where(_ITEM.actor == bindparam("actor")))

_SOME = Statement(_NOW.limit(bindparam("most")))
_SOME_OF_ONE = Statement(_NOW.where(_ITEM.actor == bindparam("actor")).limit(bindparam("most")))

_OPENER = tables.work_item.alias("opener")
_CAME_OF = and_(_ITEM.opened_by == _OPENER.c.id, _ITEM.instance == _OPENER.c.instance, _OPEN)
# By way of the instance: nothing is looked up for the open work of everybody.
_OPENED_NEAR, _OPENED_FAR = (
    Statement(
        select(tables.work_item, _INSTANCE.ref, _INSTANCE.digest)
        .select_from(_OPENER.join(tables.work_item, and_(_CAME_OF, where)))
        .join(tables.instance, _INSTANCE.id == _ITEM.instance)
        .where(_FOR_SOMEBODY, _RUNNING, _OPENER.c.done_by == bindparam("person"))
        .where(_OPENER.c.done_by != literal_column("''"), _OPENER.c.ended_at > bindparam("since"))
    )
    for where in (SideBySide.near(_OPENER.c.instance), SideBySide.far)
)
DONE_BY = Statement(
    select(tables.work_item, _INSTANCE.ref, _INSTANCE.digest)
    .select_from(tables.work_item.join(tables.instance, _INSTANCE.id == _ITEM.instance))
    .where(_ITEM.done_by == bindparam("person"), _ITEM.done_by != literal_column("''"))
    .where(_ITEM.ended_at > bindparam("since"))
    .order_by(_ITEM.ended_at.desc(), _ITEM.id.desc())
    .limit(bindparam("most"))
)


@frozen
class OpenWork:
    """An open work item and what tells its instance from others."""

    item: WorkItem
    ref: str
    digest: str
    """Of the version that its instance is pinned to."""


def now(link: Link, actor: str | None, most: int | None = None) -> list[Row]:
    """Of everybody, or of one actor; rows as they are kept; with `most` only so many, those that are due first."""
    if most is not None:
        return _SOME.kept(link, most=most) if actor is None else _SOME_OF_ONE.kept(link, actor=actor, most=most)
    return ALL_DESKS.kept(link) if actor is None else ONE_DESK.kept(link, actor=actor)


def opened_by(link: Link, person: str, since: datetime) -> list[Row]:
    """The open work that came right after what a person did since then."""
    return [row for part in (_OPENED_NEAR, _OPENED_FAR) for row in part.kept(link, person=person, since=since)]


def then(first: datetime, last: datetime, actor: str | None) -> Statement:
    """What was open at some moment between two."""
    question = _DESK.where(_ITEM.opened_at <= last, or_(_OPEN, _ITEM.ended_at > first))
    return Statement(question if actor is None else question.where(_ITEM.actor == actor))


def latest_names(link: Link) -> list[str]:
    """Who completed some of the work that was opened last, in the order of the alphabet."""
    return [name for (name,) in _LATEST_NAMES.rows(link)]


_LATEST = select(_ITEM.done_by).order_by(_ITEM.id.desc()).limit(500).subquery()
_LATEST_NAMES = Statement(
    select(_LATEST.c.done_by).distinct().where(_LATEST.c.done_by != "").order_by(_LATEST.c.done_by)
)


def latest_instances(link: Link, most: int, *, before: int | None, running: bool, holding: str) -> list[int]:
    """Numbers of the instances that were begun last, the latest first; `holding`: a part of their reference."""
    question = select(_INSTANCE.id).order_by(_INSTANCE.id.desc()).limit(most)
    if before is not None:
        question = question.where(_INSTANCE.id < before)
    if running:
        question = question.where(_INSTANCE.ended_at.is_(None))
    if holding:
        question = question.where(func.lower(_INSTANCE.ref).contains(holding.lower(), autoescape=True))
    return [number for (number,) in Statement(question).rows(link)]
