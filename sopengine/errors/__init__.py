"""What went wrong: findings about a file are values, what is not allowed now is an exception.

    SopError
    ├─ DefinitionError   files that cannot be used; carries every Finding       exit 1
    ├─ MisuseError       a call that makes no sense                             exit 2
    ├─ NotFoundError     no such file, SOP, instance or work item               exit 3
    ├─ RefusedError      understood, but not allowed now; nothing was changed   exit 4
    │  └─ UnrunnableError  an SOP that says what cannot be run; carries findings
    └─ StorageError      the store or the disk cannot be read or written        exit 5

A message is an English template and serves as the id under which a catalogue translates it;
the values stay apart from it until the text is made, at the edge.
"""

from __future__ import annotations

from sopengine.errors.error import (
    DefinitionError,
    MisuseError,
    NotFoundError,
    RefusedError,
    SopError,
    StorageError,
    UnrunnableError,
)
from sopengine.errors.finding import Finding, Position, Severity
from sopengine.errors.phrase import Phrase

__all__ = [
    "DefinitionError",
    "Finding",
    "MisuseError",
    "NotFoundError",
    "Phrase",
    "Position",
    "RefusedError",
    "Severity",
    "SopError",
    "StorageError",
    "UnrunnableError",
]
