"""A letter on its way, as a value. All times are aware and UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sopengine.execution.values.notice import NoticeKind
from sopengine.frozen import frozen

LEASE = timedelta(minutes=5)
"""So long nobody else sends a letter that somebody has taken; a sender is given up before."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 9, 27, 81, 243, 720, 720, 720, 720, 720, 356))
"""After each try that failed; three days in all."""
FARTHEST = max(PAUSES) + LEASE
"""What is to be tried later than that was put off by a clock that was ahead."""


class Channel(StrEnum):
    """By which way it goes."""

    NONE = ""
    """Not addressed yet."""
    MAIL = "mail"
    WEBHOOK = "webhook"


class LetterState(StrEnum):
    """What has become of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Tried for days; it goes out only when somebody says so."""
    WITHDRAWN = "withdrawn"
    """What it would have said holds no longer."""


@frozen
class Letter:
    """To one person, or to a program."""

    key: str
    """Unique; the receiver knows by it what came twice."""
    instance: int
    item: int
    kind: NoticeKind
    actor: str
    due_at: datetime
    """That it tells of; of a reminder by hand the moment that it was asked for."""
    at: datetime
    """When it held."""
    channel: Channel
    person: str
    """Id; "" where no person is meant."""
    state: LetterState
    made_at: datetime
    ready_at: datetime
    """From when on it may be sent, or tried again."""
    attempts: int
    recalled: bool
    """While it was being sent, it was taken back."""
    ended_at: datetime | None
    error: str
    """Why the last try failed."""

    @property
    def by_hand(self) -> bool:
        """Somebody asked for it."""
        return self.kind is NoticeKind.REMINDER and self.due_at == self.at

    @property
    def seq(self) -> int:
        """Number of the event of its instance that says so."""
        return int(self.key.split("-")[1])
