"""An open work item besides its work: whose it is among those who may do it, who is told of it, and its files."""

from __future__ import annotations

from datetime import datetime

from sopengine.execution.acting import doing, refused
from sopengine.execution.decide.work import open_item
from sopengine.execution.drafting import telling
from sopengine.execution.drafting.draft import Draft, Scene
from sopengine.execution.positions import agency_of, day_of, is_up_to
from sopengine.execution.records import Records
from sopengine.execution.refusals import people as refusal
from sopengine.execution.reminding import too_soon, why_not
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnItem
from sopengine.execution.values.events.attaching import Attached
from sopengine.execution.values.events.handing import Assigned, GivenBack, Taken
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.handing import Assign, Attach, GiveBack, Remind
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import WorkItem
from sopengine.people.rights import People, may_hand_on
from sopengine.people.values import Person


def take(records: Records, command: OnItem, now: datetime) -> Change:
    """An offered work item becomes that of who takes it. Raises RefusedError where another has it."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    scene.by = doing(records, draft.compiled, item, scene.by, _since(item, now)).by
    if item.assignee == scene.by:
        raise refusal.yours_already(item)
    if item.assignee and records.people() is None:
        raise refusal.taken(item, scene.by)
    draft.record(Taken, _since(item, now), item.id)
    return scene.change()


def give_back(records: Records, command: GiveBack, now: datetime) -> Change:
    """It is offered again to all whose work it is; by who had it, or who oversees the agency."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    if not item.assignee:
        raise refusal.with_nobody(item)
    people = records.people()
    person = people.person(scene.by) if people else None
    if people and person and item.assignee != person.id and not may_hand_on(people, person, agency_of(draft.compiled)):
        raise refusal.may_not_hand_on(item, person.id)
    draft.record(GivenBack, _since(item, now), item.id, reason=command.reason)
    return scene.change()


def assign(records: Records, command: Assign, now: datetime) -> Change:
    """It is given to one of those whose work it is."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    people, to = records.people(), command.to
    if people:
        to = _given_to(people, draft, item, command.to, now)
        _may_assign(people, draft, item, now)
    if item.assignee == to:
        raise refusal.yours_already(item)
    draft.record(Assigned, _since(item, now), item.id, to=to, reason=command.reason)
    return scene.change()


def remind(records: Records, command: Remind, now: datetime) -> Change:
    """Nothing of the work changes. Raises RefusedError where there is nobody else to remind, or it was just done."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    at, told = _since(item, now), (records, draft.compiled, item, scene.by)
    if hindrance := why_not(*told, now) or too_soon(*told, at):
        raise hindrance
    reminded = draft.record(Reminded, at, item.id, due_at=at, by_hand=True, note=command.note)
    telling.tell(draft, reminded, item, NoticeKind.REMINDER, item.actor, at)
    return scene.change()


def attach(records: Records, command: Attach, now: datetime) -> Change:
    """A file is added by somebody who may do the work; what it holds has been kept before."""
    scene = Scene(records, command, now)
    draft = scene.of_item(command.item)
    item = open_item(draft, command.item)
    scene.by = doing(records, draft.compiled, item, scene.by, _since(item, now)).by
    at, what = _since(item, now), command
    draft.record(Attached, at, item.id, name=what.name, size=what.size, digest=what.digest)
    return scene.change()


def _given_to(people: People, draft: Draft, item: WorkItem, name: str, now: datetime) -> str:
    person, day = people.person(name), day_of(draft.compiled, now)
    if not people.is_staffed(agency_of(draft.compiled), day):
        return person.id if person else name
    if person is None:
        raise refusal.unknown(name, people.known_ids())
    if is_up_to(people, draft.compiled, item, person, day) is None:
        raise refused(people, draft.compiled, item, person, day)
    return person.id


def _may_assign(people: People, draft: Draft, item: WorkItem, now: datetime) -> None:
    person = people.person(draft.scene.by)
    staffed = people.is_staffed(agency_of(draft.compiled), day_of(draft.compiled, now))
    if person and staffed and not _hands_on(people, draft, item, person, now):
        raise refusal.may_not_hand_on(item, person.id)


def _hands_on(people: People, draft: Draft, item: WorkItem, person: Person, now: datetime) -> bool:
    own = is_up_to(people, draft.compiled, item, person, day_of(draft.compiled, now))
    return own is not None or may_hand_on(people, person, agency_of(draft.compiled))


def _since(item: WorkItem, now: datetime) -> datetime:
    return max(now, item.opened_at)
