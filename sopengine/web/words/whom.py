"""From whom work came, in words."""

from __future__ import annotations

from datetime import datetime

from sopengine.engine import Engine
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.web.words.moments import near


def from_whom(engine: Engine, work: Work, reader: str, now: datetime, speech: Speech) -> str:
    """Who did what opened it, and when; of the first work when it came in. `reader`: who reads this."""
    item = work.item
    when = near(item.opened_at, now, work.timezone, speech)
    opener = engine.work_item(item.opened_by) if item.opened_by else None
    if opener is None or not opener.done_by:
        return speech.text("came in {time}", time=when)
    if opener.done_by.casefold() == reader.casefold():
        return speech.text("the step before was yours, {time}", time=when)
    compiled = engine.compiled(engine.instance(item.instance).digest)
    title = compiled.actors.get(opener.actor, opener.actor)
    return speech.text("from {actor} ({person}), {time}", actor=title, person=opener.done_by, time=when)
