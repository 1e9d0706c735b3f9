"""Events get their hash, each over the one before it in its instance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from sopengine.store.driver.link import Link

_NEW_TABLE = """
CREATE TABLE new_event (
    instance INTEGER NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    version INTEGER NOT NULL CHECK (version >= 1),
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL CHECK (recorded_at >= at),
    "by" TEXT NOT NULL CHECK (by <> ''),
    item INTEGER,
    data TEXT NOT NULL,
    "key" TEXT,
    asked TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (instance, seq),
    FOREIGN KEY(instance) REFERENCES instance (id)
)
 WITHOUT ROWID,
 STRICT
"""
_EVENTS = """
SELECT instance, seq, version, kind, at, recorded_at, "by", item, data, "key", asked FROM event ORDER BY instance, seq
"""
_INSERT = "INSERT INTO new_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_IN_PLACE = (
    "DROP TABLE event",
    "ALTER TABLE new_event RENAME TO event",
    """
    CREATE UNIQUE INDEX event_key ON event ("key") WHERE "key" IS NOT NULL
    """,
    """
    CREATE TRIGGER event_no_update BEFORE update ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE delete ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
    """,
    """
    CREATE TRIGGER event_in_order BEFORE INSERT ON event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE instance = NEW.instance)
      OR (NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM event WHERE key = NEW.key))
    BEGIN SELECT RAISE(ABORT, 'event is append-only: not the next event, or a used key'); END
    """,
)


def chain_events(link: Link) -> None:
    link.run(_NEW_TABLE)
    texts = link.raw.execute("SELECT digest, text FROM definition")
    link.raw.executemany(_INSERT, _chained(link, {digest: _hash(text.encode()) for digest, text in texts})).close()
    for statement in _IN_PLACE:
        link.run(statement)


def _chained(link: Link, seals: Mapping[str, bytes]) -> Iterator[tuple[Any, ...]]:
    """Every event and its hash. `seals`: of each version of an SOP the hash of its text."""
    instance, head = None, b""
    for row in link.raw.execute(_EVENTS):
        if row[0] != instance:
            instance, head = row[0], bytes(32)
        pins = row[3] in ("started", "migrated")
        head = _hash(head + _told(*row).encode() + (seals[json.loads(row[8])["digest"]] if pins else b""))
        yield *row, head


def _told(
    instance: int,
    seq: int,
    version: int,
    kind: str,
    at: int,
    recorded_at: int,
    by: str,
    item: int | None,
    data: str,
    key: str | None,
    asked: str,
) -> str:
    numbers = f"{instance}|{seq}|{version}|{at}|{recorded_at}|{item}"
    lengths = f"{len(kind)}|{len(by)}|{len(data)}|{-1 if key is None else len(key)}|{len(asked)}"
    return f"{numbers}|{lengths}:{kind}{by}{data}{key or ''}{asked}"


def _hash(told: bytes) -> bytes:
    return blake2b(told, digest_size=32).digest()
