"""The hash of each event: of all that its row says, of the version that it pins, and of the hash before it.

Who changes, cuts out or puts in an event has to make all later hashes of its instance anew; the last of them, the
head, is what a checkpoint keeps elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Text

from sopengine.store import tables

try:
    from _blake2 import blake2b  # what hashlib gives; that would cost each command 2.6 ms, this 0.1
except ImportError:
    from hashlib import blake2b

COLUMNS = tuple(column for column in tables.event.columns if column.name != "hash")
Row = Sequence[Any]
"""What is kept in these columns; what stands behind them does not matter here."""

_SIZE = 32
"""Bytes of a hash: BLAKE2b-256."""
START = bytes(_SIZE)
"""What stands before the first event of an instance."""
_PINNING = ("started", "migrated")
"""Kinds of events by which an instance is pinned to a version of its SOP."""
_FIRST = ("instance", "seq", "version", "at", "recorded_at", "item", "kind", "by", "data", "key", "asked")
"""In this order they are hashed; a column that a later version adds follows by its name, where it says something."""
_NAMES = [column.name for column in COLUMNS]
_KIND, _SEQ = _NAMES.index("kind"), _NAMES.index("seq")


def link(before: bytes, row: Row, pinned: bytes = b"") -> bytes:
    """Hash of an event. `before`: of the one before it, else `START`; `pinned`: seal of the version that it pins."""
    return blake2b(before + _told(row).encode("utf-8", "surrogatepass") + pinned, digest_size=_SIZE).digest()


def seal(text: str) -> bytes:
    """Of the text of a version of an SOP."""
    return whole((text,))


def whole(texts: Iterable[str]) -> bytes:
    """One hash over all of them, as if they were one text."""
    hash = blake2b(digest_size=_SIZE)
    for text in texts:
        hash.update(text.encode("utf-8", "surrogatepass"))
    return hash.digest()


def breaks(rows: Sequence[Row], seal_of: Callable[[Row], bytes]) -> Iterator[int]:
    """Numbers of the events of one instance, in their order, whose hash is not what it should be after the one before.

    `rows`: each with its hash behind; `seal_of`: an event of a kind that pins -> seal of the version that it pins.
    """
    before = START
    for row in rows:
        if link(before, row, seal_of(row) if row[_KIND] in _PINNING else b"") != row[-1]:
            yield row[_SEQ]
        before = row[-1]


def _telling() -> Callable[[Row], str]:
    """Numbers, then the lengths of texts, then the texts: two different rows never give the same."""
    row = {column.name: f"row[{place}]" for place, column in enumerate(COLUMNS)}
    texts = [row[name] for name in _FIRST if isinstance(tables.event.c[name].type, Text)]
    numbers = [f"{{{row[name]}}}" for name in _FIRST if row[name] not in texts]
    lengths = [f"{{-1 if {text} is None else len({text})}}" for text in texts]
    told = "|".join((*numbers, *lengths)) + ":" + "".join(f"{{{text} or ''}}" for text in texts)
    more = "".join(f"{{later({name!r}, {row[name]})}}" for name in _NAMES if name not in _FIRST)
    teller: Callable[[Row], str] = eval(f'lambda row: f"{told}{more}"', {"later": _later})
    return teller


def _later(name: str, value: object) -> str:
    return "" if value in (None, "", 0) else f"|{name}|{len(str(value))}:{value}"


_told = _telling()
