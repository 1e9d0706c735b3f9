"""A backup: a copy of the store that was verified before it gets its name, and the files that belong to it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sopengine.engine import Engine
from sopengine.engine.copying import back_up
from sopengine.errors import RefusedError, StorageError
from sopengine.store.copies.attached import FOLDER, attached

Verify = Callable[[Engine], int]
"""How many faults a store has; asked of the copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was made."""

    file: Path
    bytes: int
    faults: int
    """That the copy has, and so has the store."""
    attached: int
    """Files that lie beside it now."""


def make_backup(engine: Engine, store: Path | None, file: Path, verify: Verify, *, over: bool = False) -> Backup:
    """`store`: the file of a SQLite store. What is at `file` already stays, unless `over`; nothing is half written.

    A store with faults is copied as it is, for that is better than no copy.
    """
    if file.exists() and not over:
        raise _there_already(file)
    unfinished = file.with_name(f".{file.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        back_up(engine, unfinished)
        with Engine(str(unfinished), create=False) as copy:
            faults = verify(copy)
        size = _made_lasting(unfinished, store)
        copied = _attach(store, file.parent) if store else 0
        _publish(unfinished, file, over)
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error
    finally:
        for part in ("", "-journal", "-wal", "-shm", "-gate"):
            Path(f"{unfinished}{part}").unlink(missing_ok=True)
    return Backup(file=file, bytes=size, faults=faults, attached=copied)


def _attach(store: Path, folder: Path) -> int:
    """Each file under the digest of what it holds, so that backups of one folder share what they have in common."""
    files = attached(store)
    for file in files:
        copy = folder / FOLDER / file.name
        if not copy.exists():
            _copy_attached(file, copy)
    return len(files)


def _copy_attached(file: Path, copy: Path) -> None:
    copy.parent.mkdir(exist_ok=True)
    unfinished = copy.with_name(f".{copy.name}.{os.urandom(4).hex()}.part")
    try:
        shutil.copyfile(file, unfinished)
        with unfinished.open("rb") as copied:
            if hashlib.file_digest(copied, "sha256").hexdigest() != file.name:
                raise StorageError("the file {file} does not hold what its name says: restore it", file=file)
        _made_lasting(unfinished, file)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)


def _made_lasting(file: Path, like: Path | None) -> int:
    """On the disk, with the rights of another; its size."""
    if like:
        shutil.copymode(like, file)
    with file.open("r+b") as written:
        os.fsync(written.fileno())
    return file.stat().st_size


def _publish(unfinished: Path, file: Path, over: bool) -> None:
    """Under its name, whole; where somebody else was faster, that one stays."""
    if over:
        unfinished.replace(file)
        return
    try:
        os.link(unfinished, file)
    except FileExistsError as error:
        raise _there_already(file) from error
    except OSError:  # a file system without links
        if file.exists():
            raise _there_already(file) from None
        unfinished.rename(file)


def _there_already(file: Path) -> RefusedError:
    return RefusedError("{file} is there already: name another, or say --force to lose that one", file=file)
