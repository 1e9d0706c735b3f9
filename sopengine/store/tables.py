"""The tables: state rows for today's questions, append-only events for proof."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from sopengine.store.instant import Instant

_Number = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData()

definition = Table(
    "definition",
    metadata,
    Column("digest", Text, CheckConstraint("length(digest) = 64"), primary_key=True),
    Column("sop", Text, nullable=False),
    Column("number", Integer, CheckConstraint("number >= 1"), nullable=False),
    Column("text", Text, nullable=False),
    Column("tables", Text, nullable=False),
    Column("pinned_at", Instant, nullable=False),
    UniqueConstraint("sop", "number"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The versions of SOPs that instances are pinned to, numbered per SOP: the text and its compiled tables."""

instance = Table(
    "instance",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=False),
    Column("digest", ForeignKey(definition.c.digest), nullable=False),
    Column("sop", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("state", Text, CheckConstraint("state IN ('running', 'completed')"), nullable=False),
    Column("version", Integer, CheckConstraint("version >= 1"), nullable=False),
    Column("events", Integer, CheckConstraint("events >= version"), nullable=False),
    Column("arrivals", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", Text, CheckConstraint("started_by <> ''"), nullable=False),
    Column("ended_at", Instant, CheckConstraint("ended_at >= started_at")),
    CheckConstraint("(state = 'completed') = (ended_at IS NOT NULL)"),
    CheckConstraint("state = 'running' OR arrivals = '{}'"),
    Index("instance_ref", "ref"),
    Index("instance_sop", "sop"),
    sqlite_strict=True,
)

work_item = Table(
    "work_item",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=False),
    Column("instance", ForeignKey(instance.c.id), nullable=False),
    Column("task", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("visit", Integer, CheckConstraint("visit >= 1"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", _Number),
    Column("started_at", Instant, CheckConstraint("started_at >= opened_at")),
    Column("done_at", Instant, CheckConstraint("done_at >= opened_at")),
    Column("due_at", Instant),
    Column("provisional", Integer, CheckConstraint("provisional IN (0, 1)"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("done_by", Text, nullable=False),
    CheckConstraint("(done_at IS NULL) = (done_by = '')"),
    CheckConstraint("outcome = '' OR done_at IS NOT NULL"),
    Index("work_item_visits", "instance", "task", "visit"),
    sqlite_strict=True,
)

# Naming postgresql_where too would make every command import that dialect (20 ms).
Index("work_item_open", work_item.c.instance, sqlite_where=work_item.c.done_at.is_(None))
Index("work_item_desk", work_item.c.actor, work_item.c.due_at, sqlite_where=work_item.c.done_at.is_(None))

event = Table(
    "event",
    metadata,
    Column("instance", ForeignKey(instance.c.id), primary_key=True),
    Column("seq", Integer, CheckConstraint("seq >= 1"), primary_key=True, autoincrement=False),
    Column("version", Integer, CheckConstraint("version >= 1"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("recorded_at", Instant, CheckConstraint("recorded_at >= at"), nullable=False),
    Column("by", Text, CheckConstraint("by <> ''"), nullable=False),
    Column("item", _Number),
    Column("data", Text, nullable=False),
    Column("key", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Append-only: the triggers of guards.py refuse all but the next event of an instance."""

Index("event_key", event.c.key, unique=True, sqlite_where=event.c.key.is_not(None))

marker = Table(
    "alembic_version",
    metadata,
    Column("version_num", Text, primary_key=True),
    sqlite_strict=True,
)
"""The version of these tables, kept where Alembic looks for it."""
