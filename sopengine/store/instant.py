"""How the store keeps points in time: one type, and no other way in."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

from sopengine.calendar.moments import micros, utc

FIRST, LAST = micros(datetime(2, 1, 1, tzinfo=UTC)), micros(datetime(MAXYEAR, 1, 1, tzinfo=UTC))
"""Between them a time can be told by the clock of every zone."""


class Instant(TypeDecorator[datetime]):
    """A point in time as whole microseconds since 1970, UTC; a time without zone is refused."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


_Kept = tuple[datetime, int]
_BEGINNING = (datetime(1970, 1, 1, tzinfo=UTC), 0)
_latest: tuple[_Kept, _Kept] = (_BEGINNING, _BEGINNING)


def number(time: datetime) -> int:
    """What is kept; a command keeps the moment of its own, and the due time that comes of it, again and again."""
    global _latest
    latest, other = _latest
    if latest[0] is time:
        return latest[1]
    if other[0] is time:
        return other[1]
    found = micros(time)
    _latest = (time, found), latest
    return found


def moment(number: int) -> datetime:
    """Of what is kept. Raises ValueError where that is beyond all clocks."""
    if not FIRST <= number < LAST:
        raise ValueError(f"{number} is no point in time")
    return utc(number)
