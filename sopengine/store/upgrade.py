"""Brings the tables of an earlier release up to date; of a file a copy is kept beside it."""

from __future__ import annotations

import importlib
from contextlib import closing
from pathlib import Path

from sopengine.store import schema, tables
from sopengine.store.driver.link import Link


def upgrade_store(link: Link, name: str, file: Path | None) -> Path | None:
    """Inside a writing transaction; where the copy is. Does nothing where another process has done it meanwhile."""
    if not link.on_sqlite:
        # Who reads or writes has ended, and who comes next waits.
        link.run(f"LOCK TABLE {tables.marker.name} IN ACCESS EXCLUSIVE MODE")
    if schema.found(link, name) is not schema.Prepared.OLDER:
        return None
    kept = _copy(link, file, schema.version(link)) if file else None
    upgrade(link)
    return kept


def upgrade(link: Link) -> None:
    """Step by step to the current version; inside a writing transaction."""
    found = schema.version(link)
    for version in schema.RELEASED[schema.RELEASED.index(found) + 1 :]:
        step = importlib.import_module(f"sopengine.store.migrations.to_{version}")
        step.upgrade(link)
        link.run(f"UPDATE {tables.marker.name} SET version_num = '{version}'")


def _copy(link: Link, file: Path, version: str) -> Path:
    """What is committed, as it was before the upgrade: `sop.db-0002`.

    By the library that has the file open: closing it in another one would let go of all locks of the process.
    """
    kept = file.with_name(f"{file.name}-{version}")
    read_only = f"{file.resolve().as_uri()}?mode=ro"
    with closing(link.driver.connect(read_only, uri=True)) as source, closing(link.driver.connect(kept)) as copy:
        source.backup(copy)
    return kept
