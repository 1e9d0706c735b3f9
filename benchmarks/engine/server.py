"""PostgreSQL for cases: where `SOP_TEST_POSTGRES` names a server, in a schema that is gone afterwards."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url

SERVER = os.environ.get("SOP_TEST_POSTGRES", "")
MISSING = "no PostgreSQL: SOP_TEST_POSTGRES names one"


@contextmanager
def schema() -> Iterator[str]:
    """URL of an empty database, as durable as the server is set up."""
    name = f"benchmark_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(conninfo(SERVER), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            options = {"options": f"-csearch_path={name}"}
            yield make_url(SERVER).update_query_dict(options).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


def conninfo(url: str) -> str:
    """The same as libpq reads it."""
    found = make_url(url)
    parts = {
        "host": found.host,
        "port": found.port,
        "user": found.username,
        "password": found.password,
        "dbname": found.database,
        "options": found.query.get("options"),
    }
    return psycopg.conninfo.make_conninfo(**{name: str(value) for name, value in parts.items() if value})
