"""Accounts of those who sign in, their sessions, and who tried; what somebody did of late."""

from __future__ import annotations

from sopengine.store.driver.link import Link

_STATEMENTS = (
    """
    CREATE TABLE account (
        person TEXT NOT NULL CHECK (person <> ''),
        password TEXT NOT NULL,
        must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
        set_at INTEGER NOT NULL,
        set_by TEXT NOT NULL CHECK (set_by <> ''),
        closed_at INTEGER,
        PRIMARY KEY (person)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE session (
        hash TEXT NOT NULL CHECK (length(hash) = 64),
        person TEXT NOT NULL,
        begun_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        address TEXT NOT NULL,
        browser TEXT NOT NULL,
        PRIMARY KEY (hash)
    )
     WITHOUT ROWID,
     STRICT
    """,
    "CREATE INDEX session_person ON session (person)",
    """
    CREATE TABLE sign_in (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at INTEGER NOT NULL,
        person TEXT NOT NULL,
        address TEXT NOT NULL,
        kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
        PRIMARY KEY (seq)
    )
     STRICT
    """,
    "CREATE INDEX sign_in_address ON sign_in (address, at)",
    "CREATE INDEX sign_in_person ON sign_in (person, at)",
    """
    CREATE TABLE account_event (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at INTEGER NOT NULL,
        "by" TEXT NOT NULL CHECK (by <> ''),
        kind TEXT NOT NULL CHECK (kind IN ('given', 'password', 'closed', 'ended')),
        person TEXT NOT NULL CHECK (person <> ''),
        PRIMARY KEY (seq)
    )
     STRICT
    """,
    """
    CREATE TRIGGER account_event_no_update BEFORE update ON account_event
    BEGIN SELECT RAISE(ABORT, 'account_event is append-only'); END
    """,
    """
    CREATE TRIGGER account_event_no_delete BEFORE delete ON account_event
    BEGIN SELECT RAISE(ABORT, 'account_event is append-only'); END
    """,
    """
    CREATE TRIGGER account_event_in_order BEFORE INSERT ON account_event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM account_event)
    BEGIN SELECT RAISE(ABORT, 'account_event is append-only: not the next event'); END
    """,
    "CREATE INDEX work_item_done ON work_item (done_by, ended_at) WHERE done_by != ''",
)


def upgrade(link: Link) -> None:
    for statement in _STATEMENTS:
        link.run(statement)
