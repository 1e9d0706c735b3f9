"""What has become of the tasks of one instance, for a form that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.office.standing import standing
from sopengine.office.work import Moment, Work


class TaskState(StrEnum):
    """What has become of a task."""

    DONE = "done"
    DONE_LATE = "done late"
    """In its latest visit."""
    CURRENT = "current"
    OVERDUE = "overdue"
    """Open and past its due time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTask:
    """One task that was reached; it is open while one of its work items is."""

    state: TaskState
    visits: int
    opened_at: datetime
    """Of the latest visit, as is what follows."""
    done_at: datetime | None
    done_by: str
    """Empty while it is open."""
    due_at: datetime | None
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveForm:
    """One instance at a moment, task by task; tasks that were not reached are left out."""

    instance: Instance
    compiled: Compiled
    """The version that it is pinned to, with the text of its definition."""
    at: datetime
    tasks: Mapping[str, LiveTask]


def live_form(engine: Engine, name: int | str, *, at: Moment | None = None) -> LiveForm:
    """Of the instance with this number or reference, as it stood at a moment (default: now)."""
    found = standing(engine, name, at=at)
    by_task: dict[str, list[Work]] = defaultdict(list)
    for work in found.path:
        by_task[work.item.task].append(work)
    return LiveForm(
        instance=found.instance,
        compiled=engine.compiled(found.instance.digest),
        at=at(found.timezone) if at else engine.now(),
        tasks={task: _live(works) for task, works in by_task.items()},
    )


def _live(works: Sequence[Work]) -> LiveTask:
    open_work = [work for work in works if work.item.done_at is None]
    latest = (open_work or works)[-1].item
    return LiveTask(
        state=_state(open_work or works[-1:]),
        visits=len({work.item.visit for work in works}),
        opened_at=latest.opened_at,
        done_at=latest.done_at,
        done_by=latest.done_by,
        due_at=latest.due_at,
        provisional=latest.provisional,
    )


def _state(works: Sequence[Work]) -> TaskState:
    """Of open work, or of the work that was done last."""
    late = any(work.late for work in works)
    if works[0].item.done_at:
        return TaskState.DONE_LATE if late else TaskState.DONE
    return TaskState.OVERDUE if late else TaskState.CURRENT
