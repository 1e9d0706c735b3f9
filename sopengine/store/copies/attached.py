"""Files that belong to a store and lie in a folder, by default beside it, each under the SHA-256 of what it holds."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "files"
_NAME = re.compile(r"[0-9a-f]{64}")


def attached(folder: Path) -> list[Path]:
    """All of a folder; events name those that they are about. Several stores may share one, and so do backups."""
    return sorted(file for file in folder.glob("*") if _NAME.fullmatch(file.name) and file.is_file())
