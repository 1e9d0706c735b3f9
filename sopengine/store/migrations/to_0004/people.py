"""People: who there is, what they hold; whose a work item is, and for whom it was done. Approvals of versions.

SQLite adds a column behind the constraints of a table, so the work items are copied into a new one; the timers, which
name them, wait beside it.
"""

from __future__ import annotations

from sopengine.store.driver.link import Link

_STATEMENTS = (
    "CREATE TABLE kept_item AS SELECT * FROM work_item",
    "CREATE TABLE kept_timer AS SELECT * FROM timer",
    "DELETE FROM timer",
    "DROP TABLE work_item",
    """
    CREATE TABLE work_item (
        id INTEGER NOT NULL,
        instance INTEGER NOT NULL,
        task TEXT NOT NULL,
        step TEXT NOT NULL,
        actor TEXT NOT NULL,
        visit INTEGER NOT NULL CHECK (visit >= 1),
        opened_at INTEGER NOT NULL,
        opened_by INTEGER,
        awaits TEXT NOT NULL CHECK (awaits = 'person' OR awaits = 'program' OR awaits = 'time'
            OR awaits = 'message' OR awaits = 'child'),
        entry TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'returned' OR state = 'expired'
            OR state = 'withdrawn'),
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
        assignee TEXT NOT NULL,
        done_as TEXT NOT NULL CHECK (done_as = '' OR done_as = 'holder' OR done_as = 'plt' OR done_as = 'plh'
            OR done_as = 'delegate' OR done_as = 'partner' OR done_as = 'vacant' OR done_as = 'recorder'
            OR done_as = 'program'),
        done_for TEXT NOT NULL,
        proposed INTEGER CHECK (proposed >= 1),
        PRIMARY KEY (id),
        CHECK ((state = 'open') = (ended_at IS NULL)),
        CHECK (state <> 'done' OR done_at IS NOT NULL),
        CHECK ((done_at IS NULL) = (done_by = '')),
        CHECK ((started_at IS NULL) = (started_by = '')),
        CHECK (outcome = '' OR ended_at IS NOT NULL),
        CHECK (done_at IS NOT NULL OR (done_as = '' AND done_for = '')),
        FOREIGN KEY(instance) REFERENCES instance (id)
    )
     STRICT
    """,
    "INSERT INTO work_item SELECT *, '', '', '', NULL FROM kept_item",
    "INSERT INTO timer SELECT * FROM kept_timer",
    "DROP TABLE kept_item",
    "DROP TABLE kept_timer",
    "CREATE INDEX work_item_desk ON work_item (actor, due_at) WHERE state = 'open'",
    "CREATE INDEX work_item_open ON work_item (instance) WHERE state = 'open' AND id - instance * 1000000 > 100",
    "CREATE INDEX work_item_proposed ON work_item (instance) WHERE proposed IS NOT NULL",
    "CREATE INDEX work_item_visits ON work_item (instance, task, visit) WHERE id - instance * 1000000 > 100",
    """
    CREATE TRIGGER work_item_no_delete BEFORE DELETE ON work_item
    BEGIN SELECT RAISE(ABORT, 'work_item keeps its rows'); END
    """,
    """
    CREATE TABLE person (
        id TEXT NOT NULL CHECK (id <> ''),
        name TEXT NOT NULL,
        nip TEXT CHECK (nip <> ''),
        mail TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        forgotten_at INTEGER,
        PRIMARY KEY (id),
        CHECK (forgotten_at IS NULL OR (name = '' AND nip IS NULL AND mail = ''))
    )
     WITHOUT ROWID,
     STRICT
    """,
    "CREATE UNIQUE INDEX person_nip ON person (nip) WHERE nip IS NOT NULL",
    """
    CREATE TABLE holding (
        id INTEGER NOT NULL,
        person TEXT NOT NULL,
        government TEXT NOT NULL,
        agency TEXT NOT NULL,
        agency_key TEXT NOT NULL,
        position TEXT NOT NULL CHECK (position <> ''),
        position_key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('holder', 'plt', 'plh', 'delegate')),
        first_day TEXT NOT NULL CHECK (length(first_day) = 10),
        last_day TEXT CHECK (last_day >= first_day),
        letter TEXT NOT NULL,
        given_at INTEGER NOT NULL,
        given_by TEXT NOT NULL CHECK (given_by <> ''),
        PRIMARY KEY (id),
        FOREIGN KEY(person) REFERENCES person (id)
    )
     STRICT
    """,
    "CREATE INDEX holding_agency ON holding (agency_key)",
    "CREATE INDEX holding_person ON holding (person)",
    "CREATE INDEX holding_position ON holding (position_key, agency_key)",
    """
    CREATE TABLE role (
        person TEXT NOT NULL,
        agency_key TEXT NOT NULL,
        government TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('petugas', 'pengawas', 'penyusun', 'pimpinan', 'admin')),
        agency TEXT NOT NULL,
        given_at INTEGER NOT NULL,
        given_by TEXT NOT NULL CHECK (given_by <> ''),
        PRIMARY KEY (person, agency_key, government, role),
        FOREIGN KEY(person) REFERENCES person (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE people_event (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        recorded_at INTEGER NOT NULL,
        "by" TEXT NOT NULL CHECK (by <> ''),
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (seq)
    )
     STRICT
    """,
    """
    CREATE TABLE approval (
        digest TEXT NOT NULL,
        approved_at INTEGER NOT NULL,
        "by" TEXT NOT NULL CHECK (by <> ''),
        number TEXT NOT NULL,
        approved_on TEXT NOT NULL CHECK (length(approved_on) = 10),
        effective_on TEXT CHECK (length(effective_on) = 10),
        position TEXT NOT NULL,
        rank TEXT NOT NULL,
        PRIMARY KEY (digest),
        FOREIGN KEY(digest) REFERENCES definition (digest)
    )
     WITHOUT ROWID,
     STRICT
    """,
    *(
        f"""
    CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """
        for table in ("people_event", "approval")
        for action in ("update", "delete")
    ),
    """
    CREATE TRIGGER person_no_delete BEFORE DELETE ON person
    BEGIN SELECT RAISE(ABORT, 'person keeps its rows'); END
    """,
    """
    CREATE TRIGGER people_event_in_order BEFORE INSERT ON people_event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM people_event)
    BEGIN SELECT RAISE(ABORT, 'people_event is append-only: not the next event'); END
    """,
    """
    CREATE TRIGGER approval_once BEFORE INSERT ON approval
    WHEN EXISTS (SELECT 1 FROM approval WHERE digest = NEW.digest)
    BEGIN SELECT RAISE(ABORT, 'approval is append-only: approved already'); END
    """,
)


def upgrade(link: Link) -> None:
    """Inside a writing transaction."""
    for statement in _STATEMENTS:
        link.run(statement)
