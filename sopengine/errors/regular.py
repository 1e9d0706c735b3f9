"""Reads what can be read to its end: a pipe or a device is an error of its own."""

from __future__ import annotations

import errno
import os
import stat


class NoRegularFile(OSError):
    """A pipe or a device: reading it might never end."""


def regular_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """The first bytes of a regular file; raises OSError where there is none."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) if os.path.isdir(path) else NoRegularFile()
    with open(path, "rb") as file:
        return file.read(most)
