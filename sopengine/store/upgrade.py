"""Brings the tables of an earlier release up to date, on a copy kept beside the file."""

from __future__ import annotations

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path

from sopengine.store import schema, tables
from sopengine.store.driver.link import Link


def upgrade_file(link: Link, name: str, file: Path | None) -> None:
    """Inside a writing transaction; does nothing where another process has done it meanwhile."""
    if schema.found(link, name) is not schema.Prepared.OLDER:
        return
    if file is not None:
        _copy(file, _version(link))
    upgrade(link)


def upgrade(link: Link) -> None:
    """Step by step to the current version; inside a writing transaction."""
    found = _version(link)
    for version in schema.RELEASED[schema.RELEASED.index(found) + 1 :]:
        step = importlib.import_module(f"sopengine.store.migrations.to_{version}")
        step.upgrade(link)
        link.run(f"UPDATE {tables.marker.name} SET version_num = '{version}'")


def _version(link: Link) -> str:
    return str(link.raw.execute(f"SELECT version_num FROM {tables.marker.name}").fetchone()[0])


def _copy(file: Path, version: str) -> None:
    """What is committed, as it was before the upgrade: `sop.db-0002`."""
    kept = file.with_name(f"{file.name}-{version}")
    read_only = f"{file.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as source, closing(sqlite3.connect(kept)) as copy:
        source.backup(copy)
