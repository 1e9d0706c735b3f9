"""Text at the edge: English templates become sentences in the language of the reader.

A literal that people read goes through one of these functions, and so the catalogue knows of it. The language is
that of the `Speech` which the running command's context carries; without one it is English.
"""

from __future__ import annotations

from enum import StrEnum

import click

from sopengine.messages.speech import Speech, speech
from sopengine.messages.speech import marked as marked


def spoken() -> Speech:
    """What the reader of the running command speaks."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Speech) if context else None
    return found or speech("en")


def text(template: str, /, **values: object) -> str:
    """The template in the reader's language, filled with the values."""
    return translate(template).format_map(values)


def several(one: str, many: str, count: int, /, **values: object) -> str:
    """As `text`, by the number of things; both templates may name it as {count}."""
    return spoken().several(one, many, count, **values)


def say(template: str, /, *, err: bool = False, **values: object) -> None:
    """Print a sentence on a line of its own; with `err` to where talk goes that is no data."""
    click.echo(text(template, **values), err=err)


def word(value: StrEnum) -> str:
    """A word of the field, such as a verdict or a state."""
    return translate(str(value))


def translate(template: str) -> str:
    """Of a marked text, or of one that a finding or an error brings: `Finding.text` asks for this."""
    return spoken().translate(template)
