"""Triggers by which the database itself keeps events and pinned definitions append-only."""

from __future__ import annotations

from sopengine.store.driver.link import Link

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


def statements(link: Link) -> list[str]:
    """To be run right after the tables were made."""
    return list(SQLITE) if link.on_sqlite else []
