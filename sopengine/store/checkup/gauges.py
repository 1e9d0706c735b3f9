"""How much there is of what an operator watches: each figure is one question that an index answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, insert, literal_column, select, update

from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.outbox.tables import outbox, worker

_ITEM, _LETTER = tables.work_item.c, outbox.c
# Constants stand in the statement as they are, or the database would not see that a partial index serves it.
_OPEN = select(func.count()).select_from(tables.work_item).where(_ITEM.state == literal_column("'open'"))
_COUNT = select(func.count()).select_from(outbox)
_OPEN_WORK, _OVERDUE = Statement(_OPEN), Statement(_OPEN.where(_ITEM.due_at < bindparam("now")))
_WAITING = Statement(_COUNT.where(_LETTER.state == literal_column("'waiting'")))
_FAILED = Statement(_COUNT.where(_LETTER.state == literal_column("'failed'")))
_SEEN = Statement(select(func.max(worker.c.seen_at)))
_SAW = Statement(update(worker).values(seen_at=bindparam("at")))
_SAW_FIRST = Statement(insert(worker).values(id=literal_column("1"), seen_at=bindparam("at")))


@frozen
class Gauges:
    """Of a store, at a moment."""

    open_work: int
    """Work items that nobody has ended, of suspended instances too."""
    overdue: int
    """Of these, past their due time."""
    letters_waiting: int
    letters_failed: int
    worker_seen: datetime | None
    """When a worker was last at work here; None where none ever was."""
    size: int
    """Bytes of the database."""


def gauges(link: Link, now: datetime) -> Gauges:
    return Gauges(
        open_work=_OPEN_WORK.value(link),
        overdue=_OVERDUE.value(link, now=now),
        letters_waiting=_WAITING.value(link),
        letters_failed=_FAILED.value(link),
        worker_seen=worker_seen(link),
        size=int(link.raw.execute(link.database.bytes_kept).fetchone()[0]),
    )


def worker_seen(link: Link) -> datetime | None:
    """When a worker was last at work here; None where none ever was."""
    found: datetime | None = _SEEN.value(link)
    return found


def saw_worker(link: Link, at: datetime) -> None:
    """One is at work; inside a writing transaction."""
    if not _SAW.change(link, at=at):
        _SAW_FIRST.change(link, at=at)
