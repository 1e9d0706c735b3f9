"""Guards by which the database itself keeps what has happened; a table is named here once, for all databases."""

from __future__ import annotations

from sopengine.store.driver.link import Link

_NUMBERED = ("people_event", "account_event", "report_event")
APPEND_ONLY = ("event", "definition", *_NUMBERED, "approval", "locked_figures")
"""Tables whose rows are never changed; the rows of some are numbered one after another."""
KEEPING = ("instance", "work_item", "person")
"""Tables whose rows may change, and never go."""

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

_NUMBERED_IN_ORDER = """
CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM {table})
BEGIN SELECT RAISE(ABORT, '{table} is append-only: not the next event'); END
"""

_APPROVAL_ONCE = """
CREATE TRIGGER approval_once BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM approval WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'approval is append-only: approved already'); END
"""

_LOCKED_FIGURES_ONCE = """
CREATE TRIGGER locked_figures_once BEFORE INSERT ON locked_figures
WHEN EXISTS (SELECT 1 FROM locked_figures WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'locked_figures is append-only: kept already'); END
"""

SQLITE = (
    *(_REFUSE.format(table=table, action=action) for table in APPEND_ONLY for action in ("update", "delete")),
    *(_KEEP.format(table=table) for table in KEEPING),
    _EVENT_IN_ORDER,
    _DEFINITION_ONCE,
    *(_NUMBERED_IN_ORDER.format(table=table) for table in _NUMBERED),
    _APPROVAL_ONCE,
    _LOCKED_FIGURES_ONCE,
)

_GUARDIAN = """
CREATE FUNCTION {table}_guarded() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} {rule}' USING ERRCODE = 'restrict_violation'; END $$
"""

_GUARDED = """
CREATE TRIGGER {table}_guarded BEFORE {actions} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_guarded()
"""

_NEXT_EVENT = """
CREATE FUNCTION event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE instance = NEW.instance) THEN
        RAISE EXCEPTION 'event is append-only: not the next event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""

_NEXT_NUMBERED = """
CREATE FUNCTION {table}_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One that is there already is left to its key: then another was faster, and the command is tried again.
    IF NEW.seq > (SELECT coalesce(max(seq), 0) + 1 FROM {table}) THEN
        RAISE EXCEPTION '{table} is append-only: not the next event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""

_IN_ORDER = """
CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_in_order()
"""

_UNREFERRED = tuple(table for table in APPEND_ONLY if table != "definition")
# Who refers to a row locks it, for which PostgreSQL asks for the right to update the table that is referred to.
_REVOKE = (
    "REVOKE DELETE, TRUNCATE ON {all} FROM CURRENT_USER, PUBLIC",
    "REVOKE UPDATE ON {unreferred} FROM CURRENT_USER, PUBLIC",
)


def _of_postgresql(table: str, rule: str, actions: str) -> tuple[str, str]:
    return _GUARDIAN.format(table=table, rule=rule), _GUARDED.format(table=table, actions=actions)


POSTGRESQL = (
    *(
        part
        for table in APPEND_ONLY
        for part in _of_postgresql(table, "is append-only", "UPDATE OR DELETE OR TRUNCATE")
    ),
    *(part for table in KEEPING for part in _of_postgresql(table, "keeps its rows", "DELETE OR TRUNCATE")),
    _NEXT_EVENT,
    _IN_ORDER.format(table="event"),
    *(part.format(table=table) for table in _NUMBERED for part in (_NEXT_NUMBERED, _IN_ORDER)),
    *(text.format(all=", ".join((*APPEND_ONLY, *KEEPING)), unreferred=", ".join(_UNREFERRED)) for text in _REVOKE),
)


def statements(link: Link) -> list[str]:
    """To be run right after the tables were made."""
    return list(SQLITE if link.on_sqlite else POSTGRESQL)
