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

_PEOPLE_EVENT_IN_ORDER = """
CREATE TRIGGER people_event_in_order BEFORE INSERT ON people_event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM people_event)
BEGIN SELECT RAISE(ABORT, 'people_event is append-only: not the next event'); END
"""

_APPROVAL_ONCE = """
CREATE TRIGGER approval_once BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM approval WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'approval is append-only: approved already'); END
"""

SQLITE = (
    *(
        _REFUSE.format(table=table, action=action)
        for table in ("event", "definition", "people_event", "approval")
        for action in ("update", "delete")
    ),
    *(_KEEP.format(table=table) for table in ("instance", "work_item", "person")),
    _EVENT_IN_ORDER,
    _DEFINITION_ONCE,
    _PEOPLE_EVENT_IN_ORDER,
    _APPROVAL_ONCE,
)


def statements(link: Link) -> list[str]:
    """To be run right after the tables were made."""
    return list(SQLITE) if link.on_sqlite else []
