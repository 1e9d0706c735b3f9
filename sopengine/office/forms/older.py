"""An older version of an SOP: from a file, or from the store by its number or the first signs of its digest."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.errors import DefinitionError, MisuseError, NotFoundError, RefusedError, Severity
from sopengine.language import parse
from sopengine.model.definition import Definition
from sopengine.office.forms.live import kept_graph

_MOST_BYTES = 4 * 1024 * 1024
_NAME = "file/name"
"""The finding that the id is not the name of the file: an older version may have any."""
_DIGEST = re.compile(r"[0-9a-f]{4,64}")


def in_file(sop: str, file: Path) -> Definition:
    """The version of this SOP in a file of any name; refused where it cannot be read, or is another SOP."""
    if not file.is_file():
        raise RefusedError("{file} is no ordinary file", file=file)
    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES)
    reading = parse(data, os.fspath(file))
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    amiss = tuple(finding for finding in errors if finding.rule != _NAME)
    if reading.definition is None or amiss:
        raise DefinitionError(amiss)
    if reading.definition.id != sop:
        message = "{file} is a version of {other}, not of {sop}"
        raise RefusedError(message, file=file, other=reading.definition.id, sop=sop)
    return reading.definition


def in_store(sop: str, name: str, versions: Sequence[Compiled]) -> Definition:
    """The version of this SOP with that number, or whose digest begins so; `versions`: the oldest of each SOP first."""
    own = [version for version in versions if version.sop == sop]
    if name.isascii() and name.isdecimal() and len(name) < 4:
        found = own[int(name) - 1 : int(name)] if int(name) else []
    elif _DIGEST.fullmatch(name.lower()):
        found = [version for version in own if version.digest.startswith(name.lower())]
    else:
        raise MisuseError("'{version}' is no file, no number of a version and no beginning of a digest", version=name)
    if len(found) > 1:
        raise MisuseError("several versions of {sop} begin with {version}: write more of it", sop=sop, version=name)
    if not found:
        known = ", ".join(f"{place} ({version.digest[:8]})" for place, version in enumerate(own, 1)) or "-"
        message = "the store has no version {version} of {sop}; it has: {known}"
        raise NotFoundError(message, version=name, sop=sop, known=known)
    return kept_graph(found[0]).definition
