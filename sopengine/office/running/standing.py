"""Where instances stand: all of them in a line each, or one with the path that it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.office.running.inbox import inbox
from sopengine.office.running.lateness import judged
from sopengine.office.running.work import Moment, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Work has come to a meeting point that waits for more."""

    task: str
    awaited: tuple[str, ...]
    """Open tasks that it waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    open_tasks = [item.task for item in instance.open_items]
    return Standing(
        instance=instance,
        title=compiled.title,
        agency=compiled.agency,
        timezone=compiled.timezone,
        open=tuple(judged(engine, item, compiled, instance.ref, at) for item in instance.open_items),
        path=tuple(judged(engine, item, compiled, instance.ref, at) for item in shown),
        is_whole=len(shown) == len(items),
        waiting=tuple(
            Waiting(task=point, awaited=tuple(task for task in open_tasks if task in compiled.awaited[point]))
            for point in instance.arrivals
        ),
    )


def standings(engine: Engine, *, at: Moment | None = None) -> tuple[Summary, ...]:
    """Of all instances, by number, as they stood at a moment (default: now)."""
    open_work: dict[int, list[Work]] = defaultdict(list)
    for work in inbox(engine, at=at):
        open_work[work.item.instance].append(work)
    summaries = (_summary(engine, one, open_work[one.id], at) for one in engine.instances())
    return tuple(summary for summary in summaries if summary)


def _summary(engine: Engine, instance: Instance, work: Sequence[Work], at: Moment | None) -> Summary | None:
    """None where it had not begun."""
    timezone = engine.compiled(instance.digest).timezone
    if at and instance.started_at > at(timezone):
        return None
    if at and instance.ended_at and instance.ended_at > at(timezone):
        instance = replace(instance, state=InstanceState.RUNNING, ended_at=None)
    return Summary(instance=instance, open=tuple(sorted(work, key=lambda each: each.item.id)), timezone=timezone)


def _then(engine: Engine, instance: Instance, at: datetime) -> tuple[Instance, tuple[WorkItem, ...]]:
    """What its events up to a moment add up to."""
    events = [event for event in engine.events(instance.id) if event.at <= at]
    if not events:
        raise NotFoundError("instance {number} had not begun by then", number=instance.id)
    return replay(engine.compiled, events)
