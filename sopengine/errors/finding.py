"""What is wrong with a file is a value: a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from sopengine.errors.phrase import Translate, filled
from sopengine.frozen import frozen


class Severity(StrEnum):
    """How much a finding weighs; an error keeps the definition from being used."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Position:
    """A place in a file, and the line that stands there."""

    file: str
    line: int
    """Counted from 1."""
    column: int
    """In characters, counted from 1."""
    length: int = 1
    """Characters to underline."""
    excerpt: str = ""
    """The whole line as it stands in the file, without its line end."""


@frozen
class Finding:
    """One thing that is wrong, or worth a look, in a definition."""

    rule: str
    """Id of the rule, such as `schema/unknown-key`."""
    severity: Severity
    at: Position
    message: str
    """English template, such as `unknown key '{key}'`."""
    mend: str = ""
    """Template of what to do about it, filled from the same values; empty where the message says it."""
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = str) -> str:
        return filled(self.message, self.values, translate)

    def mend_text(self, translate: Translate = str) -> str:
        return filled(self.mend, self.values, translate) if self.mend else ""
