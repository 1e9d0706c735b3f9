"""Instances under way, made without a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sopengine.diagram.views.progress import Progress
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.graph import Graph

BEGIN = datetime(2026, 10, 6, 1, 0, tzinfo=UTC)
"""Tuesday 08.00 in Jakarta."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Work:
    """One work item: opened an hour after the one before, and done within half an hour."""

    task: str
    outcome: str = ""
    by: str = "staf-1"
    open: bool = False
    late: timedelta | None = None
    state: WorkState = WorkState.DONE
    """Of what is not open."""
    awaits: Awaits = Awaits.PERSON


def progress(graph: Graph, works: list[Work], ref: str = "Triwulan III") -> Progress:
    items: list[WorkItem] = []
    for number, work in enumerate(works, 1):
        task, opened = graph.tasks[work.task], BEGIN + (number - 1) * HOUR
        items.append(
            WorkItem(
                id=number,
                instance=1,
                task=work.task,
                step=next(step.id for step in graph.definition.steps if task in step.tasks),
                actor=task.actor,
                visit=1 + sum(item.task == work.task for item in items),
                opened_at=opened,
                due_at=opened + HOUR / 4,
                state=WorkState.OPEN if work.open else work.state,
                awaits=work.awaits,
                done_at=opened + HOUR / 2 if not work.open and work.state is WorkState.DONE else None,
                ended_at=None if work.open else opened + HOUR / 2,
                done_by="" if work.open else work.by,
                outcome=work.outcome,
            )
        )
    waiting = tuple(item for item in items if item.open)
    instance = Instance(
        id=1,
        sop=graph.definition.id,
        digest="0" * 64,
        ref=ref,
        state=InstanceState.RUNNING if waiting else InstanceState.COMPLETED,
        version=len(items),
        started_at=BEGIN,
        started_by="sekretaris",
        open_items=waiting,
    )
    late = {number: work.late for number, work in enumerate(works, 1) if work.late}
    return Progress(instance=instance, items=tuple(items), late=late, moment=BEGIN + len(works) * HOUR)
