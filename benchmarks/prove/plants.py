"""Bugs that are put into this process on purpose, each for a figure that has to see it."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.prove.lot import Planted
from sopengine.execution.values import commands
from sopengine.office.keeping import backups as backing
from sopengine.office.keeping import checkpoint
from sopengine.store import guards, reader, writer
from sopengine.store.audit import chain
from sopengine.store.dialects import postgresql, sqlite
from sopengine.store.driver import gate, link, statement
from sopengine.store.instances import locked
from sopengine.store.migrations import to_0004
from sopengine.store.store import Store

PLANT = "SOP_PROVE_PLANT"
"""Variable that tells processes of a figure which bug to plant."""


def _no_transaction() -> None:
    """Every statement that writes is kept by itself."""
    commit = link.Link.commit

    def committed(self: link.Link) -> None:
        if not self.on_sqlite or self.raw.in_transaction:
            commit(self)

    for name in ("begin_writing", "begin_preparing"):
        _set(sqlite.Sqlite, name, "SELECT 'no transaction begins'")
    _set(link.Link, "commit", committed)


def _answer_before_commit() -> None:
    """What is answered is committed with the next command."""
    begin, commit, run = link.Link.begin_writing, link.Link.commit, link.Link.run
    unwritten: set[int] = set()

    def begun(self: link.Link) -> str:
        if id(self) in unwritten:
            commit(self)
        unwritten.add(id(self))
        return begin(self)

    def committed(self: link.Link) -> None:
        if id(self) not in unwritten:
            commit(self)

    def ran(self: link.Link, text: str) -> None:
        if id(self) not in unwritten or text != "BEGIN":
            run(self, text)

    _set(link.Link, "begin_writing", begun)
    _set(link.Link, "commit", committed)
    _set(link.Link, "run", ran)


def _synchronous(mode: str) -> None:
    _set(sqlite, "_SETTINGS", tuple(each.replace("FULL", mode) for each in sqlite._SETTINGS))


def _journal_in_memory() -> None:
    before = sqlite._set_up

    def set_up(connection: Any, version: tuple[int, ...]) -> None:
        before(connection, version)
        connection.execute("PRAGMA journal_mode = MEMORY").close()

    _set(sqlite, "_set_up", set_up)


def _errors_swallowed() -> None:
    """An error of the disk while it is committed counts as success."""
    commit = link.Link.commit

    def committed(self: link.Link) -> None:
        try:
            commit(self)
        except self.driver.OperationalError:
            if self.raw.in_transaction:
                self.cursor.execute("ROLLBACK")

    _set(link.Link, "commit", committed)


def _error_of_the_driver_goes_through() -> None:
    _set(Store, "_meant", lambda self, error: error)


def _no_fences() -> None:
    """No gate, no transaction, and the version of the instance is not looked at."""
    _no_transaction()
    _set(gate.Gate, "held", lambda self, by="", seconds=0.0: nullcontext())
    _version_not_looked_at()


def _no_row_lock() -> None:
    """On a server: nobody waits for the other, and the version is not looked at."""

    def unlocked(self: statement.Statement, link: link.Link, /, **values: Any) -> list[Any]:
        return [] if self in (locked._LOCK_ONE, locked._LOCK_SEVERAL) else kept(self, link, **values)

    kept = statement.Statement.kept
    _set(statement.Statement, "kept", unlocked)
    _version_not_looked_at()


def _version_not_looked_at() -> None:
    _set(writer.Writer, "_replace", lambda self, statement, value: statement.keep(self.link, value))
    _set(writer.Writer, "_replace_each", lambda self, statement, values: statement.keep_each(self.link, values))


def _keys_forgotten() -> None:
    """A command that comes a second time is a new one."""
    _set(reader.Reader, "event_with_key", lambda self, key: None)


def _no_hash_of_the_key() -> None:
    """The chain leaves out who has asked for what under which key."""
    told = chain._told
    places = [chain._NAMES.index(name) for name in ("key", "asked")]

    def less(row: chain.Row) -> str:
        return told([None if place in places else each for place, each in enumerate(row)])

    _set(chain, "_told", less)


def _chain_not_looked_at() -> None:
    _set(chain, "breaks", lambda rows, seal_of: iter(()))


def _signature_not_looked_at() -> None:
    """Any key will do."""
    _set(checkpoint, "is_signed", lambda told, signature, public: True)


def _a_trigger_left_out() -> None:
    """Of a new store, the one that keeps events from being deleted."""
    _set(guards, "SQLITE", tuple(each for each in guards.SQLITE if "event_no_delete" not in each))


def _backup_by_copying_the_file() -> None:
    def copied(engine: Any, file: Path) -> None:
        source = engine._store.file
        with source.open("rb") as whole, file.open("wb") as copy:
            while piece := whole.read(4096):
                copy.write(piece)

    _set(backing, "back_up", copied)


def _upgrade_without_a_transaction() -> None:
    _no_transaction()


def _upgrade_without_its_last_step() -> None:
    """The marker says that it was done."""
    _set(to_0004, "STEPS", to_0004.STEPS[:-1])


def _upgrade_step_by_step() -> None:
    """Each release's step is committed by itself, before the marker moves."""
    run = link.Link.run

    def committing(self: link.Link, text: str) -> None:
        if self.on_sqlite and text.startswith("UPDATE alembic_version"):
            self.cursor.execute("COMMIT")
            self.cursor.execute("BEGIN IMMEDIATE")
        run(self, text)

    _set(link.Link, "run", committing)


def _fingerprint_by_hash() -> None:
    """Of a command, by Python's own hash, which is another in each process."""
    _set(
        commands.Command,
        "fingerprint",
        property(lambda self: self.asked if self.key is None or self.asked else f"{hash(self.by + self.key):016x}"),
    )


def _commits_not_waited_for() -> None:
    """On a server: synchronous_commit = off."""
    _set(postgresql, "_SET_UP", postgresql._SET_UP + "; SET synchronous_commit = off")


CATALOGUE: dict[str, Planted] = {
    "no transaction": Planted(
        figure="kills", what="every statement is kept by itself", plant=_no_transaction, count=100
    ),
    "answered before it is committed": Planted(
        figure="kills",
        what="what is answered is committed with the next command",
        plant=_answer_before_commit,
        count=50,
    ),
    "synchronous = NORMAL": Planted(
        figure="power", what="SQLite syncs less", plant=lambda: _synchronous("NORMAL"), count=1_000
    ),
    "synchronous = NORMAL, write-ahead log": Planted(
        figure="power-wal", what="SQLite syncs less", plant=lambda: _synchronous("NORMAL"), count=1_000
    ),
    "synchronous = OFF": Planted(
        figure="power", what="SQLite does not sync", plant=lambda: _synchronous("OFF"), count=500
    ),
    "journal in memory": Planted(
        figure="power", what="what was there before is not on the disk", plant=_journal_in_memory, count=500
    ),
    "a failed commit counts": Planted(
        figure="errors", what="an error of the disk at the commit is swallowed", plant=_errors_swallowed, count=360
    ),
    "a driver's error goes through": Planted(
        figure="errors", what="it is no message of ours", plant=_error_of_the_driver_goes_through, count=80
    ),
    "no fences": Planted(
        figure="races", what="no gate, no transaction, no check of the version", plant=_no_fences, count=2_000
    ),
    "keys forgotten": Planted(
        figure="races", what="a key that was used is not looked up", plant=_keys_forgotten, count=2_000
    ),
    "no row lock": Planted(
        figure="races-postgresql", what="neither the row's lock nor its version", plant=_no_row_lock, count=2_000
    ),
    "key left out of the hash": Planted(
        figure="tampering", what="the chain does not hold the key of a command", plant=_no_hash_of_the_key, count=100
    ),
    "chain not looked at": Planted(
        figure="tampering", what="verify compares the state alone", plant=_chain_not_looked_at, count=100
    ),
    "no key": Planted(
        figure="tampering", what="a checkpoint that anybody signed counts", plant=_signature_not_looked_at, count=40
    ),
    "a trigger left out": Planted(figure="tampering", what="events can be deleted", plant=_a_trigger_left_out, count=1),
    "backup by copying the file": Planted(
        figure="backups", what="page after page, while others write", plant=_backup_by_copying_the_file, count=100
    ),
    "upgrade without a transaction": Planted(
        figure="migrations", what="every statement is kept by itself", plant=_upgrade_without_a_transaction, count=60
    ),
    "upgrade without its last step": Planted(
        figure="migrations", what="the marker says that it was done", plant=_upgrade_without_its_last_step, count=1
    ),
    "upgrade step by step": Planted(
        figure="migrations", what="a step is committed before the marker moves", plant=_upgrade_step_by_step, count=60
    ),
    "an order by chance": Planted(
        figure="determinism", what="a fingerprint by Python's hash()", plant=_fingerprint_by_hash, count=2
    ),
    "synchronous_commit = off": Planted(
        figure="restarts", what="the server answers before it has written", plant=_commits_not_waited_for, count=25
    ),
}
"""Name -> the bug.

Of the fences before a file each alone is enough, so that one left out loses nothing: "no fences" takes all away. What
the gate gives besides is turns, and benchmarks.engine measures them.
"""


def _set(owner: Any, name: str, value: Any) -> None:
    setattr(owner, name, value)
