"""Templates and their values become text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sopengine.errors.clock import clock_text, day_text

Translate = Callable[[str], str]
"""An English template to the same in the language of the reader."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value of a message that is words itself: it is translated together with the message."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = str) -> str:
        return filled(self.template, self.values, translate)

    def __str__(self) -> str:
        return self.text()


def filled(template: str, values: Mapping[str, object], translate: Translate) -> str:
    """The template in the language of the reader, with its values in it."""
    told = {name: _told(value, translate) for name, value in values.items()}
    return translate(template).format_map(told)


def _told(value: object, translate: Translate) -> object:
    """Phrases in words, several of them one behind the other; times by the clock, days; anything else as it is."""
    if isinstance(value, Phrase):
        return value.text(translate)
    if isinstance(value, datetime):
        return clock_text(value, translate)
    if isinstance(value, date):
        return day_text(value, translate)
    if isinstance(value, tuple) and all(isinstance(each, Phrase) for each in value):
        return "".join(each.text(translate) for each in value)
    return value
