"""What is known of the records themselves: who acted for whom or without a position, and what counts anew."""

from __future__ import annotations

from datetime import datetime

from sopengine.frozen import frozen


@frozen
class ActedFor:
    """Visits that one person completed in the place of another."""

    agency: str
    actor: str
    by: str
    whom: str
    visits: int


@frozen
class WrongActor:
    """Tasks that somebody completed who did not hold their position then, nor stood in for it or worked along.

    By the positions that are kept now: what was recorded late of them, or mended since, counts as it stands.
    """

    sop: str
    agency: str
    step: str
    number: str
    activity: str
    actor: str
    by: str
    tasks: int
    unchecked: int
    """Of these, recorded when nobody was checked."""
    assigned: int
    """Of these, taken by them, or given to them, before."""
    first_at: datetime
    """When the earliest of them was done; aware and UTC. So is the next."""
    last_at: datetime


@frozen
class Reckoned:
    """Visits whose lengths are counted by hours that came into their calendar after they were recorded."""

    calendar: str
    kept_at: datetime
    """When the hours were kept as they are; aware and UTC."""
    visits: int
    """What was due for them stays as it was recorded."""
