"""A log of what happened: cases and their events, as tools for process mining have them. All times are aware."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sopengine.frozen import frozen


class Transition(StrEnum):
    """What became of a piece of work, in the words of the standard life cycle of XES."""

    SCHEDULE = "schedule"
    """It was received."""
    START = "start"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"
    """Nobody wanted it any more."""
    ABORT = "ate_abort"
    """It was sent back, or not done in time."""


@frozen
class LogEvent:
    """One thing that happened to one piece of work."""

    transition: Transition
    at: datetime
    """By the clock of the agency."""
    work: int
    """Id of the piece of work: what happened to the same has the same."""
    activity: str
    task: str
    step: str
    role: str
    """Printed title of the actor."""
    resource: str = ""
    """Who did it; empty where nobody did."""
    visit: int
    """Of its step in this case, counted from 1."""
    outcome: str = ""
    recorded_at: datetime | None = None
    """Of an end: when it was recorded."""
    due_at: datetime | None = None
    note: str = ""


@frozen
class LogCase:
    """One run of an SOP, with its events in the order in which they happened; one at least."""

    number: int
    name: str
    """What the office calls it, else its number."""
    sop: str
    title: str
    agency: str
    version: int
    state: str
    started_at: datetime
    started_by: str
    ended_at: datetime | None
    events: tuple[LogEvent, ...]
