"""Where the definitions of an office lie, when a command names none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sopengine.errors import NotFoundError

DEFINITIONS = Path("definitions")
"""In the current folder."""


def definitions() -> Sequence[Path]:
    """The files of the folder 'definitions', by name."""
    files = sorted(DEFINITIONS.glob("*.yaml"))
    if not files:
        message = "no definition here: the folder '{folder}' of {here} has no file '*.yaml'; name the files"
        raise NotFoundError(message, folder=str(DEFINITIONS), here=str(Path.cwd()))
    return files
