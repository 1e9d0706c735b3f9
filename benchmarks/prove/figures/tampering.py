"""Somebody who may write the file changes what happened: found, and told where, each time."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.prove import office
from benchmarks.prove.lot import Found, Lot
from sopengine.engine import Engine
from sopengine.engine.auditing import faults_against
from sopengine.errors import RefusedError
from sopengine.office.keeping import checkpoint as checkpoints
from sopengine.office.keeping.checkpoint import Checkpoint, faults_of_checkpoint
from sopengine.office.keeping.keys import make_key, public_bytes
from sopengine.store.audit import chain
from sopengine.store.audit.heads import Head, root

_INSTANCES, _COMMANDS = 5, 60
_COLUMNS = ", ".join(f'"{column.name}"' for column in chain.COLUMNS)
_CARELESS = (
    "UPDATE event SET by = 'orang'",
    "DELETE FROM event WHERE instance = 1 AND seq = 2",
    "DELETE FROM event WHERE instance = 2 AND seq = (SELECT max(seq) FROM event WHERE instance = 2)",
    "REPLACE INTO event SELECT instance, seq, version, kind, at, recorded_at, 'orang', item, data, key, asked, hash "
    "FROM event WHERE seq = 1",
    "UPDATE definition SET text = ''",
    "DELETE FROM definition",
    "DELETE FROM work_item",
    "DELETE FROM instance",
)
_NUMBERS = ("seq", "version", "at", "recorded_at")
_WORDS = ("kind", "by", "data", "key", "asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What the one who tampers has before him."""

    store: Path
    earlier: Path
    """A former copy of the store."""
    checkpoint: Checkpoint
    lots: random.Random


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """What he did, and what has to be named."""

    instance: int
    """0: none in particular."""
    checkpoint: Checkpoint


def run(lot: Lot) -> Found:
    found = Found()
    store, earlier, key = lot.folder / "sop.db", lot.folder / "earlier.db", lot.folder / "audit-key.pem"
    _played(lot, store, earlier)
    make_key(key)
    with Engine(str(store)) as engine:
        checkpoint = checkpoints.take(engine, key)
    public = public_bytes(key)
    tried = lot.folder / "tried.db"
    for name, tamper in KINDS.items():
        lots = lot.lots(name)
        for _ in range(lot.count):
            shutil.copyfile(store, tried)
            deed = tamper(_Case(store=tried, earlier=earlier, checkpoint=checkpoint, lots=lots))
            found.done += 1
            if wrong := _missed(tried, deed, public):
                found.wrong.append(f"{name}: {wrong}")
    found.told["kinds"] = len(KINDS)
    found.wrong += _let_through(store, tried)
    return found


def _let_through(store: Path, tried: Path) -> Iterator[str]:
    """Statements that the database itself has to refuse while its guards stand."""
    for statement in _CARELESS:
        shutil.copyfile(store, tried)
        connection = sqlite3.connect(tried, isolation_level=None)
        try:
            connection.execute(statement)
            yield f"the guards let through: {statement}"
        except sqlite3.IntegrityError:
            continue
        finally:
            connection.close()


def _played(lot: Lot, store: Path, earlier: Path) -> None:
    sop = office.compiled()
    office.open_office(str(store), _INSTANCES)
    with Engine(str(store)) as engine:
        for number, act in enumerate(office.acts(engine, sop, "staf", lot.lots("play"))):
            if number == _COMMANDS // 2:
                shutil.copyfile(store, earlier)
            if number == _COMMANDS:
                break
            try:
                act.give(f"staf-{number}")
            except RefusedError:
                continue


def _missed(store: Path, deed: _Deed, public: bytes) -> str:
    """What was not found of a deed, or told of another place."""
    with Engine(str(store), create=False) as engine:
        faults = [*faults_of_checkpoint(deed.checkpoint, public)]
        if not faults:
            faults += engine.ask(lambda reader: tuple(faults_against(reader, deed.checkpoint.heads)))
        faults += engine.faults()
    if not faults:
        return f"nothing was found in instance {deed.instance}"
    if deed.instance and deed.instance not in {fault.instance for fault in faults}:
        return f"instance {deed.instance} was changed, told was {faults[0].what}"
    return ""


@contextmanager
def _unguarded(store: Path) -> Iterator[sqlite3.Connection]:
    """As whoever owns the file can have it: no triggers, no checks."""
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    try:
        yield connection
    finally:
        connection.close()


def _edit_an_event(case: _Case) -> _Deed:
    """Any column of any event."""
    with _unguarded(case.store) as connection:
        instance, seq = _some_event(connection, case.lots)
        column = case.lots.choice((*_NUMBERS[1:], *_WORDS))
        if column in _NUMBERS:
            change = f'"{column}" + {case.lots.choice((1, 60_000_000, 86_400_000_000))}'
        elif column == "data":
            change = f"json_set(data, '$.note', 'x{case.lots.randrange(99)}')"
        else:
            change = f"coalesce(\"{column}\", '') || '{case.lots.choice('xyz')}'"
        connection.execute(f'UPDATE event SET "{column}" = {change} WHERE instance = ? AND seq = ?', (instance, seq))
    return _Deed(instance=instance, checkpoint=case.checkpoint)


def _cut_or_move_events(case: _Case) -> _Deed:
    """One is taken out and the later ones close up, or two change places, with all else as it was."""
    with _unguarded(case.store) as connection:
        instance, seq = _some_event(connection, case.lots, first=2, last=-1)
        this = "instance = ? AND seq = ?"
        if case.lots.random() < 0.5:
            connection.execute(f"DELETE FROM event WHERE {this}", (instance, seq))
            connection.execute("UPDATE event SET seq = -seq WHERE instance = ? AND seq > ?", (instance, seq))
            connection.execute("UPDATE event SET seq = -seq - 1 WHERE instance = ? AND seq < 0", (instance,))
            connection.execute("UPDATE instance SET events = events - 1 WHERE id = ?", (instance,))
        else:
            for before, after in ((seq, -1), (seq + 1, seq), (-1, seq + 1)):
                connection.execute(f"UPDATE event SET seq = ? WHERE {this}", (after, instance, before))
    return _Deed(instance=instance, checkpoint=case.checkpoint)


def _edit_the_state(case: _Case) -> _Deed:
    """A column of an instance or a work item, not of its events."""
    table, key, columns = case.lots.choice(_STATE)
    with _unguarded(case.store) as connection:
        rows = connection.execute(f"SELECT id, {key} FROM {table} ORDER BY id").fetchall()
        id, instance = case.lots.choice(rows)
        column = case.lots.choice(columns)
        (before,) = connection.execute(f'SELECT "{column}" FROM {table} WHERE id = ?', (id,)).fetchone()
        after = f"{before}x" if isinstance(before, str) else (before or 0) + 60_000_000
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (after, id))
    return _Deed(instance=instance, checkpoint=case.checkpoint)


def _cut_the_end(case: _Case) -> _Deed:
    """The latest command of an instance goes, from the events and from the state, as if it had never been."""
    with _unguarded(case.store) as connection:
        instance, _ = _some_event(connection, case.lots)
        (version,) = connection.execute("SELECT version FROM instance WHERE id = ?", (instance,)).fetchone()
        events = connection.execute("SELECT seq FROM event WHERE instance = ? AND version = ?", (instance, version))
        gone = [seq for (seq,) in events.fetchall()]
        connection.execute("DELETE FROM event WHERE instance = ? AND version = ?", (instance, version))
        connection.execute(
            "UPDATE instance SET version = version - 1, events = events - ? WHERE id = ?", (len(gone), instance)
        )
    return _Deed(instance=instance, checkpoint=case.checkpoint)


def _rewrite(case: _Case) -> _Deed:
    """Who did it is another from the first event to the last, in events and state, with hashes that fit, and a
    checkpoint to go with it that another key has signed."""
    with _unguarded(case.store) as connection:
        instance, _ = _some_event(connection, case.lots)
        name = f"orang-{case.lots.randrange(99)}"
        connection.execute("UPDATE event SET by = ? WHERE instance = ?", (name, instance))
        connection.execute("UPDATE instance SET started_by = ? WHERE id = ?", (name, instance))
        for column in ("done_by", "started_by"):
            connection.execute(
                f"UPDATE work_item SET {column} = ? WHERE instance = ? AND {column} <> ''", (name, instance)
            )
        heads = _hashed_anew(connection)
    forged = case.checkpoint
    if case.lots.random() < 0.5:
        forged = _forged(case.checkpoint, heads)
        return _Deed(instance=0, checkpoint=forged)
    return _Deed(instance=instance, checkpoint=forged)


def _put_an_earlier_copy_back(case: _Case) -> _Deed:
    """By chance with new work on it, so that it is as long as it was."""
    shutil.copyfile(case.earlier, case.store)
    if case.lots.random() < 0.5:
        sop = office.compiled_once()
        with Engine(str(case.store)) as engine:
            for number, act in enumerate(office.acts(engine, sop, "orang", case.lots)):
                if number == _COMMANDS // 2:
                    break
                try:
                    act.give(f"orang-{number}")
                except RefusedError:
                    continue
    return _Deed(instance=0, checkpoint=case.checkpoint)


KINDS: Mapping[str, Callable[[_Case], _Deed]] = {
    "an event is edited": _edit_an_event,
    "events are cut out or change places": _cut_or_move_events,
    "the state is edited": _edit_the_state,
    "the latest command is cut off": _cut_the_end,
    "history is rewritten with new hashes": _rewrite,
    "a former copy is put back": _put_an_earlier_copy_back,
}
_STATE = (
    ("instance", "id", ("ref", "version", "events", "started_at", "started_by", "data")),
    ("work_item", "instance", ("task", "step", "actor", "visit", "opened_at", "due_at", "note", "corrected", "entry")),
)


def _some_event(connection: sqlite3.Connection, lots: random.Random, first: int = 1, last: int = 0) -> tuple[int, int]:
    found = connection.execute("SELECT id, events FROM instance WHERE events > 3 ORDER BY id").fetchall()
    instance, events = lots.choice(found)
    return instance, lots.randint(first, events + last)


def _hashed_anew(connection: sqlite3.Connection) -> list[Head]:
    seals = {digest: chain.seal(text) for digest, text in connection.execute("SELECT digest, text FROM definition")}
    heads = []
    for (instance,) in connection.execute("SELECT id FROM instance ORDER BY id").fetchall():
        head, seq = chain.START, 0
        rows = connection.execute(f"SELECT {_COLUMNS} FROM event WHERE instance = ? ORDER BY seq", (instance,))
        for row in rows.fetchall():
            said: dict[str, Any] = dict(zip((column.name for column in chain.COLUMNS), row, strict=True))
            pins = seals[json.loads(said["data"])["digest"]] if said["kind"] == "started" else b""
            head, seq = chain.link(head, row, pins), said["seq"]
            connection.execute("UPDATE event SET hash = ? WHERE instance = ? AND seq = ?", (head, instance, seq))
        heads.append(Head(instance=instance, events=seq, hash=head))
    return heads


def _forged(checkpoint: Checkpoint, heads: list[Head]) -> Checkpoint:
    private = Ed25519PrivateKey.generate()
    top = root(heads)
    told = checkpoints._told(checkpoint.at, len(heads), top)
    return replace(
        checkpoint,
        heads=tuple(heads),
        root=top,
        count=len(heads),
        public=private.public_key().public_bytes_raw(),
        signature=private.sign(told),
    )
