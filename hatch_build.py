"""Compiles the catalogues of messages when the package is built or installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = "sopengine/messages"


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels and for editable installs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


def compile_catalogues(root: Path, *, only_stale: bool = False) -> list[Path]:
    """From LANGUAGE.po to locale/LANGUAGE/LC_MESSAGES/sopengine.mo, where gettext looks; answers what was written.

    `only_stale`: leave alone what is no older than its source.
    """
    written = []
    for source in sorted((root / FOLDER).glob("*.po")):
        target = root / FOLDER / "locale" / source.stem / "LC_MESSAGES" / "sopengine.mo"
        if only_stale and target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, unfinished.open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=source.stem))
        unfinished.replace(target)
        written.append(target)
    return written
