"""What cannot be done is an exception; the kind of it is its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sopengine.errors.finding import Finding, Severity
from sopengine.errors.phrase import Phrase, Translate, filled


class SopError(Exception):
    """Every error of the package; `values` hold the data of the message."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def text(self, translate: Translate = str) -> str:
        return filled(self.message, self.values, translate)

    def __str__(self) -> str:
        return self.text()


class DefinitionError(SopError):
    """Definitions that cannot be used; `findings` says all that is wrong with them."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        one, many = "{where}: {first}", "{count} findings; first: {where}: {first}"
        super().__init__(one if len(findings) == 1 else many, **_summary(findings))
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


class UnrunnableError(RefusedError):
    """An SOP that says what cannot be run; `findings` says what, each at its place."""

    def __init__(self, id: str, findings: Sequence[Finding]) -> None:
        super().__init__("{id} cannot be started: {where}: {first}", id=id, **_summary(findings))
        self.id = id
        self.findings = tuple(findings)


class StorageError(SopError):
    """The store or the disk cannot be read or written; nothing is half written."""

    exit_code = 5


def _summary(findings: Sequence[Finding]) -> dict[str, object]:
    first = next((f for f in findings if f.severity is Severity.ERROR), findings[0])
    where = f"{first.at.file}:{first.at.line}:{first.at.column}"
    return {"count": len(findings), "where": where, "first": Phrase(first.message, first.values)}
