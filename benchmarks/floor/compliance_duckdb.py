"""The same statistics in DuckDB, over the two tables of a store as CSV files: `python -m pip install duckdb`."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from benchmarks.floor.compliance import DUCKDB, TABLES, Answers, Row, Setting, texts

COLUMNS = {
    "instance": {"id": "BIGINT", "digest": "TEXT", "sop": "TEXT", "state": "TEXT", "started_at": "BIGINT"}
    | {"ended_at": "BIGINT"},
    "work_item": {"id": "BIGINT", "instance": "BIGINT", "step": "TEXT", "actor": "TEXT", "visit": "INTEGER"}
    | dict.fromkeys(("opened_at", "opened_by", "started_at", "done_at", "ended_at", "recorded_at", "due_at"), "BIGINT")
    | {"provisional": "INTEGER", "state": "TEXT"},
}
"""What the statistics read."""


def exported(store: Path, folder: Path) -> None:
    """A file a table; not part of what is measured."""
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    for table, columns in COLUMNS.items():
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    connection.close()


def in_duckdb(folder: Path, setting: Setting, threads: int = 1) -> Answers:
    """Reads the files and asks; both are measured."""
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as own:
        connection.execute(f"SET threads = {threads}")
        for table, columns in COLUMNS.items():
            connection.execute(f"CREATE TABLE {table} AS {_reading(folder / f'{table}.csv', columns)}")
        for table, rows in (("step", setting.steps), ("slot", setting.slots())):
            columns = dict(column.split(maxsplit=1) for column in TABLES[table].split(", "))
            kinds = {name: kind.removesuffix(" PRIMARY KEY") for name, kind in columns.items()}
            connection.execute(f"CREATE TABLE {table} AS {_reading(_written(Path(own) / table, rows), kinds)}")
        measured, questions = texts(DUCKDB, setting)
        connection.execute(measured)
        return {name: connection.execute(text).fetchall() for name, text in questions.items()}


def _written(file: Path, rows: Iterable[Row]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows(rows)
    return file


def _reading(file: Path, columns: dict[str, str]) -> str:
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return f"SELECT * FROM read_csv('{file}', header = false, auto_detect = false, columns = {{{kinds}}})"
