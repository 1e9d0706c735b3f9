"""The tables of those who sign in. Passwords and secrets of sessions are never in them, only what tells them again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text

from sopengine.store.accounts.values import AccountKind
from sopengine.store.instant import Instant
from sopengine.store.tables import Number, metadata, one_of

account = Table(
    "account",
    metadata,
    Column("person", Text, CheckConstraint("person <> ''"), primary_key=True),
    Column("password", Text, nullable=False),
    Column("must_change", Integer, CheckConstraint("must_change IN (0, 1)"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", Text, CheckConstraint("set_by <> ''"), nullable=False),
    Column("closed_at", Instant),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By the id of a person, in lower case; the password as argon2id."""

session = Table(
    "session",
    metadata,
    Column("hash", Text, CheckConstraint("length(hash) = 64"), primary_key=True),
    Column("person", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("address", Text, nullable=False),
    Column("browser", Text, nullable=False),
    Index("session_person", "person"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By the SHA-256 of what the browser brings; a row goes when the session ends."""

sign_in = Table(
    "sign_in",
    metadata,
    Column("seq", Number, CheckConstraint("seq >= 1"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("kept", Integer, CheckConstraint("kept IN (0, 1)"), nullable=False),
    Index("sign_in_person", "person", "at"),
    Index("sign_in_address", "address", "at"),
    sqlite_strict=True,
)
"""Who tried, from which address, and whether the password was right."""

account_event = Table(
    "account_event",
    metadata,
    Column("seq", Number, CheckConstraint("seq >= 1"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, CheckConstraint("by <> ''"), nullable=False),
    Column("kind", Text, one_of("kind", AccountKind), nullable=False),
    Column("person", Text, CheckConstraint("person <> ''"), nullable=False),
    sqlite_strict=True,
)
"""Append-only: who was given an account or a new password, whose was closed, who was signed out from afar."""
