"""What a command has to tell, and to take back, written in its own transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, insert, literal, literal_column, or_, select, update

from sopengine.execution.values.change import Change
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.notice import NoticeKind, Recall
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.outbox.tables import outbox
from sopengine.store.outbox.values import Channel, LetterState
from sopengine.store.tables import work_item

_OUTBOX = outbox.c
_WAITING = _OUTBOX.state == literal_column("'waiting'")
_OF_ITEM = _OUTBOX.item == bindparam("of_item")
_THIS = (_OF_ITEM, _OUTBOX.kind == bindparam("of_kind"))
_BY_HAND = and_(_OUTBOX.kind == literal_column("'reminder'"), _OUTBOX.due_at == _OUTBOX.at)
"""What tells of no due time but of its own moment."""
_INSERT = Statement(insert(outbox))
_UNSENT = (
    update(outbox)
    .where(*_THIS, _WAITING, _OUTBOX.lease == literal_column("''"))
    .values(state=LetterState.WITHDRAWN.value, ended_at=bindparam("now"))
)
_DROP, _DROP_ALL = Statement(_UNSENT.where(~_BY_HAND)), Statement(_UNSENT)
_TAKE_BACK_IN_FLIGHT = Statement(
    update(outbox).where(*_THIS, _WAITING, _OUTBOX.lease != literal_column("''")).values(recalled=1)
)
_SUFFIX = "-batal"
CANCELLING = {
    "key": _OUTBOX.key + literal_column(f"'{_SUFFIX}'"),
    "instance": _OUTBOX.instance,
    "item": _OUTBOX.item,
    "kind": literal(NoticeKind.CANCELLATION.value),
    "actor": _OUTBOX.actor,
    "due_at": _OUTBOX.due_at,
    "at": bindparam("now", type_=_OUTBOX.at.type),
    "channel": _OUTBOX.channel,
    "person": _OUTBOX.person,
    "state": literal(LetterState.WAITING.value),
    "made_at": bindparam("now", type_=_OUTBOX.at.type),
    "ready_at": bindparam("now", type_=_OUTBOX.at.type),
    "lease": literal_column("''"),
    "attempts": literal_column("0"),
    "recalled": literal_column("0"),
    "error": literal_column("''"),
}
"""What follows a letter that was sent and holds no longer, by column."""
_CANCELLED = outbox.alias("cancelled")
NOT_CANCELLED = ~select(_CANCELLED.c.key).where(_CANCELLED.c.key == CANCELLING["key"]).exists()
_CANCEL_SENT = Statement(
    insert(outbox).from_select(
        [*CANCELLING],
        select(*CANCELLING.values()).where(*_THIS, _OUTBOX.state == literal_column("'sent'"), NOT_CANCELLED),
    )
)
_ITS_WORK = work_item.c.id == _OUTBOX.item
_REVIVE = Statement(
    update(outbox)
    .where(_OF_ITEM, _OUTBOX.kind != literal_column("'cancellation'"), _OUTBOX.state == literal_column("'withdrawn'"))
    .where(or_(_BY_HAND, _OUTBOX.due_at == select(work_item.c.due_at).where(_ITS_WORK).scalar_subquery()))
    .values(state=LetterState.WAITING.value, ended_at=None, ready_at=bindparam("now"), recalled=0)
)
_ITEM_STANDS = Statement(
    update(outbox)
    .where(_OF_ITEM, _OUTBOX.kind == literal_column("'cancellation'"), _WAITING, _OUTBOX.lease == literal_column("''"))
    .values(state=LetterState.WITHDRAWN.value, ended_at=bindparam("now"))
)


def keep_told(link: Link, change: Change) -> None:
    """Dated at the moment of the command; what is on its way just now is taken back once it has arrived."""
    if not (change.notices or change.recalls or change.revived):
        return
    now = change.events[-1].recorded_at
    for item in change.revived:
        _REVIVE.change(link, of_item=item, now=now)
        _ITEM_STANDS.change(link, of_item=item, now=now)
    for recall in change.recalls:
        _take_back(link, recall, now)
    for notice in change.notices:
        _INSERT.change(
            link,
            key=notice.key,
            instance=instance_of(notice.item),
            item=notice.item,
            kind=notice.kind.value,
            actor=notice.actor,
            due_at=notice.due_at,
            at=notice.at,
            channel=Channel.NONE.value,
            person="",
            state=LetterState.WAITING.value,
            made_at=now,
            ready_at=now,
            lease="",
            attempts=0,
            recalled=0,
            ended_at=None,
            error="",
        )


def _take_back(link: Link, recall: Recall, now: datetime) -> None:
    this = {"of_item": recall.item, "of_kind": recall.kind.value}
    (_DROP_ALL if recall.by_hand else _DROP).change(link, **this, now=now)
    if recall.sent:
        _TAKE_BACK_IN_FLIGHT.change(link, **this)
        _CANCEL_SENT.change(link, **this, now=now)
