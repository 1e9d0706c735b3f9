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


def make_secretly(file: Path, data: bytes) -> None:
    """As `make`, of what nobody else may read, not even for a moment."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "wb") as new:
            new.write(data)
            new.flush()
            os.fsync(descriptor)
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error


def publish(finished: Path, file: Path, *, over: bool = False) -> None:
    """Give a file that lies beside it, made by another program, this name, once it is on the disk.

    Raises FileExistsError where the name is taken, unless `over`, StorageError where it cannot be given.
    """
    try:
        with finished.open("r+b") as written:
            os.fsync(written.fileno())
        if over:
            finished.replace(file)
        else:
            _name_anew(finished, file)
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageError("cannot write {file}: {reason}", file=file, reason=error.strerror) from error


def _name_anew(finished: Path, file: Path) -> None:
    """Where somebody else was faster, that one stays."""
    try:
        os.link(finished, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError(file) from None
        finished.rename(file)
