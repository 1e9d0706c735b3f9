"""Due times as an iCalendar feed, which calendars on telephones and desks subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from sopengine.frozen import frozen

PRODUCT = "-//sopengine//due times//ID"


@frozen
class DueEntry:
    """One piece of work that is due."""

    id: str
    """The same at every reading of the feed, so that a calendar moves the entry and makes no second one."""
    due_at: datetime
    """Aware."""
    summary: str
    description: str
    link: str = ""
    """To its page; "" where there is none."""


def due_feed(entries: Iterable[DueEntry], name: str, now: datetime) -> bytes:
    """`name`: what a calendar calls the feed. Entries take no time of anybody's day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", entry.id)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", entry.due_at.astimezone(UTC))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        if entry.link:
            event.add("url", entry.link)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
