"""Whether one person's inbox costs the same among 1,000,000 work items as among 1,000: `python benchmarks/inbox.py`.

Two stores, asked in turn; CPU medians. The floor asks the same rows of the same stores in plain sqlite3. Exit code 1
where the large store costs more than the gate allows.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from flows import flow  # noqa: E402

from sopengine.engine import Engine  # noqa: E402
from sopengine.office.inbox import inbox  # noqa: E402

SIZES = (1_000, 1_000_000)
"""Work items, nearly all of them done."""
OTHERS = 500
"""One in so many is open on somebody else's desk."""
MINE = 20
ROUNDS = 101
GATE = 1.5
PER_INSTANCE = 10
FLOOR = (
    "SELECT w.*, i.ref, i.digest FROM work_item w JOIN instance i ON i.id = w.instance "
    "WHERE w.done_at IS NULL AND w.actor = 'tim' ORDER BY w.due_at, w.id"
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = [made(Path(folder, f"{size}.db"), size) for size in SIZES]
        stores = [Engine(str(file), create=False) for file in files]
        raw = [sqlite3.connect(file) for file in files]
        ours = interleaved([lambda store=store: asked(store) for store in stores])
        floor = interleaved([lambda each=each: len(each.execute(FLOOR).fetchall()) for each in raw])
        for each in (*stores, *raw):
            each.close()
    ratio = ours[1] / ours[0]
    for name, (few, many) in (("inbox of one actor", ours), ("the same rows in sqlite3", floor)):
        print(f"{name}: {few:.2f} ms among {SIZES[0]:,}, {many:.2f} ms among {SIZES[1]:,}: {many / few:.2f} x")
    print(f"gate: {GATE} x, {'met' if ratio <= GATE else 'missed'}; SQLite {sqlite3.sqlite_version}")
    return int(ratio > GATE)


def asked(store: Engine) -> int:
    return len(inbox(store, actor="tim"))


def interleaved(questions: list[Callable[[], int]]) -> list[float]:
    """CPU medians in milliseconds, by question; every answer is the same desk."""
    took: list[list[float]] = [[] for _ in questions]
    for _ in range(ROUNDS):
        for times, question in zip(took, questions, strict=True):
            begun = time.process_time()
            assert question() == MINE
            times.append((time.process_time() - begun) * 1000)
    return [statistics.median(times) for times in took]


def made(file: Path, size: int) -> Path:
    """A store of copies of one instance's rows: work that is done, work of others, work of `tim`."""
    three = flow({"satu": {"": ["dua/tim", "tiga/lain"]}, "dua/tim": {"": []}, "tiga/lain": {"": []}})
    with Engine(str(file)) as engine:
        engine.done(engine.start(three, by="staf-1").open_items[0].id, by="staf-1")
    connection = sqlite3.connect(file)
    done, mine, others = (f"(SELECT id FROM work_item WHERE actor = '{actor}')" for actor in ("staf-1", "tim", "lain"))
    copied(connection, "instance", "1", 2, size // PER_INSTANCE + 2)
    copied(connection, "work_item", done, 5_000_000, size)
    copied(connection, "work_item", others, 10_000_000, size // OTHERS)
    copied(connection, "work_item", mine, 20_000_000, MINE - 1)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    return file


def copied(connection: sqlite3.Connection, table: str, id: str, first: int, count: int) -> None:
    """Rows like the one with this id, numbered from `first`; work items in turn of all instances."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    instances = connection.execute("SELECT max(id) FROM instance").fetchone()[0]
    changed = {"id": f"{first} + n.i", "instance": f"1 + n.i % {instances}", "ref": "'Proses ' || n.i"}
    values = ", ".join(changed.get(name, f't."{name}"') for name in names)
    connection.execute(
        f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
        f"INSERT INTO {table} SELECT {values} FROM n, (SELECT * FROM {table} WHERE id = {id}) t"
    )


if __name__ == "__main__":
    sys.exit(main())
