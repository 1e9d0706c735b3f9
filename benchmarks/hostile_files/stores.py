"""Stores that are none, are broken, or hold rows that nothing here has written."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hostile_files.case import ID, Case, plain

from sopengine.engine import Engine
from sopengine.rules import load, runnable

STORE = ".sop/sop.db"
Maker = Callable[[Path], None]

ROWS = {
    "JSON cut off": "UPDATE instance SET data = '{'",
    "deep JSON": f"UPDATE instance SET data = '{'[' * 100_000}'",
    "arrivals nowhere": 'UPDATE instance SET arrivals = \'{"hantu":'
    '[{"at":"2026-01-01T00:00:00+00:00","from":1,"back":false}]}\'',
    "an unknown state": "UPDATE instance SET state = 'hantu'",
    "year 9999": "UPDATE work_item SET due_at = 253402300799999999",
    "time beyond all": "UPDATE event SET at = 9223372036854775807",
    "a task that is none": "UPDATE work_item SET task = 'hantu'",
    "a lane that is none": "UPDATE work_item SET actor = char(27) || '[2J'",
    "an event of no kind": "UPDATE event SET kind = 'hantu'",
    "data of no shape": 'UPDATE event SET data = \'{"outcome": [1], "data": 3}\'',
    "texts that are no UTF-8": "UPDATE instance SET ref = CAST(x'c328ff' AS TEXT)",
    "signs in a reference": "UPDATE instance SET ref = char(27) || ']0;X' || char(7) || char(8238)",
    "signs in a name": "UPDATE event SET by = char(27) || '[2J'",
    "a formula": "UPDATE instance SET ref = '=cmd|x', started_by = '=1+1'",
    "an SOP that is a path": "UPDATE instance SET sop = '../../../tmp/x'",
    "no definition": "DELETE FROM definition",
    "tables cut off": "UPDATE definition SET tables = substr(tables, 1, 100)",
    "tables of a later format": "UPDATE definition SET tables = replace(tables, '\"format\":', '\"format\":9')",
    "tables without steps": "UPDATE definition SET tables = json_remove(tables, '$.steps')",
    "a target that is none": "UPDATE definition SET tables = replace(tables, '[\"periksa\"]', '[\"hantu\"]')",
    "a zone that is none": "UPDATE definition SET tables = replace(tables, 'Asia/Jakarta', '../etc/passwd')",
    "a text that is none": "UPDATE definition SET text = '{\"a\": 1}'",
    "a version of another program": "UPDATE alembic_version SET version_num = char(27) || '9999'",
    "1 MB of a reference": "UPDATE instance SET ref = hex(zeroblob(500000))",
}


def cases() -> Iterator[Case]:
    for name, statement in ROWS.items():
        yield Case(name=f"rows: {name}", make=_with_store(_changed(statement)))
    for name, make in _files().items():
        yield Case(name=f"store: {name}", make=_with_store(make))


def _with_store(make: Maker) -> Maker:
    """A plain SOP, a store with an instance of it, and then what is done to the store."""

    def whole(office: Path) -> None:
        (office / "definitions" / f"{ID}.yaml").write_text(json.dumps(plain()), encoding="utf-8")
        (office / ".sop").mkdir()
        shutil.copyfile(_good(), office / STORE)
        make(office / STORE)

    return whole


@cache
def _good() -> Path:
    """A store with an instance under way."""
    folder = Path(mkdtemp(prefix="sop-hostile-"))
    file = folder / f"{ID}.yaml"
    file.write_text(json.dumps(plain()), encoding="utf-8")
    with Engine(str(folder / "sop.db")) as engine:
        begun = engine.start(runnable(load(file)), by="staf-1", ref="Surat 1")
        engine.done(engine.work_items(begun.id)[0].id, by="staf-1")
    return folder / "sop.db"


def _changed(statement: str) -> Maker:
    """By somebody who took the guards off first."""

    def make(store: Path) -> None:
        with sqlite3.connect(store, isolation_level=None) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(statement)
        connection.close()

    return make


def _files() -> dict[str, Maker]:
    return {
        "empty": _holding(b""),
        "text": _holding(b"halo" * 1_000),
        "cut off": lambda store: os.truncate(store, 5_000),
        "head only": lambda store: os.truncate(store, 100),
        "random": _holding(random.Random(1).randbytes(50_000)),
        "random pages": _scrambled,
        "a schema that is no UTF-8": _schema_scrambled,
        "a journal of another": _foreign_journal,
        "of another program": _foreign,
        "a folder": _instead(Path.mkdir),
        "a FIFO": _instead(os.mkfifo),
        "/dev/zero": _instead(lambda store: store.symlink_to("/dev/zero")),
        "/dev/full": _instead(lambda store: store.symlink_to("/dev/full")),
        "a link to itself": _instead(lambda store: store.symlink_to("sop.db")),
        "behind a gate that is a folder": lambda store: store.with_name("sop.db-gate").mkdir(),
        "behind a gate that is a FIFO": lambda store: os.mkfifo(store.with_name("sop.db-gate")),
    }


def _holding(data: bytes) -> Maker:
    def make(store: Path) -> None:
        store.write_bytes(data)

    return make


def _instead(make: Maker) -> Maker:
    """In the place of the store."""

    def replace(store: Path) -> None:
        store.unlink()
        make(store)

    return replace


def _foreign_journal(store: Path) -> None:
    store.with_name("sop.db-journal").write_bytes(b"\xd9\xd5\x05\xf9" * 999)


def _scrambled(store: Path) -> None:
    data = bytearray(store.read_bytes())
    lot = random.Random(7)
    for _ in range(200):
        data[lot.randrange(4_096, len(data))] = lot.randrange(256)
    store.write_bytes(bytes(data))


def _schema_scrambled(store: Path) -> None:
    store.write_bytes(store.read_bytes().replace(b"CREATE TABLE", b"CREATE \xff\xfe\x1b[2J"[:12]))


def _foreign(store: Path) -> None:
    store.unlink()
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
