"""From a URL or a path to the database that is meant."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sopengine.errors import MisuseError, StorageError
from sopengine.store.dialects.database import Database, speaking
from sopengine.store.dialects.postgresql import Postgresql
from sopengine.store.dialects.sqlite import Sqlite


def database_url(url: str) -> URL:
    """A URL as it is; anything else is the path of a SQLite file."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        return make_url(url)
    except ArgumentError as error:
        raise MisuseError("cannot read the store's URL '{url}'", url=url) from error


def database(url: URL, create: bool) -> Database:
    """Raises NotFoundError for a SQLite file that is not there and shall not be made, StorageError for other kinds."""
    match url.get_backend_name():
        case "sqlite":
            return Sqlite(url, create)
        case "postgresql" | "postgres":
            return Postgresql(url)
    speaking(url)
    raise StorageError(
        "the store {url} is neither SQLite nor PostgreSQL: those two are known", url=url.render_as_string()
    )
