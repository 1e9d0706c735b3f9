"""A checkpoint: the heads of all instances at one moment, signed, in a file to be kept elsewhere.

The file holds every head, so that a later look tells which instance was changed; the signature is over their root,
their count and the time. Whoever has the store, and not the key, cannot make another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sopengine.engine import Engine
from sopengine.engine.verifying import Fault
from sopengine.errors import MisuseError, NotFoundError, Phrase, RefusedError, StorageError
from sopengine.frozen import frozen
from sopengine.office.keeping.keys import is_signed, signed
from sopengine.office.written import replace
from sopengine.store.audit.heads import REPORTS, Head, heads, root

FORMAT = 1


@frozen
class Checkpoint:
    """What was signed, and by which key."""

    at: datetime
    heads: tuple[Head, ...]
    root: bytes
    """As the file says it; `faults_of_checkpoint` holds it against the heads."""
    count: int
    """Of heads, as the file says it."""
    public: bytes
    signature: bytes

    @property
    def instances(self) -> int:
        """Without what happened to reports, which has a head of its own."""
        return sum(head.instance != REPORTS for head in self.heads)


def take(engine: Engine, key: Path) -> Checkpoint:
    """Of the store as it is now. What is not sound already is not signed: see `sop verify`."""
    found, at = engine.ask(heads), engine.now().astimezone(UTC)
    if not all(head.hash for head in found):
        raise StorageError("events are missing, so that there is nothing to sign: sop verify says where")
    top = root(found)
    signature, public = signed(_told(at, len(found), top), key)
    return Checkpoint(at=at, heads=found, root=top, count=len(found), public=public, signature=signature)


def write(checkpoint: Checkpoint, file: Path, *, over: bool = False) -> None:
    """A line for each instance. What is there already stays, unless `over`."""
    if file.exists() and not over:
        raise RefusedError("{file} is there already: name another, or say --force to lose that one", file=file)
    head = {
        "format": FORMAT,
        "at": checkpoint.at.isoformat(),
        "instances": checkpoint.count,
        "root": checkpoint.root.hex(),
        "key": checkpoint.public.hex(),
        "signature": checkpoint.signature.hex(),
    }
    lines = ",\n".join(json.dumps([one.instance, one.events, one.hash.hex()]) for one in checkpoint.heads)
    told = json.dumps(head, indent=1)[:-2] + f',\n "heads": [\n{lines}\n]\n}}\n'
    replace(file, told.encode())


def read(file: Path) -> Checkpoint:
    """Raises MisuseError where the file is no checkpoint."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise MisuseError("{file} was written by a later version of sopengine: update sopengine", file=file)
        return _checkpoint(said)
    except FileNotFoundError as error:
        raise NotFoundError("there is no file {file}", file=file) from error
    except OSError as error:
        raise StorageError("cannot read {file}: {reason}", file=file, reason=error.strerror) from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise MisuseError("{file} is no checkpoint: 'sop audit checkpoint' makes one", file=file) from error


def faults_of_checkpoint(checkpoint: Checkpoint, public: bytes) -> Iterator[Fault]:
    """Of the file itself: is it what the owner of the key has signed?"""
    told = _told(checkpoint.at, checkpoint.count, checkpoint.root)
    if not is_signed(told, checkpoint.signature, public):
        yield _fault("the checkpoint is not signed by this key: somebody else made it, or changed it")
    elif root(checkpoint.heads) != checkpoint.root or len(checkpoint.heads) != checkpoint.count:
        yield _fault("the checkpoint was changed: its instances are not those that were signed")


def is_set_back(engine: Engine, checkpoint: Checkpoint) -> bool:
    """Whether the store as a whole is older than the checkpoint: nothing in it is further than that knows."""
    here = {head.instance: head.events for head in engine.ask(heads)}
    known = {head.instance: head.events for head in checkpoint.heads}
    behind = any(here.get(instance, 0) < events for instance, events in known.items())
    return behind and all(events <= known.get(instance, 0) for instance, events in here.items())


def _checkpoint(said: dict[str, Any]) -> Checkpoint:
    return Checkpoint(
        at=datetime.fromisoformat(said["at"]),
        heads=tuple(_head(*one) for one in said["heads"]),
        root=bytes.fromhex(said["root"]),
        count=int(said["instances"]),
        public=bytes.fromhex(said["key"]),
        signature=bytes.fromhex(said["signature"]),
    )


def _head(instance: int, events: int, hash: str) -> Head:
    if type(instance) is not int or type(events) is not int:
        raise ValueError("a head is two whole numbers and a hash")
    return Head(instance=instance, events=events, hash=bytes.fromhex(hash))


def _told(at: datetime, count: int, top: bytes) -> bytes:
    """What is signed."""
    return f"sopengine checkpoint {FORMAT}\n{at.isoformat()}\n{count}\n{top.hex()}\n".encode()


def _fault(message: str) -> Fault:
    return Fault(instance=0, what=Phrase(message, {}))
