"""What can be asked of an instance. Every command says who asks, since when it holds, and under which key."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import field, fields
from datetime import datetime

from sopengine.frozen import frozen


@frozen
class Command:
    """What all commands say."""

    by: str
    at: datetime | None = None
    """Aware and UTC; None is now."""
    key: str | None = None
    """Idempotency key: a command whose key is known is answered as before and does nothing."""
    asked: str = ""
    """Fingerprint of the command that this one was made of; "" where it is the one that was given."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits by which the same command is known again; "" for one without key."""
        if self.key is None or self.asked:
            return self.asked
        said = [(field.name, _plain(getattr(self, field.name))) for field in fields(self)]
        text = f"{type(self).__name__}{said}".encode()
        return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}"  # a hash library would cost every command 2.6 ms


@frozen
class Start(Command):
    """Begin an instance."""

    sop: str
    ref: str = ""
    """What the office calls the instance."""
    entry: str | None = None
    """The task, or the step it is the first of, to start at; None is the SOP's default."""


@frozen
class OnItem(Command):
    """A command on one work item."""

    item: int


@frozen
class Complete(OnItem):
    """The work is done."""

    outcomes: tuple[str, ...] = ()
    """Labels of a decision; none where nothing is decided."""
    data: Mapping[str, str] = field(default_factory=dict)
    """What is filled in, by field, spelled as text."""
    note: str = ""
    count: int | None = None
    """How many items there were, where the standard is that of one."""


@frozen
class SendBack(OnItem):
    """An open work item goes back to an earlier one."""

    reason: str
    to: int | str | None = None
    """Id of the earlier work item, or its task; None is the one that opened it."""


@frozen
class Correct(OnItem):
    """What was recorded of a completed work item was not so; what is None stays."""

    done_at: datetime | None = None
    done_by: str | None = None
    note: str | None = None
    reason: str = ""


@frozen
class OnInstance(Command):
    """A command on a whole instance."""

    instance: int
    reason: str = ""


@frozen
class Send(OnInstance):
    """A message to an instance."""

    name: str
    data: Mapping[str, str] = field(default_factory=dict)


def _plain(value: object) -> object:
    """The same for what means the same, whatever order it was said in."""
    if isinstance(value, Mapping):
        return sorted((name, str(each)) for name, each in value.items())
    return sorted(value) if isinstance(value, tuple) else value
