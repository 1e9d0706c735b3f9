"""The time in which all is played: a working day, long enough before the break that every due time lies on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_MORNING = datetime(2025, 7, 2, 1, 15, tzinfo=UTC)
"""Wednesday 08:15 in Jakarta."""
_STEP = timedelta(milliseconds=1)


class Clock:
    """A millisecond later at each look; room for millions of looks."""

    def __init__(self, minutes: int = 0) -> None:
        """`minutes`: after the morning's begin."""
        self._now = _MORNING + timedelta(minutes=minutes)

    def __call__(self) -> datetime:
        self._now += _STEP
        return self._now


def clock_of_the_play() -> Clock:
    """Later than any instance was started."""
    return Clock(minutes=30)
