"""Triggers by which the database itself keeps events and pinned definitions append-only."""

from __future__ import annotations

from sqlalchemy import Connection

_REFUSE = """
CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_KEEP = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} keeps its rows'); END
"""

# REPLACE deletes without calling a delete trigger where recursive_triggers is off; hence the two below.
_EVENT_IN_ORDER = """
CREATE TRIGGER event_in_order BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE instance = NEW.instance)
  OR (NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM event WHERE key = NEW.key))
BEGIN SELECT RAISE(ABORT, 'event is append-only: not the next event, or a used key'); END
"""

_DEFINITION_ONCE = """
CREATE TRIGGER definition_once BEFORE INSERT ON definition
WHEN EXISTS (SELECT 1 FROM definition WHERE digest = NEW.digest OR (sop = NEW.sop AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'definition is append-only: pinned already'); END
"""

SQLITE = (
    *(
        _REFUSE.format(table=table, action=action)
        for table in ("event", "definition")
        for action in ("update", "delete")
    ),
    *(_KEEP.format(table=table) for table in ("instance", "work_item")),
    _EVENT_IN_ORDER,
    _DEFINITION_ONCE,
)


def install(connection: Connection) -> None:
    """Right after the tables were made."""
    if connection.dialect.name == "sqlite":
        for trigger in SQLITE:
            connection.exec_driver_sql(trigger)
