"""Files that people add to their work: which kinds are taken, where they lie, and which an instance has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sopengine.engine import Engine
from sopengine.engine.verifying import Fault
from sopengine.errors import MisuseError, NotFoundError, Phrase, SopError, StorageError
from sopengine.errors.unfit import MARK, shown
from sopengine.execution.values.events.attaching import Attached
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.office import written
from sopengine.store.copies.attached import FOLDER
from sopengine.store.questions.files import attached_events

__all__ = ["FOLDER", "KINDS", "LARGEST", "Kept", "attachments", "content", "fit_name", "keep"]

LARGEST = 25 * 1024 * 1024
"""Bytes of one file."""
_LONGEST_NAME = 120
"""Characters."""
_ZIP, _OLD = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_BEGINS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt"), _OLD),
}
"""Ending -> what such a file begins with."""
_TEXTS = ("txt", "csv")
KINDS = (*_BEGINS, *_TEXTS)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@frozen
class Kept:
    """A file whose content has been kept."""

    name: str
    size: int
    digest: str


def keep(folder: Path, name: str, stream: BinaryIO) -> Kept:
    """Under the digest of what it holds, whatever its name. Raises MisuseError for what is too large or of no kind."""
    data = stream.read(LARGEST + 1)
    called = fit_name(name)
    if len(data) > LARGEST:
        raise MisuseError("the file '{name}' is larger than {most} MB", name=called, most=LARGEST // 1024 // 1024)
    if not data:
        raise MisuseError("the file '{name}' is empty", name=called)
    if not _is_what_it_says(called, data):
        raise MisuseError(
            "the file '{name}' is none of these kinds, or is not what its ending says: {kinds}",
            name=called,
            kinds=", ".join(KINDS),
        )
    digest = hashlib.sha256(data).hexdigest()
    with suppress(FileExistsError):
        written.make(folder / digest, data)
    return Kept(name=called, size=len(data), digest=digest)


def fit_name(name: str) -> str:
    """The last part of a path, in one line, with signs that nobody sees as a mark; the ending stays."""
    last = PurePosixPath(name.replace("\\", "/")).name or "berkas"
    plain = " ".join(shown(last).replace(MARK, "_").split())
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else plain[:_LONGEST_NAME]


def attachments(engine: Engine, instance: Instance) -> Sequence[Attached]:
    """Of an instance, in the order in which they were added."""
    return [event for event in engine.events(instance.id) if isinstance(event, Attached)]


def content(folder: Path, digest: str) -> bytes:
    """What was kept. Raises NotFoundError where it is gone, or is no longer what it was."""
    file = folder / digest
    if not _DIGEST.fullmatch(digest) or not file.is_file():
        raise NotFoundError("the file is not beside the store any more: take it from a backup")
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFoundError("the file was changed since it was added: take it from a backup")
    return data


def faults_of_files(engine: Engine, folder: Path) -> Iterator[Fault]:
    """Of all that events name: what is not there, or does not hold what it held; each file is read once."""
    held: dict[str, SopError | None] = {}
    for event in engine.ask(lambda reader: list(attached_events(reader))):
        if event.digest not in held:
            held[event.digest] = _fault_of(folder, event.digest)
        if why := held[event.digest]:
            what = Phrase(
                "instance {number}: '{name}': {what}",
                {"number": event.instance, "name": event.name, "what": Phrase(why.message, why.values)},
            )
            yield Fault(instance=event.instance, what=what)


def _fault_of(folder: Path, digest: str) -> SopError | None:
    try:
        content(folder, digest)
    except (SopError, OSError) as error:
        if isinstance(error, SopError):
            return error
        return StorageError("cannot read {file}: {reason}", file=folder / digest, reason=error.strerror or str(error))
    return None


def _is_what_it_says(name: str, data: bytes) -> bool:
    ending = name.rpartition(".")[2].casefold()
    if ending in _TEXTS:
        return _is_text(data)
    return any(data.startswith(begin) for begin in _BEGINS.get(ending, ()))


def _is_text(data: bytes) -> bool:
    if b"\0" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return not any(sign < 9 for sign in data)
    return True
