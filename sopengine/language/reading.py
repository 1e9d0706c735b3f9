"""From a path or bytes to a Definition and all that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sopengine.errors import DefinitionError, Finding, Position, Severity
from sopengine.language.build.definition import build
from sopengine.language.neighbours import neighbours
from sopengine.language.shape.check import check_shape
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.source import decode
from sopengine.language.yaml.surplus import MOST_TOLD, told_in_part
from sopengine.language.yaml.unread import misnamed, no_file
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
        return Reading(definition=None, findings=(no_file(file, error),))
    reading = parse(data, file)
    if reading.definition is None:
        return reading
    return replace(reading, findings=(*reading.findings, *neighbours(reading.definition, Path(path).parent)))


def parse(data: bytes, file: str) -> Reading:
    """`file` names the bytes in findings; the id must equal its name. Files named in them are not looked for."""
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
    return Reading(definition=definition, findings=findings if len(findings) <= MOST_TOLD else told_in_part(findings))


def _id(definition: Definition) -> Position:
    return definition.positions.value(("id",))


def _misnamed(definition: Definition, file: str) -> Iterator[Finding]:
    """The id of an SOP is the name of its file."""
    name = Path(file).stem
    if definition.id != name:
        yield misnamed(_id(definition), definition.id, name)
