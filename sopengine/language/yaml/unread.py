"""Files that are not there, cannot be read, or bear another name than they say."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sopengine.errors import Finding, Position
from sopengine.errors.regular import NoRegularFile
from sopengine.language.yaml.fault import fault, shown

ENDING = ".yaml"


def misnamed(at: Position, id: str, file: str) -> Finding | None:
    """What is in a file has its name as id; None where it does."""
    name = Path(file).name
    if name == id + ENDING:
        return None
    stem = name.removesuffix(ENDING)
    values = {
        "id": id if is_name(id) else shown(id),
        "name": stem if is_name(stem) else shown(stem),
        "file": shown(name),
    }
    if name == stem:
        message = "the name of the file, '{file}', does not end in '.yaml' alone"
        return fault("file/name", at, message, "name the file '{id}.yaml'", **values)
    message, mend = "the id '{id}' is not the name of the file", "write 'id: {name}', or name the file '{id}.yaml'"
    if not is_name(stem):
        mend = "name the file '{id}.yaml': '{name}' cannot be an id"
    return fault("file/name", at, message, mend, **values)


def is_name(text: str) -> bool:
    """Whether it can be an id: small letters, digits and hyphens, a letter first."""
    return re.fullmatch(r"[a-z][a-z0-9-]{0,63}", text) is not None


def no_file(file: str, error: OSError | ValueError) -> Finding:
    at = Position(file=file, line=1, column=1)
    if isinstance(error, FileNotFoundError):
        return fault("file/missing", at, "there is no such file", "check the spelling, or the folder you are in")
    if os.path.isdir(file):
        return fault(
            "file/folder", at, "this is a folder, not a file", "name the files in it: {file}", file=_inside(file)
        )
    if isinstance(error, NoRegularFile):
        message = "this is a pipe or a device, not a file with text"
        return fault("file/unreadable", at, message, "name a file that was saved on the disk")
    return fault(
        "file/unreadable", at, "the file cannot be read: {reason}", reason=getattr(error, "strerror", "") or str(error)
    )


def _inside(folder: str) -> str:
    return str(Path(folder) / "*.yaml")
