"""A correction in an agency with people: one who may complete the work asks for it, another confirms it."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.acting import refused
from sopengine.execution.drafting.draft import Draft, Scene, know_all
from sopengine.execution.positions import agency_of, day_of, is_up_to, who_may
from sopengine.execution.records import Records
from sopengine.execution.refusals import people as refusal
from sopengine.execution.refusals import work
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Correct
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.events.handing import Declined, Proposed
from sopengine.execution.values.handing import Decline
from sopengine.execution.values.work import WorkItem
from sopengine.people.rights import People
from sopengine.people.values import Person, Role


def is_checked(records: Records, command: Correct, now: datetime) -> bool:
    """Whether another has to confirm a correction."""
    people = records.people()
    instance = records.instance_to_change(instance_of(command.item)) if people else None
    if people is None or instance is None:
        return False
    compiled = records.pinned(instance.digest)
    return people.is_staffed(agency_of(compiled), day_of(compiled, now))


def propose(records: Records, command: Correct, now: datetime) -> Change:
    """Raises RefusedError where who asks may not complete such work, and has not done it."""
    scene = Scene(records, command, now)
    draft, item = _known(scene, command.item)
    people, moment = records.people(), max(now, item.opened_at)
    person = people.person(scene.by) if people else None
    if people and person and item.done_by != person.id and not _may_complete(people, draft, item, person, now):
        raise refused(people, draft.compiled, item, person, day_of(draft.compiled, now))
    draft.record(
        Proposed,
        moment,
        item.id,
        done_at=command.done_at,
        done_by=command.done_by or "",
        note=command.note,
        reason=command.reason,
    )
    return scene.change()


def asked_for(records: Records, scene: Scene, id: int, now: datetime) -> tuple[Correct, str]:
    """The correction that waits to be confirmed by who acts, and who asked for it. Raises RefusedError."""
    draft, item = _known(scene, id)
    event = _waiting(records, draft, item)
    people = records.people()
    person = people.person(scene.by) if people else None
    if people and person:
        _may_confirm(people, draft, item, person, event.by, now)
    command = Correct(
        by=scene.by,
        item=id,
        done_at=event.done_at,
        done_by=event.done_by or None,
        note=event.note,
        reason=event.reason,
    )
    return command, event.by


def decline(records: Records, command: Decline, now: datetime) -> Change:
    """By who may confirm it, or who asked for it."""
    scene = Scene(records, command, now)
    draft, item = _known(scene, command.item)
    event, people = _waiting(records, draft, item), records.people()
    person = people.person(scene.by) if people else None
    if people and person and person.id != event.by:
        _may_confirm(people, draft, item, person, event.by, now)
    draft.record(Declined, max(now, item.opened_at), item.id, reason=command.reason)
    return scene.change()


def _known(scene: Scene, id: int) -> tuple[Draft, WorkItem]:
    draft = scene.of_item(id)
    know_all(draft)
    item = draft.state.item(id)
    if item is None:
        raise work.no_item(id)
    return draft, item


def _waiting(records: Records, draft: Draft, item: WorkItem) -> Proposed:
    found = [event for event in records.events(draft.id) if event.seq == item.proposed and isinstance(event, Proposed)]
    if not found:
        raise refusal.nothing_asked(item)
    return found[0]


def _may_confirm(people: People, draft: Draft, item: WorkItem, person: Person, asker: str, now: datetime) -> None:
    is_admin = Role.ADMIN in people.roles(person.id, agency_of(draft.compiled))
    if person.id != asker and (is_admin or _may_complete(people, draft, item, person, now)):
        return
    held = who_may(people, draft.compiled, item, day_of(draft.compiled, now))
    who = dict.fromkeys([*(name for name, _ in held), *people.with_role(Role.ADMIN, agency_of(draft.compiled))])
    raise refusal.not_to_confirm(item, person.id, [name for name in who if name != asker])


def _may_complete(people: People, draft: Draft, item: WorkItem, person: Person, now: datetime) -> bool:
    return is_up_to(people, draft.compiled, item, person, day_of(draft.compiled, now)) is not None
