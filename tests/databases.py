"""Empty databases of each kind for tests: SQLite always, PostgreSQL where `SOP_TEST_POSTGRES` names a server.

On that server each test has a schema of its own, gone afterwards; nothing else there is touched.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

SERVER = os.environ.get("SOP_TEST_POSTGRES", "")
"""URL of a database in which schemas may be made."""
_MISSING = "no PostgreSQL: SOP_TEST_POSTGRES=postgresql://USER:PASSWORD@HOST/DATABASE names one"
KINDS = ("sqlite", "postgresql")
needs_postgresql = pytest.mark.skipif(not SERVER, reason=_MISSING)


@contextmanager
def empty(kind: str, folder: Path | None = None) -> Iterator[str]:
    """The URL of an empty database; of SQLite in memory, or as a file in a folder."""
    if kind == "sqlite":
        yield str(folder / "sop.db") if folder else "sqlite://"
        return
    if not SERVER:
        pytest.skip(_MISSING)
    schema = f"test_{uuid.uuid4().hex[:12]}"
    server().execute(f"CREATE SCHEMA {schema}")
    try:
        yield in_schema(schema)
    finally:
        server().execute(f"DROP SCHEMA {schema} CASCADE")


def in_schema(schema: str, server: str = SERVER) -> str:
    """What is committed here need not survive a power cut."""
    options = f"-csearch_path={schema} -csynchronous_commit=off"
    return make_url(server).update_query_dict({"options": options}).render_as_string(hide_password=False)


@cache
def server() -> psycopg.Connection[Any]:
    connection = raw(SERVER)
    connection.execute("SET lock_timeout = '20s'; SET client_min_messages = warning")
    return connection


def raw(url: str) -> psycopg.Connection[Any]:
    """The driver's own connection to a database of PostgreSQL, as a careless hand would use it."""
    found = make_url(url)
    return psycopg.connect(
        host=found.host,
        port=found.port,
        user=found.username,
        password=str(found.password) if found.password else None,
        dbname=found.database,
        options=str(found.query.get("options", "")),
        autocommit=True,
    )
