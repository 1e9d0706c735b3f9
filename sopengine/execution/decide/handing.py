"""An open work item besides its work: whose it is among those who may do it, who is told of it, and its files."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sopengine.execution.acting import doing, refused
from sopengine.execution.decide.work import open_item
from sopengine.execution.drafting import telling
from sopengine.execution.drafting.draft import Draft, Scene, know_all
from sopengine.execution.drafting.due_times import calendar
from sopengine.execution.positions import agency_of, at_whose_desk, day_of, is_up_to, post_of
from sopengine.execution.records import Records
from sopengine.execution.refusals import people as refusal
from sopengine.execution.refusals import reminding
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnItem
from sopengine.execution.values.events.attaching import Attached
from sopengine.execution.values.events.handing import Assigned, GivenBack, Taken
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.handing import Assign, Attach, GiveBack, Remind
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import WorkItem
from sopengine.people.rights import People, may_hand_on, on_day
from sopengine.people.values import Person

AGAIN_AFTER = timedelta(hours=1)
"""Working time that whoever was reminded has before the same person may ask again."""


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
    people, at = records.people(), max(now, item.opened_at)
    if people:
        _may_remind(people, draft, item, now)
    _let_there_be_somebody(people, draft, item, now)
    _let_them_have_time(draft, item, at)
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


def _may_remind(people: People, draft: Draft, item: WorkItem, now: datetime) -> None:
    """Who oversees the agency, who is told when it is late, and who waits for it."""
    agency, day = agency_of(draft.compiled), day_of(draft.compiled, now)
    person = people.person(draft.scene.by)
    if person is None or not people.is_staffed(agency, day):
        return
    answers = may_hand_on(people, person, agency) or person.id in _told_when_late(people, draft, item, day)
    if not answers and is_up_to(people, draft.compiled, item, person, day) is None and not _had_a_part(draft, person):
        raise reminding.may_not_remind(item, person.id)


def _told_when_late(people: People, draft: Draft, item: WorkItem, day: date) -> set[str]:
    to = draft.compiled.tasks[item.task].escalate
    return {one.person for one in on_day(people.holders(post_of(draft.compiled, to)), day)} if to else set()


def _had_a_part(draft: Draft, person: Person) -> bool:
    know_all(draft)
    did = {item.done_by for item in draft.state.ended.values()}
    return person.id in did or person.id == draft.state.instance().started_by


def _let_there_be_somebody(people: People | None, draft: Draft, item: WorkItem, now: datetime) -> None:
    compiled, day = draft.compiled, day_of(draft.compiled, now)
    told = at_whose_desk(people, compiled, item, day)
    if any(person != draft.scene.by for person in told):
        return
    if told:
        raise reminding.only_yours(item, draft.scene.by)
    if item.actor in compiled.external or item.actor in compiled.programs:
        raise reminding.nobody_here(compiled, item)
    if people and people.is_staffed(agency_of(compiled), day):
        known = filter(None, map(people.person, people.known_ids()))
        others = [person.id for person in known if is_up_to(people, compiled, item, person, day)]
        raise reminding.nobody_holds(compiled, item, day, others)


def _let_them_have_time(draft: Draft, item: WorkItem, at: datetime) -> None:
    for event in draft.scene.records.events(draft.id):
        if isinstance(event, Reminded) and event.by_hand and event.item == item.id and event.by == draft.scene.by:
            again = calendar(draft, item.actor).add_working_time(event.at, AGAIN_AFTER)
            if at < again:
                raise reminding.just_reminded(draft.compiled, item, event, again)


def _since(item: WorkItem, now: datetime) -> datetime:
    return max(now, item.opened_at)
