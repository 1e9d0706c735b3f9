"""Lengths of time as a reader writes them."""

from __future__ import annotations

from datetime import timedelta

from sopengine.messages.numbers import whole
from sopengine.messages.speech import Speech

_MINUTE = timedelta(minutes=1)


def hours_text(length: timedelta | None, speech: Speech) -> str:
    """Such as `17 h 30 min`, never days: a working day is not always as long. Begun minutes count; empty for None."""
    if length is None:
        return ""
    hours, minutes = divmod(-(-length // _MINUTE), 60)
    if not hours:
        return speech.text("{minutes} min", minutes=minutes)
    if not minutes:
        return speech.text("{hours} h", hours=whole(hours, speech))
    return speech.text("{hours} h {minutes} min", hours=whole(hours, speech), minutes=minutes)


def short_text(length: timedelta | None, speech: Speech) -> str:
    """The same in the least room, for cells: `17 h 30 m`; no line ends in it."""
    if length is None:
        return ""
    hours, minutes = divmod(-(-length // _MINUTE), 60)
    told = speech.text("{hours} h {minutes} m", hours=whole(hours, speech), minutes=minutes)
    return (told if hours else speech.text("{minutes} m", minutes=minutes)).replace(" ", "\u00a0")
