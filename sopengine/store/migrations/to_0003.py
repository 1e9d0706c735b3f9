"""0002 to 0003: more states of instances and work items, timers, calendars; events by their fields' names.

All statements stand here as they were released: later tables do not change what this step makes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sopengine.store.driver.link import Link

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_NEW_TABLES = """
CREATE TABLE calendar (
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    hours TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE new_instance (
    id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    sop TEXT NOT NULL,
    ref TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'suspended', 'completed', 'cancelled')),
    version INTEGER NOT NULL CHECK (version >= 1),
    events INTEGER NOT NULL CHECK (events >= version),
    arrivals TEXT NOT NULL,
    data TEXT NOT NULL,
    messages TEXT NOT NULL,
    pins TEXT NOT NULL,
    parent INTEGER,
    started_at INTEGER NOT NULL,
    started_by TEXT NOT NULL CHECK (started_by <> ''),
    ended_at INTEGER CHECK (ended_at >= started_at),
    suspended_at INTEGER,
    PRIMARY KEY (id),
    CHECK ((state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK ((state = 'suspended') = (suspended_at IS NOT NULL)),
    CHECK (state IN ('running', 'suspended') OR arrivals = '{}'),
    FOREIGN KEY(digest) REFERENCES definition (digest)
)
 STRICT;

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
    PRIMARY KEY (instance, seq),
    FOREIGN KEY(instance) REFERENCES new_instance (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE new_work_item (
    id INTEGER NOT NULL,
    instance INTEGER NOT NULL,
    task TEXT NOT NULL,
    step TEXT NOT NULL,
    actor TEXT NOT NULL,
    visit INTEGER NOT NULL CHECK (visit >= 1),
    opened_at INTEGER NOT NULL,
    opened_by INTEGER,
    awaits TEXT NOT NULL CHECK (awaits IN ('person', 'program', 'time', 'message', 'child')),
    entry TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'returned', 'expired', 'withdrawn')),
    started_at INTEGER CHECK (started_at >= opened_at),
    started_by TEXT NOT NULL,
    done_at INTEGER CHECK (done_at >= opened_at),
    ended_at INTEGER CHECK (ended_at >= opened_at),
    recorded_at INTEGER,
    due_at INTEGER,
    provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    outcome TEXT NOT NULL,
    done_by TEXT NOT NULL,
    count INTEGER CHECK (count >= 1),
    note TEXT NOT NULL,
    corrected INTEGER NOT NULL CHECK (corrected >= 0),
    PRIMARY KEY (id),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (state <> 'done' OR done_at IS NOT NULL),
    CHECK ((done_at IS NULL) = (done_by = '')),
    CHECK ((started_at IS NULL) = (started_by = '')),
    CHECK (outcome = '' OR ended_at IS NOT NULL),
    FOREIGN KEY(instance) REFERENCES new_instance (id)
)
 STRICT;

CREATE TABLE timer (
    item INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('wait', 'overdue')),
    instance INTEGER NOT NULL,
    fires_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (item),
    FOREIGN KEY(item) REFERENCES new_work_item (id),
    FOREIGN KEY(instance) REFERENCES new_instance (id)
)
 STRICT;
"""

_COPIES = (
    """
    INSERT INTO new_instance (id, digest, sop, ref, state, version, events, arrivals, data, messages, pins, parent,
                              started_at, started_by, ended_at, suspended_at)
    SELECT id, digest, sop, ref, state, version, events, arrivals, data, '{}', '{}', NULL,
           started_at, started_by, ended_at, NULL
    FROM instance
    """,
    """
    INSERT INTO new_work_item (id, instance, task, step, actor, visit, opened_at, opened_by, awaits, entry, state,
                               started_at, started_by, done_at, ended_at, recorded_at, due_at, provisional, outcome,
                               done_by, count, note, corrected)
    SELECT id, instance, task, step, actor, visit, opened_at, opened_by, 'person', '',
           CASE WHEN done_at IS NULL THEN 'open' ELSE 'done' END,
           started_at, CASE WHEN started_at IS NULL THEN '' ELSE '?' END, done_at, done_at,
           (SELECT event.recorded_at FROM event
            WHERE event.instance = work_item.instance AND event.item = work_item.id AND event.kind = 'done'),
           due_at, provisional, outcome, done_by, NULL, '', 0
    FROM work_item
    """,
    """
    INSERT INTO new_event (instance, seq, version, kind, at, recorded_at, "by", item, data, "key", asked)
    SELECT instance, seq, version, kind, at, recorded_at, "by", item, data, "key", '' FROM event
    """,
    *(f"DROP TABLE {table}" for table in ("event", "work_item", "instance")),
    *(f"ALTER TABLE new_{table} RENAME TO {table}" for table in ("instance", "work_item", "event")),
)

_INDEXES_AND_GUARDS = (
    """
    CREATE INDEX instance_parent ON instance (parent) WHERE parent IS NOT NULL
    """,
    """
    CREATE INDEX instance_ref ON instance (lower(ref))
    """,
    """
    CREATE INDEX instance_sop ON instance (sop)
    """,
    """
    CREATE UNIQUE INDEX event_key ON event ("key") WHERE "key" IS NOT NULL
    """,
    """
    CREATE INDEX work_item_desk ON work_item (actor, due_at) WHERE state = 'open'
    """,
    """
    CREATE INDEX work_item_open ON work_item (instance) WHERE state = 'open'
    """,
    """
    CREATE INDEX work_item_visits ON work_item (instance, task, visit)
    """,
    """
    CREATE INDEX timer_due ON timer (fires_at)
    """,
    """
    CREATE INDEX timer_of_instance ON timer (instance)
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
    CREATE TRIGGER instance_no_delete BEFORE DELETE ON instance
    BEGIN SELECT RAISE(ABORT, 'instance keeps its rows'); END
    """,
    """
    CREATE TRIGGER work_item_no_delete BEFORE DELETE ON work_item
    BEGIN SELECT RAISE(ABORT, 'work_item keeps its rows'); END
    """,
    """
    CREATE TRIGGER event_in_order BEFORE INSERT ON event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE instance = NEW.instance)
      OR (NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM event WHERE key = NEW.key))
    BEGIN SELECT RAISE(ABORT, 'event is append-only: not the next event, or a used key'); END
    """,
)


def upgrade(link: Link) -> None:
    """Inside a writing transaction."""
    for statement in (*_NEW_TABLES.split(";\n"), *_COPIES):
        if statement.strip():
            link.run(statement)
    _rewrite_arrivals(link)
    _rewrite_events(link)
    for statement in _INDEXES_AND_GUARDS:
        link.run(statement)


def _rewrite_arrivals(link: Link) -> None:
    found = link.raw.execute("SELECT id, arrivals FROM instance WHERE arrivals <> '{}'").fetchall()
    for instance, arrivals in found:
        plain = {point: [_arrival(one) for one in waiting] for point, waiting in json.loads(arrivals).items()}
        link.raw.execute("UPDATE instance SET arrivals = ? WHERE id = ?", (_text(plain), instance)).close()


def _rewrite_events(link: Link) -> None:
    found = link.raw.execute("SELECT instance, seq, kind, at, data FROM event ORDER BY instance, seq").fetchall()
    waiting: dict[tuple[int, str], list[dict[str, Any]]] = {}
    changed = []
    for instance, seq, kind, at, data in found:
        said = json.loads(data)
        point = (instance, said.get("task", ""))
        if kind == "arrived":
            plain: dict[str, Any] = {"task": said["task"], "arrival": _arrived(said, at)}
            waiting.setdefault(point, []).append(plain["arrival"])
        else:
            plain = _event(kind, said)
            if kind in ("opened", "passed") and point in waiting:
                plain["took"] = waiting.pop(point)
        changed.append((_text(plain), instance, seq))
    link.raw.executemany("UPDATE event SET data = ? WHERE instance = ? AND seq = ?", changed).close()


def _event(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    if kind == "opened":
        names = {"task": "task", "visit": "visit", "due_at": "due", "provisional": "provisional", "came_from": "from"}
    elif kind == "passed":
        names = {"task": "task", "outcome": "outcome", "came_from": "from"}
    elif kind == "done":
        names = {"outcome": "outcome", "data": "data"}
    else:
        return said
    found = {name: said.get(old) for name, old in names.items()}
    return {name: value for name, value in found.items() if value not in (None, False, "", {})}


def _arrived(said: dict[str, Any], at: int) -> dict[str, Any]:
    visit = [said["visit"], said["due"], said["provisional"]] if said["visit"] else None
    return _arrival({**said, "at": (_EPOCH + timedelta(microseconds=at)).isoformat(), "visit": visit})


def _arrival(said: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {"at": said["at"], "came_from": said["from"]}
    if said.get("visit"):
        number, due_at, provisional = said["visit"]
        plain["visit"] = {"number": number, "due_at": due_at, "provisional": provisional}
    return plain | ({"back": True} if said["back"] else {})


def _text(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
