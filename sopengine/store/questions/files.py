"""The files that events name: which there have to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import literal_column, select

from sopengine.execution.values.events.attaching import Attached
from sopengine.store import codec, tables
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader

_EVENT = tables.event.c
_ATTACHED = Statement(
    select(tables.event).where(_EVENT.kind == literal_column("'attached'")).order_by(_EVENT.instance, _EVENT.seq)
)


def attached_events(reader: Reader) -> Iterator[Attached]:
    """Of all instances; a row that cannot be read is told where its instance is held against its events."""
    for row in _ATTACHED.kept(reader.link):
        with suppress(KeyError, ValueError, TypeError):
            event = codec.event(row)
            if isinstance(event, Attached):
                yield event
