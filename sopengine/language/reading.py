"""From a path or bytes to a Definition and all that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sopengine.errors import DefinitionError, Finding, Position, Severity
from sopengine.language.build import build
from sopengine.language.compose import compose
from sopengine.language.fault import fault, shown
from sopengine.language.shape import check_shape
from sopengine.language.source import decode
from sopengine.model.definition import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says."""

    definition: Definition | None
    """None where nothing could be read; without the wrong parts where a finding is an error: to check, not to use."""
    findings: tuple[Finding, ...]


def load(path: str | os.PathLike[str]) -> Definition:
    """The definition in a file; raises DefinitionError with all findings where one is an error."""
    reading = read(path)
    if reading.definition is None or any(finding.severity is Severity.ERROR for finding in reading.findings):
        raise DefinitionError(reading.findings)
    return reading.definition


def read(path: str | os.PathLike[str]) -> Reading:
    file = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        return Reading(definition=None, findings=(_no_file(file, error),))
    return parse(data, file)


def parse(data: bytes, file: str) -> Reading:
    """`file` names the bytes in findings; the id must equal its name."""
    try:
        source, odd = decode(data, file)
        plain, doubtful = compose(source)
    except DefinitionError as error:
        return Reading(definition=None, findings=error.findings)
    shape = check_shape(plain)
    definition = build(plain, shape.data, source.text) if shape.data is not None else None
    findings = (*odd, *doubtful, *shape.findings)
    if definition and all(finding.at.line != _id(definition).line for finding in shape.findings):
        findings += tuple(_misnamed(definition, file))
    return Reading(definition=definition, findings=findings)


def _id(definition: Definition) -> Position:
    return definition.positions.value(("id",))


def _misnamed(definition: Definition, file: str) -> Iterator[Finding]:
    """The id of an SOP is the name of its file."""
    name = Path(file).stem
    if definition.id != name:
        yield fault(
            "file/name",
            _id(definition),
            "the id '{id}' is not the name of the file",
            "write 'id: {name}', or name the file '{id}.yaml'",
            id=shown(definition.id),
            name=name,
        )


def _no_file(file: str, error: OSError) -> Finding:
    at = Position(file=file, line=1, column=1)
    if isinstance(error, FileNotFoundError):
        return fault("file/missing", at, "there is no such file", "check the spelling, or the folder you are in")
    if os.path.isdir(file):
        return fault(
            "file/folder", at, "this is a folder, not a file", "name the files in it: {file}", file=_inside(file)
        )
    return fault("file/unreadable", at, "the file cannot be read: {reason}", reason=error.strerror or str(error))


def _inside(folder: str) -> str:
    return str(Path(folder) / "*.yaml")
