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
    "CREATE INDEX work_item_done ON work_item (done_by, ended_at) WHERE done_by != ''",
)


def upgrade(link: Link) -> None:
    for statement in _STATEMENTS:
        link.run(statement)
