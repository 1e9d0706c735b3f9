"""Statements say to the driver what Core would say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, create_engine, insert, select

from sopengine.store import schema, tables
from sopengine.store.driver.connect import database, database_url
from sopengine.store.driver.link import Link, Links
from sopengine.store.driver.statement import Statement

AT = datetime(2026, 7, 1, 1, 15, 0, 1, tzinfo=UTC)
INSERT = Statement(insert(tables.definition))
QUESTION = select(tables.definition).where(tables.definition.c.digest == bindparam("digest"))
ROW = {"digest": "0" * 64, "sop": "contoh", "number": 1, "text": "sop: 1", "tables": "{}", "pinned_at": AT}


@pytest.fixture
def link(url: str) -> Iterator[Link]:
    links = Links(database(database_url(url), create=True))
    with links.one() as link:
        for statement in schema.ddl(link):
            link.run(statement)
        yield link
    links.close()


def test_rows_are_those_that_core_brings(link: Link) -> None:
    assert INSERT.change(link, **ROW) == 1
    kept = Statement(QUESTION).rows(link, digest=ROW["digest"])
    core = "sqlite://" if link.on_sqlite else "postgresql+psycopg://"
    with create_engine(core, creator=lambda: link.raw).connect() as connection:
        assert [tuple(row) for row in kept] == [tuple(row) for row in connection.execute(QUESTION, ROW)]
    assert kept[0][-1] == AT


def test_many_rows_are_one_call(link: Link) -> None:
    INSERT.change_each(link, [ROW, {**ROW, "digest": "1" * 64, "number": 2}])
    assert len(Statement(select(tables.definition)).rows(link)) == 2


def test_a_value_in_the_statement_needs_no_name(link: Link) -> None:
    INSERT.change(link, **ROW)
    number = select(tables.definition.c.number)
    assert Statement(number.where(tables.definition.c.sop == "contoh")).value(link) == 1
    assert Statement(number.where(tables.definition.c.sop == "lain")).value(link) is None


def test_a_driver_that_takes_parameters_by_name_gets_them_so() -> None:
    dialect = database(database_url("postgresql://nobody@nowhere/sop"), create=False).dialect
    prepared = INSERT._prepare(dialect)
    assert all(f"%({name})s" in prepared.text for name in ROW)
    assert prepared.parameters(ROW) == {**ROW, "pinned_at": 1_782_868_500_000_001}
