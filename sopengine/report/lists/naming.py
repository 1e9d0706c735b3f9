"""How a step is called in a sentence and in a cell: by its printed number, else by its activity, never by its id."""

from __future__ import annotations

from sopengine.messages.speech import Speech

_LONGEST = 60
"""Characters of an activity in a sentence."""


def called(number: str, activity: str, speech: Speech) -> str:
    """Such as `no. 7`; of a row that is printed without a number its activity in quotes."""
    return speech.text("no. {number}", number=number) if number else f"“{shortened(activity)}”"


def called_in_full(number: str, activity: str, speech: Speech) -> str:
    """With its activity, such as `no. 7 Menganalisa hasil`."""
    return f"{called(number, activity, speech)} {shortened(activity)}" if number else called(number, activity, speech)


def numbered(number: str, activity: str) -> str:
    """For a cell, such as `7. Menganalisa hasil`."""
    return f"{number}. {shortened(activity)}" if number else shortened(activity)


def shortened(activity: str, most: int = _LONGEST) -> str:
    """To the end of a word."""
    if len(activity) <= most:
        return activity
    return f"{activity[:most].rsplit(' ', 1)[0]} …"
