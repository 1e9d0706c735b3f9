"""Which events of an instance are not those that were recorded, by their hashes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import bindparam, select

from sopengine.store import plain, tables
from sopengine.store.audit import chain
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader

_EVENT = tables.event.c
_SEALED = Statement(
    select(*chain.COLUMNS, _EVENT.hash).where(_EVENT.instance == bindparam("instance")).order_by(_EVENT.seq)
)
_TEXT = Statement(select(tables.definition.c.text).where(tables.definition.c.digest == bindparam("digest")))
_DATA = chain.COLUMNS.index(_EVENT.data)


def broken_events(reader: Reader, instance: int) -> list[int]:
    """Numbers of the events whose hash does not fit; also where the version that one pins has another text."""
    return list(chain.breaks(_SEALED.kept(reader.link, instance=instance), _sealing(reader)))


def _sealing(reader: Reader) -> Callable[[chain.Row], bytes]:
    @cache
    def seal(digest: str) -> bytes:
        text = _TEXT.value(reader.link, digest=digest)
        return chain.seal(text) if text is not None else b""

    def seal_of(row: chain.Row) -> bytes:
        try:
            return seal(str(plain.from_text(row[_DATA])["digest"]))
        except (ValueError, LookupError, TypeError):
            return b""  # no release writes such an event: its hash will not fit

    return seal_of
