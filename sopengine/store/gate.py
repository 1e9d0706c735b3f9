"""The gate before a SQLite file: writers queue on a lock file, since SQLite's own waiting starves some of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import time

    _PAUSE = 0.01
    """Seconds between two tries; msvcrt's own waiting tries once a second."""

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return
            except PermissionError:
                time.sleep(_PAUSE)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def gate(file: Path | None) -> Iterator[None]:
    """Hold the only right to write to `file`, among threads and processes; None stands for a database in memory."""
    if file is None:
        yield
        return
    descriptor = os.open(f"{file}-gate", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
        yield
        _unlock(descriptor)
    finally:
        os.close(descriptor)
