"""The folder of the demo: made anew, and worked in without the user's own settings."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sopengine.errors import MisuseError
from sopengine.language.shipped import shipped_definitions
from sopengine.office import written
from sopengine.settings import SETTINGS

MARK = ".sop-demo"
"""File that says: this folder was made by the demo and may be made anew."""
_ENVIRONMENT = ("SOP_DB", "SOP_USER", "SOP_LANG")
"""The demo keeps to its own folder, whatever the user has set; it goes on in the language that it was called in."""


def prepare(folder: Path) -> None:
    """An empty folder with the four definitions; what an earlier demo left is removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise MisuseError("{folder} holds other files; name an empty or a new folder: sop demo DIR", folder=folder)
        shutil.rmtree(folder)
    (folder / "definitions").mkdir(parents=True, exist_ok=True)
    written.replace(folder / MARK, b"Made by `sop demo`, which may delete and remake this folder.\n")
    # Without settings of its own, those of an office around it would count, and its store be written.
    written.replace(folder / SETTINGS, b"# docs/operations.md tells what can stand here.\n")
    for source in sorted(shipped_definitions().glob("*.yaml")):
        written.replace(folder / "definitions" / source.name, source.read_bytes())


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """In that folder and without the user's own settings."""
    kept = {name: os.environ.pop(name) for name in _ENVIRONMENT if name in os.environ}
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.update(kept)
