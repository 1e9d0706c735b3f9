"""From a path or bytes to a Definition and all that is wrong with it."""

from __future__ import annotations

import os
from dataclasses import replace

from sopengine.errors import DefinitionError, Finding, Position, Severity
from sopengine.errors.regular import regular_bytes
from sopengine.frozen import frozen
from sopengine.language.build.definition import build
from sopengine.language.neighbours import neighbours
from sopengine.language.shape.check import check_shape
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.source import LARGEST, decode
from sopengine.language.yaml.surplus import MOST_TOLD, told_in_part
from sopengine.language.yaml.unread import misnamed, no_file
from sopengine.model.definition import Definition


@frozen
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
        data = regular_bytes(path, LARGEST + 1)
    except (OSError, ValueError) as error:
        return Reading(definition=None, findings=(no_file(file, error),))
    reading = parse(data, file)
    if reading.definition is None:
        return reading
    return replace(reading, findings=(*reading.findings, *neighbours(reading.definition)))


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
        findings += tuple(filter(None, [misnamed(_id(definition), definition.id, file)]))
    return Reading(definition=definition, findings=findings if len(findings) <= MOST_TOLD else told_in_part(findings))


def _id(definition: Definition) -> Position:
    return definition.positions.value(("id",))
