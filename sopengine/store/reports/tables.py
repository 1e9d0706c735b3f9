"""The tables of reports: what happened to each, and the figures of those that were locked."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Table, Text

from sopengine.store.instant import Instant
from sopengine.store.tables import Number, metadata

report_event = Table(
    "report_event",
    metadata,
    Column("seq", Number, CheckConstraint("seq >= 1"), primary_key=True, autoincrement=False),
    Column("period", Text, CheckConstraint("period <> ''"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("by", Text, CheckConstraint("by <> ''"), nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", LargeBinary, CheckConstraint("length(hash) = 32"), nullable=False),
    Index("report_event_period", "period"),
    sqlite_strict=True,
)
"""Append-only: notes and actions, lockings, reopenings, by period such as `2026-Q3`; `hash`: see records.py."""

locked_figures = Table(
    "locked_figures",
    metadata,
    Column("digest", Text, CheckConstraint("length(digest) = 64"), primary_key=True),
    Column("kept_at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Append-only: JSON by its SHA-256, hexadecimal."""
