"""The heads of all chains: how far each instance has come, and the hash that holds all that happened in it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, literal_column, select

from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.audit import chain
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader
from sopengine.store.reports.tables import report_event

_INSTANCE, _EVENT = tables.instance.c, tables.event.c
_HASH_AT = select(_EVENT.hash).where(_EVENT.instance == _INSTANCE.id, _EVENT.seq == _INSTANCE.events)
_HEADS = Statement(select(_INSTANCE.id, _INSTANCE.events, _HASH_AT.scalar_subquery()).order_by(_INSTANCE.id))
_HASH = Statement(select(_EVENT.hash).where(_EVENT.instance == bindparam("instance"), _EVENT.seq == bindparam("seq")))
_LAST = Statement(
    select(_EVENT.seq).where(_EVENT.instance == bindparam("instance")).order_by(_EVENT.seq.desc()).limit(1)
)

REPORTS = 0
"""In place of the number of an instance: what happened to reports, which has one chain of its own."""
_OF_REPORTS = report_event.c
_LAST_OF_REPORTS = Statement(
    select(literal_column(str(REPORTS)), _OF_REPORTS.seq, _OF_REPORTS.hash).order_by(_OF_REPORTS.seq.desc()).limit(1)
)
_HASH_OF_REPORTS = Statement(select(_OF_REPORTS.hash).where(_OF_REPORTS.seq == bindparam("seq")))


@frozen
class Head:
    """The last event of an instance."""

    instance: int
    """Or REPORTS."""
    events: int
    hash: bytes
    """Empty where the event is missing."""


def heads(reader: Reader) -> tuple[Head, ...]:
    """Of every instance, by number; before them that of the reports, where something happened to them."""
    found = (*_LAST_OF_REPORTS.kept(reader.link), *_HEADS.kept(reader.link))
    return tuple(Head(instance=row[0], events=row[1], hash=bytes(row[2] or b"")) for row in found)


def hash_at(reader: Reader, instance: int, seq: int) -> bytes | None:
    """Of one event; None where there is none."""
    if instance == REPORTS:
        hash = _HASH_OF_REPORTS.value(reader.link, seq=seq)
    else:
        hash = _HASH.value(reader.link, instance=instance, seq=seq)
    return None if hash is None else bytes(hash)


def last_event(reader: Reader, instance: int) -> int:
    """Number of the last event that is kept of an instance; 0 where there is none."""
    if instance == REPORTS:
        return max((row[1] for row in _LAST_OF_REPORTS.kept(reader.link)), default=0)
    return _LAST.value(reader.link, instance=instance) or 0


def root(found: Iterable[Head]) -> bytes:
    """One hash over all heads, which come by number of their instance."""
    return chain.whole(f"{head.instance} {head.events} {head.hash.hex()}\n" for head in found)
