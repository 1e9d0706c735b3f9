"""A message on its way, as a value. All times are aware and UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sopengine.execution.values.notice import NoticeKind


class Channel(StrEnum):
    """By which way it goes."""

    NONE = ""
    """Not addressed yet."""
    MAIL = "mail"
    WEBHOOK = "webhook"


class MessageState(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Tried for days; it goes out only when somebody says so."""
    WITHDRAWN = "withdrawn"
    """What it would have said holds no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """To one person, or to a program."""

    key: str
    """Unique; the receiver knows by it what came twice."""
    instance: int
    item: int
    kind: NoticeKind
    actor: str
    due_at: datetime
    at: datetime
    """When it held."""
    channel: Channel
    person: str
    """Id; "" where no person is meant."""
    state: MessageState
    made_at: datetime
    ready_at: datetime
    """From when on it may be sent, or tried again."""
    attempts: int
    recalled: bool
    """While it was being sent, it was taken back."""
    ended_at: datetime | None
    error: str
    """Why the last try failed."""
