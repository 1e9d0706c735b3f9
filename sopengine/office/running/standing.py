"""Where instances stand: all of them in a line each, or one with the path that it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sopengine.engine import Engine
from sopengine.engine.earlier import tables_to_read
from sopengine.errors import NotFoundError
from sopengine.execution.as_of import as_of
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.events.course import Cancelled, Suspended
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.office.running.inbox import during
from sopengine.office.running.lateness import judged
from sopengine.office.running.work import Moment, Work


@frozen
class Waiting:
    """Work has come to a meeting point that waits for more."""

    task: str
    awaited: tuple[str, ...]
    """Open tasks that it waits for."""


@frozen
class Standing:
    """One instance at a moment."""

    instance: Instance
    title: str
    agency: str
    timezone: str
    open: tuple[Work, ...]
    path: tuple[Work, ...]
    """Work, open and done, in the order of opening."""
    is_whole: bool
    """Nothing earlier was left out of the path."""
    waiting: tuple[Waiting, ...]
    reason: str = ""
    """Why it is suspended, or was cancelled."""


@frozen
class Summary:
    """One instance among all."""

    instance: Instance
    open: tuple[Work, ...]
    timezone: str

    @property
    def since(self) -> datetime | None:
        """When it ended, else when the oldest open work was opened."""
        return self.instance.ended_at or min((work.item.opened_at for work in self.open), default=None)

    @property
    def latest(self) -> Work | None:
        """The open work that is late by most."""
        late = [work for work in self.open if work.late is not None]
        return max(late, key=lambda work: work.late or timedelta(), default=None)


def standing(engine: Engine, name: int | str, *, at: Moment | None = None, latest: int | None = None) -> Standing:
    """Of the instance with this number or reference, as it stood at a moment (default: now).

    `latest`: of its path only so many work items, those that were opened last; default: all.
    """
    instance = engine.instance(name)
    compiled = engine.compiled(instance.digest)
    if at:
        instance, items = _then(engine, instance, at(compiled.timezone))
    else:
        items = engine.visits(instance.id) if latest is None else engine.latest_work(instance.id, latest + 1)
    shown = items if latest is None else items[-latest:]
    read_by = tables_to_read(engine, instance, shown)
    open_tasks = [item.task for item in instance.open_items]
    return Standing(
        instance=instance,
        title=compiled.title,
        agency=compiled.agency,
        timezone=compiled.timezone,
        open=tuple(judged(engine, item, compiled, instance.ref, at) for item in instance.open_items),
        path=tuple(judged(engine, item, read_by, instance.ref, at) for item in shown),
        is_whole=len(shown) == len(items),
        waiting=tuple(
            Waiting(task=point, awaited=tuple(task for task in open_tasks if task in compiled.awaited[point]))
            for point in instance.arrivals
        ),
        reason=_reason(engine, instance),
    )


def _reason(engine: Engine, instance: Instance) -> str:
    """Of a running or completed one nothing is looked up."""
    if instance.state not in (InstanceState.SUSPENDED, InstanceState.CANCELLED):
        return ""
    stops = [event for event in engine.events(instance.id) if isinstance(event, Suspended | Cancelled)]
    return stops[-1].reason if stops else ""


def standings(engine: Engine, *, at: Moment | None = None) -> tuple[Summary, ...]:
    """Of all instances, by number, as they stood at a moment (default: now)."""
    then = _open_then(engine, at) if at else {}
    summaries = (
        _summary(engine, one, then.get(one.id, ()) if at else one.open_items, at) for one in engine.instances()
    )
    return tuple(summary for summary in summaries if summary)


def _open_then(engine: Engine, at: Moment) -> dict[int, list[WorkItem]]:
    """By instance the work that was open at a moment, by the agency's clock."""
    found: dict[int, list[WorkItem]] = defaultdict(list)
    for one in engine.desk(during=during(at)):
        for item in as_of([one.item], at(engine.compiled(one.digest).timezone)):
            if item.open:
                found[item.instance].append(item)
    return found


def _summary(engine: Engine, instance: Instance, items: Sequence[WorkItem], at: Moment | None) -> Summary | None:
    """None where it had not begun."""
    compiled = engine.compiled(instance.digest)
    if at:
        then = at(compiled.timezone)
        if instance.started_at > then:
            return None
        stopped = instance.ended_at or instance.suspended_at
        if stopped and stopped > then:
            instance = replace(instance, state=InstanceState.RUNNING, ended_at=None, suspended_at=None)
    work = (judged(engine, item, compiled, instance.ref, at) for item in sorted(items, key=lambda item: item.id))
    return Summary(instance=instance, open=tuple(work), timezone=compiled.timezone)


def _then(engine: Engine, instance: Instance, at: datetime) -> tuple[Instance, tuple[WorkItem, ...]]:
    """What its events up to a moment add up to."""
    events = [event for event in engine.events(instance.id) if event.at <= at]
    if not events:
        raise NotFoundError("instance {number} had not begun by then", number=instance.id)
    return replay(engine.compiled, events)
