"""What is wrong with a form that was sent: said at the top and at its field, with all that was typed."""

from __future__ import annotations

from sopengine.errors import SopError, StorageError
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.office.words.story import story
from sopengine.office.words.telling import Telling
from sopengine.web.asked import Asked
from sopengine.web.words.reason import reason

MOST_TOLD = 8
"""Sentences on what changed meanwhile."""


@frozen
class Amiss:
    """One thing."""

    heading: str
    words: str = ""
    field: str = ""
    """Of the form, where the words stand too; empty where it is about the whole."""
    happened: tuple[str, ...] = ()
    """What changed meanwhile, in sentences."""


def without_reason(speech: Speech) -> Amiss:
    return Amiss(
        heading=speech.text("Not saved yet: write the reason first."),
        words=speech.text("Write what has to be put right."),
        field="note",
    )


def refused_by(error: SopError, speech: Speech) -> Amiss:
    """What the engine said no to. That the store cannot be used is told by the page for that: raised again."""
    if isinstance(error, StorageError):
        raise error
    return Amiss(heading=speech.text("Not saved yet."), words=reason(error, speech))


def changed_meanwhile(asked: Asked, instance: Instance, seen: int) -> Amiss:
    """The page showed the instance as it was after so many changes."""
    speech, engine = asked.speech, asked.engine
    events = engine.events(instance.id)
    since = {event.seq for event in events if event.version > seen}
    told = Telling(speech=speech, year=asked.now.year, by_rows=True)
    words = story(events, engine.compiled, engine.called_by, told)
    return Amiss(
        heading=speech.text("Not saved yet: the process changed meanwhile."),
        words=speech.text("Look at it, then press once more."),
        happened=tuple(one.words for one in words if one.seq in since)[-MOST_TOLD:],
    )
