"""The due times of somebody's work as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sopengine.interchange.writers.due_feed import DueEntry, due_feed
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.office.told.words import link_to


def feed_of(works: Iterable[Work], name: str, now: datetime, speech: Speech, pages: str = "") -> bytes:
    """Of open work, as iCalendar; what has no due time is not in it. It says no more than a letter does.

    `pages`: their address; without one entries lead nowhere.
    """
    return due_feed((_entry(work, speech, pages) for work in works if work.item.due_at), name, now)


def _entry(work: Work, speech: Speech, pages: str) -> DueEntry:
    assert work.item.due_at
    reference = work.ref or str(work.item.instance)
    lines = (
        f"{speech.text('SOP')}: {work.title}",
        f"{speech.text('Reference')}: {reference}",
        f"{speech.text('Task')}: {work.activity} ({work.item.task})",
    )
    return DueEntry(
        id=f"{work.item.id}@sopengine",
        due_at=work.item.due_at,
        summary=f"{reference}: {work.item.task}",
        description="\n".join(lines),
        link=link_to(pages, work.item.id),
    )
