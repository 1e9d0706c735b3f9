"""Files that are not there, cannot be read, or bear another name than they say."""

from __future__ import annotations

import os
from pathlib import Path

from sopengine.errors import Finding, Position
from sopengine.language.yaml.fault import fault, shown


def misnamed(at: Position, id: str, name: str) -> Finding:
    """What is in a file has its name as id."""
    message, mend = "the id '{id}' is not the name of the file", "write 'id: {name}', or name the file '{id}.yaml'"
    return fault("file/name", at, message, mend, id=shown(id), name=name)


def no_file(file: str, error: OSError) -> Finding:
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
