"""Where the files lie that people add to their work."""

from __future__ import annotations

from pathlib import Path

from sopengine.cli.typed.options import usual_store
from sopengine.settings.reading import settings_for
from sopengine.store.copies.attached import FOLDER
from sopengine.store.dialects.sqlite import sqlite_file
from sopengine.store.driver.connect import database_url


def files_folder(db: str) -> Path | None:
    """What `sop.toml` names for its store, and for one on a server; else beside a SQLite file. None: nowhere."""
    file = sqlite_file(database_url(db))
    named = settings_for(Path.cwd(), {}, "store").files
    if named and (file is None or db == usual_store()):
        return Path(named)
    return file.parent / FOLDER if file else None
