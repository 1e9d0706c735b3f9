"""One language to speak to one reader in; handed to whoever makes sentences, and never a setting of the process."""

from __future__ import annotations

import gettext
from enum import StrEnum
from functools import lru_cache

from sopengine.messages import DOMAIN, FOLDER


class Speech:
    """English templates become sentences in the language of a reader. May be shared by threads."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str) -> None:
        """One of LANGUAGES; for any other it is English."""
        self.language = language
        self._catalogue = gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=True)

    def text(self, template: str, /, **values: object) -> str:
        """The template in this language, filled with the values."""
        return self.translate(template).format_map(values)

    def several(self, one: str, many: str, count: int, /, **values: object) -> str:
        """As `text`, by the number of things; both templates may name it as {count}."""
        return self._catalogue.ngettext(one, many, count).format_map({"count": count, **values})

    def word(self, value: StrEnum) -> str:
        """A word of the field, such as a verdict or a state."""
        return self.translate(str(value))

    def translate(self, template: str) -> str:
        """Of a marked text, or of one that a finding or an error brings: `Finding.text` asks for this."""
        return self._catalogue.gettext(template) if template else ""


def marked(*templates: str) -> tuple[str, ...]:
    """The same texts; says that they are translated where they are printed, such as headings of tables."""
    return templates


@lru_cache(maxsize=8)
def speech(language: str) -> Speech:
    """The same for all who read this language."""
    return Speech(language)
