"""The tables of what is told, and of what starts by itself."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, literal_column

from sopengine.execution.values.notice import NoticeKind
from sopengine.store.instant import Instant
from sopengine.store.outbox.values import Channel, LetterState
from sopengine.store.tables import instance, metadata, one_of, work_item

outbox = Table(
    "outbox",
    metadata,
    Column("key", Text, CheckConstraint("key <> ''"), primary_key=True),
    Column("instance", ForeignKey(instance.c.id), nullable=False),
    Column("item", ForeignKey(work_item.c.id), nullable=False),
    Column("kind", Text, one_of("kind", NoticeKind), nullable=False),
    Column("actor", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("channel", Text, one_of("channel", Channel), nullable=False),
    Column("person", Text, nullable=False),
    Column("state", Text, one_of("state", LetterState), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("lease", Text, nullable=False),
    Column("attempts", Integer, CheckConstraint("attempts >= 0"), nullable=False),
    Column("recalled", Integer, CheckConstraint("recalled IN (0, 1)"), nullable=False),
    Column("ended_at", Instant),
    Column("error", Text, nullable=False),
    CheckConstraint("(state = 'waiting') = (ended_at IS NULL)"),
    CheckConstraint("lease = '' OR state = 'waiting'"),
    Index("outbox_item", "item"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""One letter to one person, or to the webhook; without a channel one to the holders of a position, not addressed yet.

A letter that waits may be sent from `ready_at` on: later than now where it failed, or where somebody is sending it.
"""

Index("outbox_ready", outbox.c.ready_at, sqlite_where=outbox.c.state == literal_column("'waiting'"))
Index("outbox_failed", outbox.c.ended_at, sqlite_where=outbox.c.state == literal_column("'failed'"))

schedule = Table(
    "schedule",
    metadata,
    Column("sop", Text, primary_key=True),
    Column("every", Text, nullable=False),
    Column("through", Text, CheckConstraint("length(through) = 10"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What starts by itself: `through` is the first day of the last period for which nothing is left to start."""

worker = Table(
    "worker",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("seen_at", Instant, nullable=False),
    sqlite_strict=True,
)
"""When any worker was last at work: one row, so that who watches learns that none is."""
