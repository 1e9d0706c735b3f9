"""Files as they are written, all of them: whole or not at all, whatever happens half way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from sopengine.errors import StorageError


def replace(file: Path, data: bytes) -> None:
    """Whoever reads it meanwhile sees what was there before; raises StorageError.

    A link keeps pointing at its file, which keeps its rights.
    """
    stream(file, (data,))


def stream(file: Path, pieces: Iterable[bytes]) -> None:
    """As `replace`, of what is made piece by piece; an error of whoever makes it leaves what was there before."""
    target = file.resolve()
    unfinished = target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        with unfinished.open("xb") as new:
            new.writelines(pieces)
            new.flush()
            os.fsync(new.fileno())
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error
    finally:
        unfinished.unlink(missing_ok=True)


def make(file: Path, data: bytes) -> None:
    """A file that is not there yet; raises FileExistsError where it is, StorageError where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("xb").close()
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error
    try:
        replace(file, data)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
