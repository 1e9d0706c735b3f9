"""What went wrong: findings about a file are values, what is not allowed now is an exception.

    SopError
    ├─ DefinitionError   files that cannot be used; carries every Finding       exit 1
    ├─ MisuseError       a call that makes no sense                             exit 2
    ├─ NotFoundError     no such file, SOP, instance or work item               exit 3
    ├─ RefusedError      understood, but not allowed now; nothing was changed   exit 4
    └─ StorageError      the store or the disk cannot be read or written        exit 5

A message is an English template and serves as the id under which a catalogue translates it;
the values stay apart from it until the text is made, at the edge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

_Translate = Callable[[str], str]


class Severity(StrEnum):
    """How much a finding weighs; an error keeps the definition from being used."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def text(self, translate: _Translate = str) -> str:
        return translate(self.message).format_map(self.values)

    def mend_text(self, translate: _Translate = str) -> str:
        return translate(self.mend).format_map(self.values) if self.mend else ""


class SopError(Exception):
    """Every error of the package; `values` hold the data of the message."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def text(self, translate: _Translate = str) -> str:
        return translate(self.message).format_map(self.values)

    def __str__(self) -> str:
        return self.text()


class DefinitionError(SopError):
    """Definitions that cannot be used; `findings` says all that is wrong with them."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("{count} findings; first: {where}: {first}", **_summary(findings))
        self.findings = tuple(findings)


class MisuseError(SopError):
    """A call that makes no sense, such as a naive time."""

    exit_code = 2


class NotFoundError(SopError):
    """No such file, SOP, instance or work item."""

    exit_code = 3


class RefusedError(SopError):
    """Understood, but not allowed now; nothing was changed."""

    exit_code = 4


class StorageError(SopError):
    """The store or the disk cannot be read or written; nothing is half written."""

    exit_code = 5


def _summary(findings: Sequence[Finding]) -> dict[str, object]:
    first = next((f for f in findings if f.severity is Severity.ERROR), findings[0])
    where = f"{first.at.file}:{first.at.line}:{first.at.column}"
    return {"count": len(findings), "where": where, "first": first.text()}
