"""All rows of a store, table by table, in an order that is the same in every database; a few in memory at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, select

from sopengine.store import tables
from sopengine.store.audit import chain
from sopengine.store.driver.link import Link

Row = Sequence[Any]

AT_ONCE = 1_000
"""Rows that are held in memory."""
TABLES = tuple(table for table in tables.metadata.sorted_tables if table is not tables.marker)
"""Each after those that it refers to."""


def batches(link: Link, table: Table) -> Iterator[list[Row]]:
    """As they are kept, by primary key; inside a reading transaction."""
    question = select(table).order_by(*(_plainly(column, link) for column in table.primary_key))
    # A cursor without a name would take all rows at once from a server.
    cursor = link.raw.cursor() if link.on_sqlite else link.raw.cursor(name=f"rows_of_{table.name}")
    with_rows = cursor.execute(str(question.compile(dialect=link.dialect)))
    try:
        while found := with_rows.fetchmany(AT_ONCE):
            yield found
    finally:
        cursor.close()


def digest(link: Link) -> str:
    """Of all that is kept, hexadecimal: equal where two stores say the same, in whichever database they lie."""
    return chain.whole(told(table, link) for table in TABLES).hex()


def told(table: Table, link: Link) -> str:
    """The name of a table and a hash of its rows."""
    return in_words(table, (row for batch in batches(link, table) for row in batch))


def in_words(table: Table, rows: Iterable[Row]) -> str:
    return f"{table.name} {chain.whole(map(_line, rows)).hex()}\n"


def _line(row: Row) -> str:
    plain = [bytes(each).hex() if isinstance(each, bytes | memoryview) else each for each in row]
    return json.dumps(plain, ensure_ascii=False) + "\n"


def _plainly(column: Column[Any], link: Link) -> ColumnElement[Any]:
    """Letter by letter, as SQLite does it, not by the language of a server."""
    return column.collate("C") if isinstance(column.type, Text) and not link.on_sqlite else column
