"""Rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events import Event, EventKind
from sopengine.execution.values.instance import Instance, InstanceState, WorkItem
from sopengine.store.json_text import of_arrivals, of_mapping, to_arrivals, to_mapping

Values = dict[str, Any]
"""Of one row, by column."""


def work_item(row: Sequence[Any], compiled: Compiled) -> WorkItem:
    """From the columns of the table `work_item`, in its order."""
    task = compiled.tasks[row[2]]
    return WorkItem(
        id=row[0],
        instance=row[1],
        task=row[2],
        step=row[3],
        actor=row[4],
        visit=row[5],
        opened_at=row[6],
        opened_by=row[7],
        started_at=row[8],
        done_at=row[9],
        due_at=row[10],
        provisional=bool(row[11]),
        outcome=row[12],
        done_by=row[13],
        outcomes=task.labels,
        partners=task.partners,
        asks=task.asks,
    )


def instance(row: Sequence[Any], items: tuple[WorkItem, ...]) -> Instance:
    """From the columns of the table `instance`, in its order."""
    return Instance(
        id=row[0],
        digest=row[1],
        sop=row[2],
        ref=row[3],
        state=InstanceState(row[4]),
        version=row[5],
        events=row[6],
        arrivals=to_arrivals(row[7]),
        data=to_mapping(row[8]),
        started_at=row[9],
        started_by=row[10],
        ended_at=row[11],
        open_items=items,
    )


def event(row: Sequence[Any]) -> Event:
    """From the columns of the table `event`, in its order."""
    return Event(
        instance=row[0],
        seq=row[1],
        version=row[2],
        kind=EventKind(row[3]),
        at=row[4],
        recorded_at=row[5],
        by=row[6],
        item=row[7],
        data=to_mapping(row[8]),
        key=row[9],
    )


def of_instance(value: Instance) -> Values:
    return {
        "id": value.id,
        "digest": value.digest,
        "sop": value.sop,
        "ref": value.ref,
        "state": value.state.value,
        "version": value.version,
        "events": value.events,
        "arrivals": of_arrivals(value.arrivals),
        "data": of_mapping(value.data),
        "started_at": value.started_at,
        "started_by": value.started_by,
        "ended_at": value.ended_at,
    }


def of_work_item(value: WorkItem) -> Values:
    return {
        "id": value.id,
        "instance": value.instance,
        "task": value.task,
        "step": value.step,
        "actor": value.actor,
        "visit": value.visit,
        "opened_at": value.opened_at,
        "opened_by": value.opened_by,
        "started_at": value.started_at,
        "done_at": value.done_at,
        "due_at": value.due_at,
        "provisional": int(value.provisional),
        "outcome": value.outcome,
        "done_by": value.done_by,
    }


def of_event(value: Event) -> Values:
    return {
        "instance": value.instance,
        "seq": value.seq,
        "version": value.version,
        "kind": value.kind.value,
        "at": value.at,
        "recorded_at": value.recorded_at,
        "by": value.by,
        "item": value.item,
        "data": of_mapping(value.data),
        "key": value.key,
    }
