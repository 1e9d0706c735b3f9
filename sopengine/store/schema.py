"""Makes the tables of a new store, brings an older one up to date, refuses what is none of ours."""

from __future__ import annotations

from enum import Enum

from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable
from sqlalchemy.sql.ddl import DDLElement

from sopengine.errors import StorageError
from sopengine.store import guards, tables
from sopengine.store.accounts import tables as of_accounts
from sopengine.store.driver.link import Link
from sopengine.store.people import tables as of_people
from sopengine.store.reports import tables as of_reports

CURRENT = "0004"
"""The version of the tables that this program reads and writes."""
RELEASED = ("0002", "0003", CURRENT)
"""All versions that were ever released, oldest first."""


_SUBJECTS = (tables, of_people, of_accounts, of_reports)
"""Modules of tables; all are in the metadata of the first once they are imported."""


class Prepared(Enum):
    """What a database is to this program."""

    EMPTY = "empty"
    OLDER = "older"
    """Of an earlier release: to be upgraded."""
    READY = "ready"


def found(link: Link, name: str) -> Prepared:
    """`name`: of the store, for messages. Raises StorageError where the tables are none that can be read here."""
    present = _tables(link)
    if not present:
        return Prepared.EMPTY
    if tables.marker.name not in present:
        raise StorageError("{store} is a database of another program", store=name)
    versions = [row[0] for row in link.raw.execute(f"SELECT version_num FROM {tables.marker.name}").fetchall()]
    if versions == [CURRENT]:
        return Prepared.READY
    if len(versions) == 1 and versions[0] in RELEASED:
        return Prepared.OLDER
    raise StorageError(
        "{store} was written by a later version of sopengine (tables {found}, here {known}): update sopengine",
        store=name,
        found=", ".join(versions) or "?",
        known=CURRENT,
    )


def version(link: Link) -> str:
    """Of tables that are there."""
    return str(link.raw.execute(f"SELECT version_num FROM {tables.marker.name}").fetchone()[0])


def make(link: Link) -> None:
    """All tables, indexes and guards, in an empty database; inside a writing transaction."""
    for statement in ddl(link):
        link.run(statement)
    link.run(f"INSERT INTO {tables.marker.name} (version_num) VALUES ('{CURRENT}')")


def ddl(link: Link) -> list[str]:
    """The statements that make everything but the mark of the version, in their order."""
    elements: list[DDLElement] = []
    if not link.on_sqlite:
        elements += [CreateSequence(sequence) for sequence in tables.metadata._sequences.values()]
    for table in link.database.fitted(tables.metadata).sorted_tables:
        elements.append(CreateTable(table))
        elements += [CreateIndex(index) for index in sorted(table.indexes, key=lambda index: str(index.name))]
    return [str(element.compile(dialect=link.dialect)) for element in elements] + guards.statements(link)


def _tables(link: Link) -> set[str]:
    return {row[0] for row in link.raw.execute(link.database.present).fetchall()}
