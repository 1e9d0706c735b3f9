"""SQLite and PostgreSQL answer the same, to the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import empty

from benchmarks.compliance.bulk import fill
from benchmarks.compliance.setting import NOW
from sopengine.compliance.question import By, Question
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.store import tables
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer
from sopengine.warehouse import ask

EVENTS = 4_000
BY = ((By.STEP,), (By.AGENCY,), (By.ACTOR,), (By.VERSION,), (By.MONTH,), (By.SOP, By.MONTH))
COPIED = ("definition", "instance", "work_item")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """The same rows in both."""
    file = tmp_path / "sop.db"
    fill(file, EVENTS)
    with (
        empty("postgresql") as url,
        Engine(str(file), create=False) as here,
        Engine(url) as there,
    ):
        for name in COPIED:
            _copy(here, there, name)
        yield here, there


def _copy(here: Engine, there: Engine, name: str) -> None:
    columns = ", ".join(f'"{column.name}"' for column in tables.metadata.tables[name].columns)

    def written(writer: Writer) -> None:
        with writer.link.raw.cursor().copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def read(reader: Reader) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = reader.link.raw.execute(f"SELECT {columns} FROM {name}").fetchall()
        return found

    rows = here.ask(read)
    there._store.write(written)


def test_two_databases_answer_the_same(stores: tuple[Engine, Engine]) -> None:
    here, there = (answered(engine) for engine in stores)
    assert here.visits > 1_000
    assert here == there


def answered(engine: Engine) -> Answer:
    found = ask([("store", engine.ask)], Question(at=lambda zone: NOW, by=BY, passages=True))
    return replace(found, stores=())
