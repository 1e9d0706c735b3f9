"""Instances that call others: how a child begins, what its end brings its parent, what cancelling one does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.drafting import choice
from sopengine.execution.drafting.draft import Draft
from sopengine.execution.drafting.ending import complete
from sopengine.execution.values.events.course import Handed
from sopengine.execution.values.events.event import instance_of, items_of
from sopengine.execution.values.events.flow import Started
from sopengine.execution.values.instance import Arrival, Instance
from sopengine.execution.values.work import Awaits, WorkItem

CHILD_CANCELLED = "proses anak dibatalkan"
"""The note of work that becomes a person's, as the form's readers say it."""


def call(draft: Draft, item: WorkItem, task: CompiledTask) -> None:
    """The child that runs in place of a work item begins, with the data of equal name and type."""
    scene, parent = draft.scene, draft.state.instance()
    scene.pass_one(draft.id, task)
    digest = parent.pins[task.call]
    compiled = scene.records.pinned(digest)
    id = scene.records.next_instance()
    first = Started(
        instance=id,
        seq=1,
        version=1,
        at=item.opened_at,
        recorded_at=max(scene.now, item.opened_at),
        by=scene.by,
        sop=compiled.sop,
        digest=digest,
        ref=_reference(draft, parent),
        entry=compiled.entries[0],
        parent=item.id,
        pins=parent.pins,
        data=_shared(draft.state.data, draft.compiled, compiled),
    )
    child = scene.new(compiled, first)
    child.moves.append((compiled.entries[0], Arrival(at=item.opened_at, came_from=None)))


def ended(draft: Draft, at: datetime) -> None:
    """The end of a child completes the work item that called it, with the data of equal name and type."""
    item_id = draft.state.instance().parent
    if item_id is None:
        return
    parent = draft.scene.of(instance_of(item_id))
    item = parent.state.item(item_id)
    if item is None or item.awaits is not Awaits.CHILD or not item.open:
        return
    data = _shared(draft.state.data, draft.compiled, parent.compiled)
    task = parent.compiled.tasks[item.task]
    outcomes = choice.by_data_or_all(parent, task, data)
    complete(parent, item, max(at, item.opened_at), outcomes, data=data, by=BY_ITSELF)


def hand_to_a_person(draft: Draft, at: datetime) -> None:
    """What a cancelled child was to do becomes a person's work."""
    item_id = draft.state.instance().parent
    if item_id is None:
        return
    parent = draft.scene.of(instance_of(item_id))
    item = parent.state.item(item_id)
    if item and item.open:
        give_to_a_person(parent, item, at)


def give_to_a_person(draft: Draft, item: WorkItem, at: datetime) -> None:
    """A work item whose child was cancelled."""
    draft.record(Handed, max(at, item.opened_at), item.id, note=CHILD_CANCELLED)


def _shared(data: Mapping[str, str], given: Compiled, taken: Compiled) -> dict[str, str]:
    """Fields of equal name and type."""
    return {
        id: text
        for id, text in data.items()
        if id in taken.data and id in given.data and taken.data[id].type == given.data[id].type
    }


def _reference(draft: Draft, parent: Instance) -> str:
    """The parent's with a number behind."""
    scene = draft.scene
    kept = scene.records.children(*items_of(parent.id))
    begun = [other for other in scene.drafts.values() if not other.before and other.state.parent is not None]
    number = 1 + len(kept) + sum(instance_of(other.state.parent or 0) == parent.id for other in begun)
    return f"{parent.ref or parent.id}/{number}"
