"""Makes the tables of a new store, and refuses a database that another program, or a later version, wrote."""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect, select

from sopengine.errors import StorageError
from sopengine.store import guards, tables

CURRENT = "0002"
"""The version of the tables that this program reads and writes."""
_FOUND = select(tables.marker.c.version_num)


def is_prepared(connection: Connection) -> bool:
    """False for an empty database. Raises StorageError where the tables are none that this program can read."""
    present = inspect(connection).get_table_names()
    if not present:
        return False
    if tables.marker.name not in present:
        raise StorageError("{store} is a database of another program", store=_name(connection))
    found = connection.scalars(_FOUND).all()
    if found != [CURRENT]:
        raise StorageError(
            "{store} was written by another version of sopengine (tables {found}, here {known}): update sopengine",
            store=_name(connection),
            found=", ".join(found) or "?",
            known=CURRENT,
        )
    return True


def prepare(connection: Connection) -> None:
    """Make the tables where there are none; inside a writing transaction."""
    if is_prepared(connection):
        return
    tables.metadata.create_all(connection, checkfirst=False)
    guards.install(connection)
    connection.execute(insert(tables.marker), {"version_num": CURRENT})


def _name(connection: Connection) -> str:
    url = connection.engine.url
    return url.database or url.render_as_string()
