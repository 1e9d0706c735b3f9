"""The one way out, and in: what is printed passes a filter and is not lost unseen, what is typed can be read."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from sopengine.errors.unfit import shown

_GONE = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
"""The reader went away, as `head` does: what it does not want is dropped."""


class Printed(io.TextIOBase):
    """A stream of the process whose texts are fit for a terminal. No error of writing leaves it.

    From the first error on, its texts go to the spare stream, beginning with what could not be written.
    """

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, stream: TextIO | None, spare: Printed | None = None) -> None:
        """`stream` is None where the process was given none."""
        self._stream = stream
        self._spare = spare
        self._unsent: list[str] = []
        self.failure = None if stream else OSError(errno.EBADF, os.strerror(errno.EBADF))
        self.diverted = False
        """Something that somebody waits for could not be written."""

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):
            raise TypeError(f"a text is printed, not {type(text).__name__}")
        self.pass_on(shown(text))
        return len(text)

    def pass_on(self, text: str) -> None:
        """As it is; for what the program itself made."""
        own_ends = text if os.linesep == "\n" else text.replace("\r\n", "\n")
        self._unsent.append(own_ends)
        self._try(lambda stream: stream.write(own_ends))

    def flush(self) -> None:
        self._try(lambda stream: stream.flush())
        self._unsent.clear()

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Of a Windows console none is told: click would write to it past this filter."""
        if self._stream is None or sys.platform == "win32":
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def _try(self, write: Callable[[TextIO], object]) -> None:
        if self._stream and not self.failure:
            try:
                write(self._stream)
                return
            except OSError as error:
                self.failure = error
                _silence(self._stream)
        if self.failure:
            self._divert(self.failure)

    def _divert(self, failure: OSError) -> None:
        if self._unsent and failure.errno not in _GONE:
            self.diverted = True
            if self._spare:
                self._spare.pass_on("".join(self._unsent))
                self._spare.flush()
        self._unsent.clear()


@contextmanager
def printing() -> Iterator[Printed]:
    """Inside, all that is printed passes the filter, and stdin can be asked; gives what stands for stdout."""
    before = sys.stdin, sys.stdout, sys.stderr
    for stream, errors in zip(before, ("replace", "strict", "strict"), strict=True):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream is sys.stdin else "utf-8", errors=errors)
    talk = Printed(sys.stderr)
    data = Printed(sys.stdout, spare=talk)
    sys.stdin, sys.stdout, sys.stderr = sys.stdin or io.StringIO(), data, talk
    try:
        yield data
    finally:
        data.flush()
        sys.stdin, sys.stdout, sys.stderr = before


def styled(text: str, *, bold: bool = False, colour: str | None = None) -> None:
    """A line that stands out, where the terminal can do that."""
    stream = sys.stdout
    if isinstance(stream, Printed) and stream.isatty() and sys.platform != "win32":
        stream.pass_on(click.style(shown(text), bold=bold, fg=colour) + "\n")
    else:
        click.echo(text)


def _silence(stream: TextIO) -> None:
    """What the stream still holds goes nowhere: the interpreter would try it again on its way out."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
