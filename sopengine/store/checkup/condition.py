"""A store as it is found: what keeps it, how safely, at what price; nothing in it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from sopengine.errors import StorageError
from sopengine.frozen import frozen
from sopengine.store import schema, tables
from sopengine.store.checkup.trial import commit_in_file, commit_on_server
from sopengine.store.dialects.network import network_disk
from sopengine.store.dialects.sqlite import WAL_IS_SAFE, driver, sqlite_file
from sopengine.store.driver.connect import database, database_url
from sopengine.store.driver.link import Links
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader
from sopengine.store.store import Store

_LATEST = (
    select(tables.event.c.recorded_at).order_by(tables.event.c.instance.desc(), tables.event.c.seq.desc()).limit(200)
)
_LAST_RECORDED = Statement(select(func.max(_LATEST.subquery().c.recorded_at)))
_INSTANCES = Statement(select(func.count()).select_from(tables.instance))


@frozen
class Condition:
    """Of a store that can be read."""

    name: str
    file: Path | None
    software: str
    """Such as `SQLite 3.53.4 (pysqlite3)`."""
    version: str
    """Of its tables; "" where there are none yet."""
    known: str = schema.CURRENT
    """The version of the tables that this program writes."""
    journal: str
    """How it is kept, such as `TRUNCATE + FULL`."""
    instances: int = 0
    last_recorded: datetime | None = None
    """Of the instances that were started last."""
    ahead: timedelta = timedelta()
    """How far the clock of the server is ahead of this machine's."""
    commit: Mapping[str, float] = field(default_factory=dict)
    """How it is kept, or could be -> seconds that a commit takes, here and now."""


@frozen
class Place:
    """Where the file of a store lies, or would lie."""

    file: Path
    software: str
    network: str
    """How the disk is reached where it is another machine's; else ""."""
    wal_is_safe: bool
    """Whether the library here keeps a write-ahead log safely."""


def place(url: str) -> Place | None:
    """None for what is no file."""
    file = sqlite_file(database_url(url))
    if file is None:
        return None
    safe = driver().sqlite_version_info >= WAL_IS_SAFE
    return Place(file=file, software=_sqlite(), network=network_disk(file), wal_is_safe=safe)


def condition(url: str) -> Condition:
    """Raises NotFoundError where there is none, StorageError where it cannot be read."""
    store = Store(url, create=False, as_it_is=True)
    try:
        version = store.version()
        found = store.read(lambda reader: _condition(store, reader, version))
    finally:
        store.close()
    return found if found.file else replace(found, commit=_of_commits(url, found.journal))


def _of_commits(url: str, journal: str) -> Mapping[str, float]:
    links = Links(database(database_url(url), create=False))
    try:
        with suppress(links.driver.Error), links.one() as link:
            return {journal: commit_on_server(link.raw)}
    finally:
        links.close()
    return {}


def _condition(store: Store, reader: Reader, version: str) -> Condition:
    kept = _of_file(reader.link.raw, store.file) if reader.link.on_sqlite else _of_server(reader.link.raw)
    told = {}
    if version == schema.CURRENT:
        told = {"instances": _INSTANCES.value(reader.link), "last_recorded": _last_recorded(reader)}
    return Condition(name=store.name, file=store.file, version=version, **kept, **told)


def _last_recorded(reader: Reader) -> datetime | None:
    try:
        found: datetime | None = _LAST_RECORDED.value(reader.link)
    except ValueError:
        return None  # 'sop verify' tells of it
    return found


def _of_file(raw: Any, file: Path | None) -> dict[str, Any]:
    (journal,), (level,) = (raw.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "synchronous"))
    kept = f"{journal.upper()} + {'FULL' if level >= 2 else 'NORMAL'}"
    costs: dict[str, float] = {}
    if file:
        modes = ["TRUNCATE"]
        if driver().sqlite_version_info >= WAL_IS_SAFE and not network_disk(file):
            modes.append("WAL")
        with suppress(OSError, StorageError, driver().Error):
            costs = {f"{mode} + FULL": commit_in_file(file.parent, mode) for mode in modes}
    return {"software": _sqlite(), "journal": kept, "commit": costs}


def _of_server(raw: Any) -> dict[str, Any]:
    question = (
        "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'), "
        "current_setting('full_page_writes'), clock_timestamp()"
    )
    number, fsync, commit, pages, now = raw.execute(question).fetchone()
    return {
        "software": f"PostgreSQL {number.split()[0]}",
        "journal": f"fsync {fsync}, synchronous_commit {commit}, full_page_writes {pages}",
        "ahead": now - datetime.now(UTC),
    }


def _sqlite() -> str:
    return f"SQLite {driver().sqlite_version} ({driver().__name__.partition('.')[0]})"
