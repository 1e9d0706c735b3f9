"""The tables: state rows for today's questions, append-only events for proof."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    func,
    literal_column,
)

from sopengine.execution.values.events.event import EVENTS_AT_MOST
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, TimerKind, WorkState
from sopengine.people.values import Capacity
from sopengine.store.instant import Instant

Number = BigInteger().with_variant(Integer(), "sqlite")
"""Of a column that may grow beyond 32 bits; an integer of SQLite has as many as it takes."""

metadata = MetaData()


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """That a column holds the value of one of these words."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})")


def _any_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The same, for tables that every command writes: a list of more than two SQLite makes a table of each time."""
    return CheckConstraint(" OR ".join(f"{column} = '{word.value}'" for word in words))


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

calendar = Table(
    "calendar",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The calendars that SOPs and actors name, as they are now: their hours as text, without a time zone."""

instance = Table(
    "instance",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("digest", ForeignKey(definition.c.digest), nullable=False),
    Column("sop", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("state", Text, one_of("state", InstanceState), nullable=False),
    Column("version", Integer, CheckConstraint("version >= 1"), nullable=False),
    Column("events", Integer, CheckConstraint("events >= version"), nullable=False),
    Column("arrivals", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("messages", Text, nullable=False),
    Column("pins", Text, nullable=False),
    Column("parent", Number),
    Column("started_at", Instant, nullable=False),
    Column("started_by", Text, CheckConstraint("started_by <> ''"), nullable=False),
    Column("ended_at", Instant, CheckConstraint("ended_at >= started_at")),
    Column("suspended_at", Instant),
    CheckConstraint("(state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL)"),
    CheckConstraint("(state = 'suspended') = (suspended_at IS NOT NULL)"),
    CheckConstraint("state IN ('running', 'suspended') OR arrivals = '{}'"),
    Index("instance_sop", "sop"),
    sqlite_strict=True,
)

Index("instance_ref", func.lower(instance.c.ref))
Index("instance_parent", instance.c.parent, sqlite_where=instance.c.parent.is_not(None))

work_item = Table(
    "work_item",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("instance", ForeignKey(instance.c.id), nullable=False),
    Column("task", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("visit", Integer, CheckConstraint("visit >= 1"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", Number),
    Column("awaits", Text, _any_of("awaits", Awaits), nullable=False),
    Column("entry", Text, nullable=False),
    Column("state", Text, _any_of("state", WorkState), nullable=False),
    Column("started_at", Instant, CheckConstraint("started_at >= opened_at")),
    Column("started_by", Text, nullable=False),
    Column("done_at", Instant, CheckConstraint("done_at >= opened_at")),
    Column("ended_at", Instant, CheckConstraint("ended_at >= opened_at")),
    Column("recorded_at", Instant),
    Column("due_at", Instant),
    Column("provisional", Integer, CheckConstraint("provisional IN (0, 1)"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("done_by", Text, nullable=False),
    Column("count", Integer, CheckConstraint("count >= 1")),
    Column("note", Text, nullable=False),
    Column("corrected", Integer, CheckConstraint("corrected >= 0"), nullable=False),
    Column("assignee", Text, nullable=False),
    Column("done_as", Text, _any_of("done_as", Capacity), nullable=False),
    Column("done_for", Text, nullable=False),
    Column("proposed", Integer, CheckConstraint("proposed >= 1")),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)"),
    CheckConstraint("state <> 'done' OR done_at IS NOT NULL"),
    CheckConstraint("(done_at IS NULL) = (done_by = '')"),
    CheckConstraint("(started_at IS NULL) = (started_by = '')"),
    CheckConstraint("outcome = '' OR ended_at IS NOT NULL"),
    CheckConstraint("done_at IS NOT NULL OR (done_as = '' AND done_for = '')"),
    sqlite_strict=True,
)

_OPEN = work_item.c.state == literal_column("'open'")
_IDS_OF_AN_INSTANCE = literal_column(str(EVENTS_AT_MOST + 1), Integer)


class SideBySide:
    """Work items of one instance lie side by side, in the order of the events that opened them."""

    NEAR = 100
    """What the first so many events opened is found by looking at its rows."""
    far = work_item.c.id - work_item.c.instance * _IDS_OF_AN_INSTANCE > literal_column(str(NEAR), Integer)
    """Opened later: found by an index, into which few instances ever get."""

    @classmethod
    def near(cls, instance: ColumnElement[int], items: FromClause = work_item) -> ColumnElement[bool]:
        """Of an instance, and not far; `items`: by which name the table is asked."""
        first = instance * _IDS_OF_AN_INSTANCE
        return items.c.id.between(first, first + literal_column(str(cls.NEAR), Integer))


# Naming postgresql_where too would make every command import that dialect (20 ms).
Index("work_item_visits", work_item.c.instance, work_item.c.task, work_item.c.visit, sqlite_where=SideBySide.far)
Index("work_item_open", work_item.c.instance, sqlite_where=and_(_OPEN, SideBySide.far))
Index(
    "work_item_done",
    work_item.c.done_by,
    work_item.c.ended_at,
    sqlite_where=work_item.c.done_by != literal_column("''"),
)
Index("work_item_proposed", work_item.c.instance, sqlite_where=work_item.c.proposed.is_not(None))
Index("work_item_desk", work_item.c.actor, work_item.c.due_at, sqlite_where=_OPEN)

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
    Column("item", Number),
    Column("data", Text, nullable=False),
    Column("key", Text),
    Column("asked", Text, nullable=False),
    Column("hash", LargeBinary, CheckConstraint("length(hash) = 32"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Append-only: the triggers of guards.py refuse all but the next event of an instance; `hash`: see audit/chain.py."""

Index("event_key", event.c.key, unique=True, sqlite_where=event.c.key.is_not(None))

timer = Table(
    "timer",
    metadata,
    Column("item", ForeignKey(work_item.c.id), primary_key=True),
    Column("kind", Text, one_of("kind", TimerKind), primary_key=True),
    Column("instance", ForeignKey(instance.c.id), nullable=False),
    Column("fires_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("failures", Integer, CheckConstraint("failures >= 0"), nullable=False),
    Index("timer_due", "ready_at"),
    Index("timer_of_instance", "instance"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What is to happen by itself; a row goes when it has, or when its work item has ended.

`ready_at` is `fires_at`, or later where firing it failed: then it is tried again.
"""

marker = Table(
    "alembic_version",
    metadata,
    Column("version_num", Text, primary_key=True),
    sqlite_strict=True,
)
"""The version of these tables, kept where Alembic looks for it."""
