"""Moments as whole numbers, microseconds since 1970 UTC, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sopengine.errors import MisuseError

SECOND = 1_000_000
MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_A_DAY = 86_400


def aware(time: datetime) -> datetime:
    """The time itself; a naive one is refused."""
    if time.tzinfo is None:
        raise MisuseError("the time {time} has no zone; give one such as {time}+07:00", time=time.isoformat())
    return time


def micros(time: datetime) -> int:
    """Refuses a naive time."""
    past = (time if time.tzinfo else aware(time)) - _EPOCH
    return (past.days * _SECONDS_A_DAY + past.seconds) * SECOND + past.microseconds


def utc(micros: int) -> datetime:
    """The moment as an aware time in UTC."""
    return _EPOCH + micros * MICROSECOND
