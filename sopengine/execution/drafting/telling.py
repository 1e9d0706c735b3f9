"""What is to be told of work, and what is not any more."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.drafting.draft import Draft
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.notice import Notice, NoticeKind, Recall
from sopengine.execution.values.work import WorkItem


def tell(draft: Draft, event: Event, item: WorkItem, kind: NoticeKind, actor: str, due_at: datetime) -> None:
    """The holders of a position are to be told, as an event says."""
    key = f"{event.instance}-{event.seq}"
    draft.notices.append(Notice(key=key, item=item.id, kind=kind, actor=actor, due_at=due_at, at=event.at))


def recall(draft: Draft, item: int, kind: NoticeKind, *, sent: bool, by_hand: bool = True) -> None:
    """What was to be told of a work item holds no longer; harmless where there was nothing."""
    if item not in draft.state.born_here:
        draft.recalls[item, kind] = Recall(item=item, kind=kind, sent=sent, by_hand=by_hand)


def revive(draft: Draft, item: int) -> None:
    """A work item is open again: what was not told of it any more is told after all."""
    draft.revived.add(item)
    for kind in NoticeKind:
        draft.recalls.pop((item, kind), None)
