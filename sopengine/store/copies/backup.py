"""A copy of a SQLite store as it is at one moment, while others go on writing."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from sopengine.errors import StorageError
from sopengine.store.reader import Reader


def back_up(reader: Reader, file: Path) -> None:
    """Into a new file; raises StorageError where that is not the whole of what the store holds."""
    driver = reader.link.dialect.loaded_dbapi
    with closing(driver.connect(file, isolation_level=None)) as copy:
        reader.link.raw.backup(copy)
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"] or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise StorageError("the copy {file} is damaged: {reason}", file=file, reason=found[0])


def dump_command(url: URL, file: Path) -> str:
    """What to type to back up a database that has a program of its own for it; "" for SQLite.

    Without a password: pg_dump asks for it, or reads PGPASSWORD or ~/.pgpass.
    """
    if url.get_backend_name() != "postgresql":
        return ""
    plain = url.set(drivername="postgresql")._replace(password=None).render_as_string()
    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", f"--dbname={plain}"])
