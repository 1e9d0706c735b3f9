"""After a command: all that is on the move arrives, in every instance that it touches, until somebody has to act."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.drafting import choice, family, telling
from sopengine.execution.drafting.draft import Draft, Scene
from sopengine.execution.drafting.ending import complete, expire
from sopengine.execution.drafting.opening import open_task
from sopengine.execution.values.events.flow import Completed
from sopengine.execution.values.events.telling import Escalated, Reminded
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import Awaits, Timer, TimerKind, WorkItem

_ENDING = (TimerKind.WAIT, TimerKind.OVERDUE)


def settle(scene: Scene) -> None:
    """A child that ends goes on in its parent; a call begins a child: so until nothing moves anywhere."""
    moving = True
    while moving:
        moving = False
        for draft in tuple(scene.drafts.values()):
            moving |= _settle_one(draft)


def fire(draft: Draft, timer: Timer) -> None:
    """A timer whose time has come; nothing happens where its work item has ended."""
    item = draft.state.item(timer.item)
    if item is None or not item.open:
        return
    at = max(timer.at, item.opened_at)
    match timer.kind:
        case TimerKind.WAIT:
            _go_on(draft, item, at, BY_ITSELF)
        case TimerKind.OVERDUE:
            expire(draft, item, at, BY_ITSELF)
        case _ if item.due_at is not None:
            _tell(draft, item, timer.kind, at, item.due_at)


def _tell(draft: Draft, item: WorkItem, kind: TimerKind, at: datetime, due_at: datetime) -> None:
    if kind is TimerKind.REMIND:
        reminded = draft.record(Reminded, at, item.id, BY_ITSELF, due_at=due_at)
        telling.tell(draft, reminded, item, NoticeKind.REMINDER, item.actor, due_at)
    elif to := draft.compiled.tasks[item.task].escalate:
        escalated = draft.record(Escalated, at, item.id, BY_ITSELF, due_at=due_at, to=to)
        telling.tell(draft, escalated, item, NoticeKind.ESCALATION, to, due_at)


def _settle_one(draft: Draft) -> bool:
    """Whether anything happened."""
    before, moved = len(draft.events), False
    while True:
        _arrive_all(draft)
        if draft.pending:
            moved = True
            _go_on_by_itself(draft, draft.pending.pop(0))
        elif due := _due(draft):
            draft.scene.pass_one(draft.id, draft.compiled.tasks[_known(draft, due.item).task])
            fire(draft, due)
        else:
            break
    state = draft.state
    if state.state is InstanceState.RUNNING and not state.open_items and not state.arrivals:
        _end(draft)
    return moved or len(draft.events) > before


def _arrive_all(draft: Draft) -> None:
    """Every meeting point that nothing more is on its way to starts."""
    while True:
        while draft.moves:
            target, arrival = draft.moves.popleft()
            if target in draft.compiled.awaited:
                draft.arrive(target, arrival)
            else:
                open_task(draft, target, (arrival,))
        point = draft.ready() if draft.state.arrivals else None
        if point is None:
            return
        open_task(draft, point, draft.state.arrivals[point])


def _go_on_by_itself(draft: Draft, id: int) -> None:
    """A call begins its child; a wait takes a message that came before it."""
    item = _known(draft, id)
    task = draft.compiled.tasks[item.task]
    if not item.open:
        return
    if item.awaits is Awaits.CHILD:
        family.call(draft, item, task)
        return
    for message in draft.state.messages:
        if message.name == task.message and message.data.keys() >= set(task.asks):
            draft.scene.pass_one(draft.id, task)
            outcomes, at = choice.by_data_or_all(draft, task, message.data), max(item.opened_at, message.at)
            complete(draft, item, at, outcomes, data=message.data, by_message=message.name, by=BY_ITSELF)
            return


def _go_on(draft: Draft, item: WorkItem, at: datetime, by: str) -> None:
    task = draft.compiled.tasks[item.task]
    complete(draft, item, at, choice.by_data_or_all(draft, task), by=by)


def _due(draft: Draft) -> Timer | None:
    """What ends work that this command has opened, and whose time has come already: it is recorded late."""
    due = [timer for timer in draft.timers.values() if timer.kind in _ENDING and timer.fires_at <= draft.scene.now]
    return min(due, key=attrgetter("turn"), default=None)


def _known(draft: Draft, id: int) -> WorkItem:
    item = draft.state.item(id)
    assert item
    return item


def _end(draft: Draft) -> None:
    """At the latest end of its work, in whatever order that was recorded."""
    at = max([draft.state.started_at, *draft.latest_ends().values()])
    draft.record(Completed, at)
    family.ended(draft, at)
