"""`sop.toml`: what an office sets for a project, as values."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS = "sop.toml"


def find_settings(folder: Path) -> Path | None:
    """The nearest `sop.toml`: in a folder, or in one above."""
    here = folder.absolute()
    return next((each / SETTINGS for each in (here, *here.parents) if os.path.exists(each / SETTINGS)), None)
