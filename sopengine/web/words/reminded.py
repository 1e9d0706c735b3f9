"""Who has reminded of open work, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sopengine.engine import Engine
from sopengine.execution.values.events.telling import Reminded
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.store.questions.reminders import reminders
from sopengine.web.words.moments import near


@frozen
class Reminder:
    """Of one piece of work."""

    words: str
    """Who last, when, and how often."""
    note: str
    """What was said then; may be empty."""


def reminders_of(engine: Engine, works: Iterable[Work], now: datetime, speech: Speech) -> Mapping[int, Reminder]:
    """By work item; of those that nobody reminded of nothing."""
    shown = {work.item.id: work for work in works}
    items = [work.item for work in shown.values()]
    found = engine.ask(lambda reader: reminders(reader, items))
    return {id: _told(events, shown[id].timezone, now, speech) for id, events in found.items()}


def _told(events: Sequence[Reminded], zone: str, now: datetime, speech: Speech) -> Reminder:
    last = events[-1]
    said = {"person": last.by, "time": near(last.at, now, zone, speech)}
    once, often = speech.text("Reminded {time} by {person}", **said), len(events)
    again = speech.text("Reminded {count} times, last {time} by {person}", count=often, **said)
    return Reminder(words=again if often > 1 else once, note=last.note)
