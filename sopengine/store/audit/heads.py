"""The heads of all chains: how far each instance has come, and the hash that holds all that happened in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from sopengine.store import tables
from sopengine.store.audit import chain
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader

_INSTANCE, _EVENT = tables.instance.c, tables.event.c
_HASH_AT = select(_EVENT.hash).where(_EVENT.instance == _INSTANCE.id, _EVENT.seq == _INSTANCE.events)
_HEADS = Statement(select(_INSTANCE.id, _INSTANCE.events, _HASH_AT.scalar_subquery()).order_by(_INSTANCE.id))
_HASH = Statement(select(_EVENT.hash).where(_EVENT.instance == bindparam("instance"), _EVENT.seq == bindparam("seq")))
_LAST = Statement(
    select(_EVENT.seq).where(_EVENT.instance == bindparam("instance")).order_by(_EVENT.seq.desc()).limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last event of an instance."""

    instance: int
    events: int
    hash: bytes
    """Empty where the event is missing."""


def heads(reader: Reader) -> tuple[Head, ...]:
    """Of every instance, by number."""
    found = _HEADS.kept(reader.link)
    return tuple(Head(instance=row[0], events=row[1], hash=row[2] or b"") for row in found)


def hash_at(reader: Reader, instance: int, seq: int) -> bytes | None:
    """Of one event; None where there is none."""
    hash: bytes | None = _HASH.value(reader.link, instance=instance, seq=seq)
    return hash


def last_event(reader: Reader, instance: int) -> int:
    """Number of the last event that is kept of an instance; 0 where there is none."""
    return _LAST.value(reader.link, instance=instance) or 0


def root(found: Iterable[Head]) -> bytes:
    """One hash over all heads, which come by number of their instance."""
    return chain.whole(f"{head.instance} {head.events} {head.hash.hex()}\n" for head in found)
