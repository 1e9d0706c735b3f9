"""Accounts and sessions, as values. All times are aware and UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sopengine.frozen import frozen


class AccountKind(StrEnum):
    """What was done with an account."""

    GIVEN = "given"
    PASSWORD = "password"
    """A new one, by whomever."""
    CLOSED = "closed"
    ENDED = "ended"
    """Sessions were ended from afar."""


@frozen
class Account:
    """Of somebody who may sign in."""

    person: str
    """Id, in lower case."""
    password: str
    """As argon2id keeps it."""
    must_change: bool
    """Somebody else gave it: it is good for one sign-in."""
    set_at: datetime
    set_by: str
    closed_at: datetime | None = None


@frozen
class OpenSession:
    """Of one browser."""

    hash: str
    """SHA-256 of what the browser brings, hexadecimal."""
    person: str
    begun_at: datetime
    seen_at: datetime
    address: str
    browser: str


@frozen
class Failures:
    """Wrong passwords of late, since the last right one."""

    count: int
    latest: datetime | None
