"""The gate before a SQLite file: writers queue on a lock file, since SQLite's own waiting starves some of them."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType

from sopengine.errors import StorageError
from sopengine.store.dialects.database import Holder

LONGEST_WAIT = 30.0
"""Seconds until a writer says who holds the gate and gives up."""
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_HOLDER = 200
"""Bytes of the lock file that name its holder."""

if sys.platform == "win32":
    import msvcrt
    import time

    _PAUSE = 0.01
    """Seconds between two tries; msvcrt's own waiting tries once a second."""

    def _lock(descriptor: int, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            try:
                os.lseek(descriptor, _HOLDER, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return True
            except PermissionError:
                if time.monotonic() > until:
                    return False
                time.sleep(_PAUSE)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _HOLDER, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def _signature(descriptor: int) -> bytes:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, _HOLDER)

    def host() -> str:
        return os.environ.get("COMPUTERNAME", "?")

else:
    import fcntl

    def _lock(descriptor: int, seconds: float) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return _Queued(descriptor).gets_in(seconds)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _signature(descriptor: int) -> bytes:
        return os.pread(descriptor, _HOLDER, 0)

    @cache
    def host() -> str:
        return os.uname().nodename

    class _Queued:
        """Waits in the kernel's queue, in a thread of its own: asking again and again would let others pass."""

        def __init__(self, descriptor: int) -> None:
            self._descriptor = os.dup(descriptor)
            self._decided = threading.Lock()
            self._in = threading.Event()
            self._gave_up = False

        def gets_in(self, seconds: float) -> bool:
            threading.Thread(target=self._wait, daemon=True).start()
            self._in.wait(seconds)
            with self._decided:
                self._gave_up = not self._in.is_set()
                return not self._gave_up

        def _wait(self) -> None:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            with self._decided:
                if self._gave_up:
                    fcntl.flock(self._descriptor, fcntl.LOCK_UN)
                self._in.set()
            os.close(self._descriptor)


class Gate:
    """The right to write to one file, among threads and processes. None stands for a database in memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._turn = threading.Lock()
        self._descriptor = -1
        self._owner = 0

    def held(self, by: str = "", seconds: float = LONGEST_WAIT) -> AbstractContextManager[None]:
        """Hold it; `by` is who is told to others that wait. Raises StorageError where it stays held by another."""
        return _NO_QUEUE if self._file is None else _Hold(self, by, seconds)

    def enter(self, by: str, seconds: float) -> None:
        """Where there is a file; `leave` follows whatever happens then."""
        assert self._file
        self._turn.acquire()
        try:
            descriptor = self._opened(self._file)
            if not _lock(descriptor, seconds):
                # Whoever still waits in the queue lets go of what was opened here: the next one opens it anew.
                self._descriptor = -1
                raise _held_by_another(self._file, descriptor, seconds)
        except BaseException:
            self._turn.release()
            raise
        try:
            _sign(descriptor, by)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        try:
            _unlock(self._descriptor)
        finally:
            self._turn.release()

    def close(self) -> None:
        if self._descriptor >= 0 and self._owner == os.getpid():
            os.close(self._descriptor)
        self._descriptor = -1

    def _opened(self, file: Path) -> int:
        """Kept open; in a process that was forked anew, since a lock belongs to what was opened."""
        if self._descriptor < 0 or self._owner != os.getpid():
            self._descriptor, self._owner = _open(file), os.getpid()
        return self._descriptor


class _Hold:
    """What `with` asks for; a generator would take three times as long as the lock itself."""

    __slots__ = ("_by", "_gate", "_seconds")

    def __init__(self, gate: Gate, by: str, seconds: float) -> None:
        self._gate, self._by, self._seconds = gate, by, seconds

    def __enter__(self) -> None:
        self._gate.enter(self._by, self._seconds)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._gate.leave()


_NO_QUEUE = contextlib.nullcontext()


def _open(file: Path) -> int:
    name = f"{file}-gate"
    try:
        try:
            descriptor = os.open(name, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
        except PermissionError:
            # Its mode was left behind when that of the database was widened: whoever may write that one may queue.
            descriptor = _of_others(file, name)
    except PermissionError as error:
        raise StorageError(
            "cannot write to {file}, at which the writers of the store queue: {reason}",
            file=name,
            reason=error.strerror,
        ) from error
    _follow(descriptor, file)
    return descriptor


def _of_others(file: Path, name: str) -> int:
    """To lock it, reading is enough; until its owner comes, who holds it is not written there."""
    if not os.access(file, os.W_OK) or not os.path.exists(name):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return os.open(name, os.O_RDONLY | _FLAGS)


def _follow(descriptor: int, file: Path) -> None:
    """Give the gate the mode and the group of the database, where there are such, as far as that is ours to do."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            wanted, found = os.stat(file), os.fstat(descriptor)
            if found.st_gid != wanted.st_gid:
                os.fchown(descriptor, -1, wanted.st_gid)
            if (found.st_mode ^ wanted.st_mode) & 0o666:
                os.fchmod(descriptor, wanted.st_mode & 0o666)


def _sign(descriptor: int, by: str) -> None:
    """Who holds it; not again where the same one held it last, for a write takes four times as long as a look."""
    text = _signed(os.getpid(), by)
    try:
        if _signature(descriptor) == text:
            return
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, text)
    except OSError:
        return


@lru_cache(maxsize=16)
def _signed(process: int, by: str) -> bytes:
    return f"{process} {host()} {by}".encode()[:_HOLDER].ljust(_HOLDER)


def _held_by_another(file: Path, descriptor: int, seconds: float) -> StorageError:
    process, _, rest = _signature(descriptor).decode(errors="replace").strip().partition(" ")
    os.close(descriptor)
    host, _, person = rest.partition(" ")
    return held_too_long(str(file), seconds, Holder(process=process, host=host, person=person or "?"))


def held_too_long(store: str, seconds: float, holder: Holder) -> StorageError:
    return StorageError(
        "{store} has been held for {seconds} s by process {process} on {host} ({person}): "
        "wait for it, or end it if it hangs",
        store=store,
        seconds=round(seconds),
        process=holder.process,
        host=holder.host,
        person=holder.person,
    )
