"""Which version of an SOP is meant: a file of any name, or one that the store keeps."""

from __future__ import annotations

from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import DefinitionError, MisuseError, NotFoundError, RefusedError, Severity
from sopengine.errors.nearest import nearest, proposal
from sopengine.language import Reading, parse, read
from sopengine.model.definition import Definition

KEPT = "@"
"""Between the id of an SOP and its version in the store."""
SHORTEST = 7
"""Signs of a digest that stand for a version; a shorter number is the number of one."""


def version(name: str, folder: Path, db: str) -> Definition:
    """The file of that name; else `ID@VERSION` of the store, by number or digest; else the file of an ID in the folder.

    The shape of a file must be right; what it is called, what lies beside it and the rules are not asked.
    Raises NotFoundError, and DefinitionError.
    """
    id, kept, which = name.rpartition(KEPT)
    if Path(name).suffix == ".yaml" or Path(name).is_file():
        return _usable(read(name))
    if not kept:
        return _usable(read(folder / f"{name}.yaml"))
    with Engine(db, create=False) as engine:
        found = kept_version(engine.versions(), id, which)
    return _usable(parse(found.text.encode(), f"{found.sop}.yaml"))


def in_file(sop: str, file: Path) -> Definition:
    """The version of this SOP in a file of any name; refused where it cannot be read, or is another SOP."""
    if not file.is_file():
        raise RefusedError("{file} is no ordinary file", file=file)
    definition = _usable(read(file))
    if definition.id != sop:
        message = "{file} is a version of {other}, not of {sop}"
        raise RefusedError(message, file=file, other=definition.id, sop=sop)
    return definition


def kept_version(versions: tuple[Compiled, ...], id: str, which: str) -> Compiled:
    """Of an SOP the version with this number, or whose digest begins so; raises NotFoundError.

    `versions`: all that the store keeps, the oldest of each SOP first.
    """
    mine = [each for each in versions if each.sop == id]
    if not mine:
        raise _unknown(versions, id)
    by_number = which.isdecimal() and len(which) < SHORTEST
    found = [
        each
        for number, each in enumerate(mine, 1)
        if (by_number and number == int(which)) or (len(which) >= SHORTEST and each.digest.startswith(which))
    ]
    if len(found) > 1:
        raise MisuseError("several versions of {id} begin with {which}: write more of it", id=id, which=which)
    if not found:
        known = ", ".join(f"{number} ({each.digest[:SHORTEST]})" for number, each in enumerate(mine, 1))
        message = "the store keeps no version '{which}' of {id}; it keeps: {known}"
        raise NotFoundError(message, which=which, id=id, known=known)
    return found[0]


def _unknown(versions: tuple[Compiled, ...], id: str) -> NotFoundError:
    close = nearest(id, {each.sop for each in versions})
    if close:
        return NotFoundError("the store keeps no version of '{id}': {mend}", id=id, mend=proposal(close))
    return NotFoundError("the store keeps no version of '{id}'; it keeps one when it is first started", id=id)


def _usable(reading: Reading) -> Definition:
    inside = [one for one in reading.findings if not one.rule.startswith("file/")]
    if reading.definition is None or any(one.severity is Severity.ERROR for one in inside):
        raise DefinitionError(reading.findings)
    return reading.definition
