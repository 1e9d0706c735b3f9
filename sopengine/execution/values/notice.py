"""What somebody is to be told, as a value. All times are aware and UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sopengine.frozen import frozen


class NoticeKind(StrEnum):
    """What is told of a work item."""

    REMINDER = "reminder"
    """It will be due."""
    ESCALATION = "escalation"
    """It is late."""
    CANCELLATION = "cancellation"
    """What was told before holds no longer."""


@frozen
class Notice:
    """One thing to tell the holders of one position."""

    key: str
    """Unique in the store: the instance and the number of the event that says so."""
    item: int
    kind: NoticeKind
    actor: str
    """Id of the actor who is told."""
    due_at: datetime
    """That is told of; of a reminder by hand its own moment."""
    at: datetime
    """The moment that it is dated at."""


@frozen
class Recall:
    """What was to be told of a work item and holds no longer."""

    item: int
    kind: NoticeKind
    sent: bool
    """Also what was sent already: then a cancellation follows it. Else only what was not sent yet is dropped."""
    by_hand: bool = True
    """Also what somebody asked for: a due time that moves takes back only what was told of the one before."""
