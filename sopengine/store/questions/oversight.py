"""All open work of a store at once, for those who answer for it, as little of it as can be counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, or_, select

from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement

_ITEM, _INSTANCE = tables.work_item.c, tables.instance.c
# Constants stand in the statement as they are, or the database would not see that a partial index serves it.
_OPEN = _ITEM.state == literal_column("'open'")
_FOR_SOMEBODY = or_(_ITEM.awaits == literal_column("'person'"), _ITEM.awaits == literal_column("'program'"))
_RUNNING = _INSTANCE.state == literal_column("'running'")
_LYING = Statement(
    select(_ITEM.id, _ITEM.actor, _ITEM.step, _ITEM.opened_at, _ITEM.due_at, _INSTANCE.digest)
    .select_from(tables.work_item.join(tables.instance, _INSTANCE.id == _ITEM.instance))
    .where(_OPEN, _FOR_SOMEBODY, _RUNNING)
    .order_by(_ITEM.id)
)
_COMPLETED = Statement(
    select(_INSTANCE.digest, func.count())
    .where(_INSTANCE.state == literal_column("'completed'"), _INSTANCE.ended_at >= bindparam("since"))
    .group_by(_INSTANCE.digest)
)


def lying(link: Link) -> list[Row]:
    """Of all open work in running instances: id, actor, step, when opened and due (microseconds), digest.

    No more of it, and as it is kept, so that all of an office can be counted.
    """
    return _LYING.kept(link)


def completed_since(link: Link, since: datetime) -> dict[str, int]:
    """Digest of a version -> how many of its instances were completed since then."""
    return {row[0]: row[1] for row in _COMPLETED.rows(link, since=since)}
