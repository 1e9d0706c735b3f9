"""Statements say to the driver what Core would say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, bindparam, create_engine, insert, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import IntegrityError, OperationalError

from sopengine.store import tables
from sopengine.store.statement import Statement

AT = datetime(2026, 7, 1, 1, 15, 0, 1, tzinfo=UTC)
INSERT = Statement(insert(tables.definition))
QUESTION = select(tables.definition).where(tables.definition.c.digest == bindparam("digest"))
ROW = {"digest": "0" * 64, "sop": "contoh", "number": 1, "text": "sop: 1", "tables": "{}", "pinned_at": AT}


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        tables.metadata.create_all(connection)
        yield connection
    engine.dispose()


def test_rows_are_those_that_core_brings(connection: Connection) -> None:
    assert INSERT.change(connection, **ROW) == 1
    kept = Statement(QUESTION).rows(connection, digest=ROW["digest"])
    assert [tuple(row) for row in kept] == [tuple(row) for row in connection.execute(QUESTION, ROW)]
    assert kept[0][-1] == AT


def test_many_rows_are_one_call(connection: Connection) -> None:
    INSERT.change_each(connection, [ROW, {**ROW, "digest": "1" * 64, "number": 2}])
    assert len(connection.execute(select(tables.definition)).all()) == 2


def test_errors_are_those_of_core(connection: Connection) -> None:
    INSERT.change(connection, **ROW)
    with pytest.raises(IntegrityError, match="UNIQUE"):
        INSERT.change(connection, **ROW)


def test_a_lost_connection_is_given_up(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.dialect, "is_disconnect", lambda *of: True)
    connection.exec_driver_sql("DROP TABLE event")
    with pytest.raises(OperationalError) as caught:
        Statement(select(tables.event)).rows(connection)
    assert caught.value.connection_invalidated
    assert connection.invalidated


def test_a_driver_that_takes_parameters_by_name_gets_them_so() -> None:
    prepared = INSERT._for(PGDialect_psycopg())  # type: ignore[no-untyped-call]
    assert all(f"%({name})s" in prepared.text for name in ROW)
    assert prepared.parameters(ROW) == {**ROW, "pinned_at": 1_782_868_500_000_001}
