"""Reports: what people wrote of them, and the figures of those that were locked."""

from __future__ import annotations

from sopengine.store.driver.link import Link

_STATEMENTS = (
    """
    CREATE TABLE report_event (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        period TEXT NOT NULL CHECK (period <> ''),
        kind TEXT NOT NULL,
        recorded_at INTEGER NOT NULL,
        "by" TEXT NOT NULL CHECK (by <> ''),
        data TEXT NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (seq)
    )
     STRICT
    """,
    "CREATE INDEX report_event_period ON report_event (period)",
    """
    CREATE TABLE locked_figures (
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        kept_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (digest)
    )
     WITHOUT ROWID,
     STRICT
    """,
    *(
        f"""
    CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """
        for table in ("report_event", "locked_figures")
        for action in ("update", "delete")
    ),
    """
    CREATE TRIGGER report_event_in_order BEFORE INSERT ON report_event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM report_event)
    BEGIN SELECT RAISE(ABORT, 'report_event is append-only: not the next event'); END
    """,
    """
    CREATE TRIGGER locked_figures_once BEFORE INSERT ON locked_figures
    WHEN EXISTS (SELECT 1 FROM locked_figures WHERE digest = NEW.digest)
    BEGIN SELECT RAISE(ABORT, 'locked_figures is append-only: kept already'); END
    """,
)


def upgrade(link: Link) -> None:
    """Inside a writing transaction."""
    for statement in _STATEMENTS:
        link.run(statement)
