"""How the store keeps points in time: one type, and no other way in."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST = (datetime(2, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
LAST = (datetime(MAXYEAR, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
"""Between them a time can be told by the clock of every zone."""


class Instant(TypeDecorator[datetime]):
    """A point in time as whole microseconds since 1970, UTC; a time without zone is refused."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if not FIRST <= value < LAST:
            raise ValueError(f"{value} is no point in time")
        return EPOCH + value * MICROSECOND
