"""The tables of people: who there is, what they hold, what they may do, and what was approved.

Names, NIPs and addresses stand in `person` alone, so that they can be forgotten; all else names people by id.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from sopengine.people.values import HoldingKind, Role
from sopengine.store.instant import Instant
from sopengine.store.tables import Number, definition, metadata, one_of

person = Table(
    "person",
    metadata,
    Column("id", Text, CheckConstraint("id <> ''"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("nip", Text, CheckConstraint("nip <> ''")),
    Column("mail", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("forgotten_at", Instant),
    CheckConstraint("forgotten_at IS NULL OR (name = '' AND nip IS NULL AND mail = '')"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By id in lower case, which stands in events."""

Index("person_nip", person.c.nip, unique=True, sqlite_where=person.c.nip.is_not(None))

holding = Table(
    "holding",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("person", ForeignKey(person.c.id), nullable=False),
    Column("government", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("agency_key", Text, nullable=False),
    Column("position", Text, CheckConstraint("position <> ''"), nullable=False),
    Column("position_key", Text, nullable=False),
    Column("kind", Text, one_of("kind", HoldingKind), nullable=False),
    Column("first_day", Text, CheckConstraint("length(first_day) = 10"), nullable=False),
    Column("last_day", Text, CheckConstraint("last_day >= first_day")),
    Column("letter", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("given_by", Text, CheckConstraint("given_by <> ''"), nullable=False),
    Index("holding_position", "position_key", "agency_key"),
    Index("holding_person", "person"),
    Index("holding_agency", "agency_key"),
    sqlite_strict=True,
)
"""Days as ISO 8601; the keys are what names are compared by."""

role = Table(
    "role",
    metadata,
    Column("person", ForeignKey(person.c.id), primary_key=True),
    Column("agency_key", Text, primary_key=True),
    Column("government", Text, primary_key=True),
    Column("role", Text, one_of("role", Role), primary_key=True),
    Column("agency", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("given_by", Text, CheckConstraint("given_by <> ''"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

people_event = Table(
    "people_event",
    metadata,
    Column("seq", Number, CheckConstraint("seq >= 1"), primary_key=True, autoincrement=False),
    Column("recorded_at", Instant, nullable=False),
    Column("by", Text, CheckConstraint("by <> ''"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("data", Text, nullable=False),
    sqlite_strict=True,
)
"""Append-only: what was changed about people, without names, NIPs and addresses. Its last number is their version."""

approval = Table(
    "approval",
    metadata,
    Column("digest", ForeignKey(definition.c.digest), primary_key=True),
    Column("approved_at", Instant, nullable=False),
    Column("by", Text, CheckConstraint("by <> ''"), nullable=False),
    Column("number", Text, nullable=False),
    Column("approved_on", Text, CheckConstraint("length(approved_on) = 10"), nullable=False),
    Column("effective_on", Text, CheckConstraint("length(effective_on) = 10")),
    Column("position", Text, nullable=False),
    Column("rank", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Who approved a version of an SOP, by whom it is signed; once a version."""
