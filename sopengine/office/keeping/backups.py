"""A backup: a copy of the store that was verified before it gets its name, and the files that belong to it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from sopengine.engine import Engine
from sopengine.engine.copying import back_up
from sopengine.errors import RefusedError, StorageError
from sopengine.frozen import frozen
from sopengine.office import written
from sopengine.store.copies.attached import FOLDER, attached

Verify = Callable[[Engine], int]
"""How many faults a store has; asked of the copy."""
_AT_ONCE = 1 << 20
"""Bytes."""


@frozen
class Backup:
    """What was made."""

    file: Path
    bytes: int
    faults: int
    """That the copy has, and so has the store."""
    attached: int
    """Files that lie beside it now."""


def make_backup(
    engine: Engine, store: Path | None, files: Path | None, file: Path, verify: Verify, *, over: bool = False
) -> Backup:
    """`store`: the file of a SQLite store; `files`: the folder of what belongs to its work.

    What is at `file` already stays, unless `over`; nothing is half written.

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
        if store:
            shutil.copymode(store, unfinished)
        size, copied = unfinished.stat().st_size, _attach(files, file.parent)
        written.publish(unfinished, file, over=over)
    except FileExistsError as error:
        raise _there_already(file) from error
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error
    finally:
        for part in ("", "-journal", "-wal", "-shm", "-gate"):
            Path(f"{unfinished}{part}").unlink(missing_ok=True)
    return Backup(file=file, bytes=size, faults=faults, attached=copied)


def _attach(source: Path | None, folder: Path) -> int:
    """Each file under the digest of what it holds, so that backups of one folder share what they have in common."""
    files = attached(source) if source else []
    for file in files:
        copy = folder / FOLDER / file.name
        if not copy.exists():
            copy.parent.mkdir(exist_ok=True)
            written.stream(copy, _verified(file))
    return len(files)


def _verified(file: Path) -> Iterator[bytes]:
    """What it holds, piece by piece; raises StorageError at the end where that is not what its name says."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(_AT_ONCE):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != file.name:
        raise StorageError("the file {file} does not hold what its name says: restore it", file=file)


def _there_already(file: Path) -> RefusedError:
    return RefusedError("{file} is there already: name another, or say --force to lose that one", file=file)
