"""PostgreSQL by psycopg 3: sessions that cannot hang, a commit whose fate can be asked for."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import URL, MetaData, Text

from sopengine.errors import Phrase, StorageError
from sopengine.store.dialects.database import Fate, Holder, speaking
from sopengine.store.driver.gate import host

SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION = "40001", "40P01", "23505"
_FASTER = (SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION)
_GONE = ("08", "57P01", "57P02", "57P03", "57P05", "25P03")
"""Classes and states of a session that has ended, or of a server that ends or has just begun."""
_CONNECTING = {
    "autocommit": True,
    "connect_timeout": 10,
    "client_encoding": "utf8",
    # A server that fell off the network is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
LONGEST_WAIT = "30s"
"""For the lock of a row; as long as writers of a file queue."""
LONGEST_PAUSE = "60s"
"""Of a session in a transaction: then the server ends it, and whoever waits goes on."""
_SET_UP = f"""
SET lock_timeout = '{LONGEST_WAIT}';
SET idle_in_transaction_session_timeout = '{LONGEST_PAUSE}';
SET default_transaction_isolation = 'read committed'
"""


class Postgresql:
    """Text is kept and compared by its bytes, as SQLite does, whatever the locale of the server."""

    most = 0
    begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    begin_writing = "BEGIN"
    begin_preparing = "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sopengine ' || current_schema(), 0))"
    asked_first = "SELECT pg_current_xact_id()::text, version_num FROM alembic_version"
    bytes_kept = (
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    mark = "SELECT pg_current_snapshot()::text"
    present = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"

    def __init__(self, url: URL) -> None:
        url = url.set(drivername="postgresql+psycopg") if "+" not in url.drivername else url
        self._url = url
        self.name = url.set(drivername="postgresql", query={}).render_as_string()
        self.dialect = _with_driver(url)

    def place(self) -> None:
        return None

    def open(self) -> Any:
        positional, named = self.dialect.create_connect_args(self._url)
        driver: Any = self.dialect.loaded_dbapi
        session = f"sop {os.getpid()} {host()}"
        raw = driver.connect(*positional, **{"application_name": session, **_CONNECTING, **named})
        try:
            raw.execute(_SET_UP)
        except BaseException:
            raw.close()
            raise
        return raw

    def is_clean(self, raw: Any) -> bool:
        return not raw.closed and raw.info.transaction_status == _IDLE

    def is_lost(self, error: Any) -> bool:
        driver: Any = self.dialect.loaded_dbapi
        state = error.sqlstate
        if state is None:
            # The driver itself noticed it: no server has said a word.
            return isinstance(error, driver.OperationalError | driver.InterfaceError)
        return bool(state.startswith(_GONE))

    def passes(self, error: Any) -> bool:
        return error.sqlstate in _FASTER

    def waited_in_vain(self, error: Any) -> bool:
        return bool(error.sqlstate == _LOCK_NOT_AVAILABLE)

    def holder(self, raw: Any) -> Holder:
        found = raw.execute(_LONGEST_AT_WORK).fetchone()
        if found is None:
            return Holder()
        (process, session, host, person) = found
        told = str(session).split()
        # Our own sessions say which process of which machine they are; of others the server knows its own side.
        if len(told) == 3 and told[0] == "sop":
            return Holder(process=told[1], host=told[2], person=person)
        return Holder(process=str(process), host=str(host), person=person)

    def fate(self, raw: Any, transaction: str) -> Fate:
        driver: Any = self.dialect.loaded_dbapi
        try:
            (status,) = raw.execute("SELECT pg_xact_status(%s::xid8)", (transaction,)).fetchone()
        except driver.errors.InvalidParameterValue:
            return Fate.LOST  # a number that the server, after a crash, has not given yet
        return _FATES.get(status, Fate.LOST)

    def renew_journal(self, raw: Any) -> str:
        return ""

    def reason(self, error: Any) -> Phrase:
        said = error.diag.message_primary or str(error)
        return Phrase("{reason}", {"reason": " ".join(said.split())})

    def fitted(self, metadata: MetaData) -> MetaData:
        copy = MetaData()
        for table in metadata.sorted_tables:
            made = table.to_metadata(copy)
            for column in made.columns:
                if isinstance(column.type, Text):
                    column.type = Text(collation="C")
            for index in made.indexes:
                # Naming postgresql_where at the index would make every command import that dialect.
                index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
        return copy


_FATES = {"committed": Fate.KEPT, "in progress": Fate.OPEN}
_LOCK_NOT_AVAILABLE = "55P03"
_LONGEST_AT_WORK = """
SELECT pid, application_name, coalesce(host(client_addr), 'localhost'), usename FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
  AND wait_event_type IS DISTINCT FROM 'Lock'
ORDER BY xact_start LIMIT 1
"""
_IDLE = 0
"""PQTRANS_IDLE of libpq."""


def _with_driver(url: URL) -> Any:
    try:
        return speaking(url)
    except StorageError as error:
        if isinstance(error.__cause__, ModuleNotFoundError):
            raise StorageError('no driver for PostgreSQL is installed: pip install "sopengine[postgres]"') from error
        raise
