"""Who has reminded of open work by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, literal_column, select

from sopengine.execution.values.events.event import items_of
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.work import WorkItem
from sopengine.store import codec, tables
from sopengine.store.driver.statement import Statement
from sopengine.store.readable import readable
from sopengine.store.reader import Reader

_EVENT = tables.event.c
# A reminder comes behind the event that opened the work, whose number is part of its id: a stretch of the key.
_OF_ITEM = Statement(
    select(tables.event)
    .where(_EVENT.instance == bindparam("of_instance"), _EVENT.seq > bindparam("opened"))
    .where(_EVENT.kind == literal_column("'reminded'"), _EVENT.item == bindparam("of_item"))
    .order_by(_EVENT.seq)
)


@readable
def reminders(reader: Reader, items: Iterable[WorkItem]) -> dict[int, Sequence[Reminded]]:
    """Work item -> its reminders by hand, the latest last; those without one are left out."""
    found: dict[int, Sequence[Reminded]] = {}
    for item in items:
        opened = item.id - items_of(item.instance)[0]
        rows = _OF_ITEM.kept(reader.link, of_instance=item.instance, opened=opened, of_item=item.id)
        events = [event for event in map(codec.event, rows) if isinstance(event, Reminded) and event.by_hand]
        if events:
            found[item.id] = events
    return found
