"""Files that belong to a store and lie beside it, each under the SHA-256 of what it holds."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "files"
_NAME = re.compile(r"[0-9a-f]{64}")


def attached(store: Path) -> list[Path]:
    """All of them; events name those that they are about. Several stores of one folder share it, and so do backups."""
    folder = store.parent / FOLDER
    return sorted(file for file in folder.glob("*") if _NAME.fullmatch(file.name) and file.is_file())
