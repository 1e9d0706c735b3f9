"""Timers of several kinds a work item, the outbox, and what starts by itself."""

from __future__ import annotations

from sopengine.store.driver.link import Link

_STATEMENTS = (
    """
    CREATE TABLE new_timer (
        item INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('wait', 'overdue', 'remind', 'escalate')),
        instance INTEGER NOT NULL,
        fires_at INTEGER NOT NULL,
        at INTEGER NOT NULL,
        ready_at INTEGER NOT NULL,
        failures INTEGER NOT NULL CHECK (failures >= 0),
        PRIMARY KEY (item, kind),
        FOREIGN KEY(item) REFERENCES work_item (id),
        FOREIGN KEY(instance) REFERENCES instance (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    INSERT INTO new_timer (item, kind, instance, fires_at, at, ready_at, failures)
    SELECT item, kind, instance, fires_at, at, fires_at, 0 FROM timer
    """,
    "DROP TABLE timer",
    "ALTER TABLE new_timer RENAME TO timer",
    "CREATE INDEX timer_due ON timer (ready_at)",
    "CREATE INDEX timer_of_instance ON timer (instance)",
    """
    CREATE TABLE outbox (
        "key" TEXT NOT NULL CHECK (key <> ''),
        instance INTEGER NOT NULL,
        item INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('reminder', 'escalation', 'cancellation')),
        actor TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        at INTEGER NOT NULL,
        channel TEXT NOT NULL CHECK (channel IN ('', 'mail', 'webhook')),
        person TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn')),
        made_at INTEGER NOT NULL,
        ready_at INTEGER NOT NULL,
        lease TEXT NOT NULL,
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        recalled INTEGER NOT NULL CHECK (recalled IN (0, 1)),
        ended_at INTEGER,
        error TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CHECK ((state = 'waiting') = (ended_at IS NULL)),
        CHECK (lease = '' OR state = 'waiting'),
        FOREIGN KEY(instance) REFERENCES instance (id),
        FOREIGN KEY(item) REFERENCES work_item (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    "CREATE INDEX outbox_item ON outbox (item)",
    "CREATE INDEX outbox_ready ON outbox (ready_at) WHERE state = 'waiting'",
    "CREATE INDEX outbox_failed ON outbox (ended_at) WHERE state = 'failed'",
    """
    CREATE TABLE schedule (
        sop TEXT NOT NULL,
        every TEXT NOT NULL,
        through TEXT NOT NULL CHECK (length(through) = 10),
        PRIMARY KEY (sop)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE worker (
        id INTEGER NOT NULL CHECK (id = 1),
        seen_at INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
     STRICT
    """,
)


def keep_what_is_told(link: Link) -> None:
    for statement in _STATEMENTS:
        link.run(statement)
