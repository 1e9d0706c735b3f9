"""Whether somebody may have those reminded at whose desk open work lies, and why not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.positions import agency_of, at_whose_desk, day_of, is_up_to, post_of
from sopengine.execution.records import KnowsWork
from sopengine.execution.refusals import reminding as refusal
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.work import WorkItem
from sopengine.people.rights import People, may_hand_on, on_day
from sopengine.people.values import Person

AGAIN_AFTER = timedelta(hours=1)
"""Working time that whoever was reminded has before the same person may ask again."""


def why_not(records: KnowsWork, compiled: Compiled, item: WorkItem, by: str, now: datetime) -> RefusedError | None:
    """Since it is not for `by` (an id), or there is nobody to remind; None where they may."""
    people, day = records.people(), day_of(compiled, now)
    person = people.person(by) if people else None
    if people and person and not _may(records, people, compiled, item, person, day):
        return refusal.may_not_remind(item, by)
    return nobody_else(people, compiled, item, by, day)


def nobody_else(people: People | None, compiled: Compiled, item: WorkItem, by: str, day: date) -> RefusedError | None:
    """Why nobody but `by` would be told; None where somebody is, or the store does not know who."""
    told = at_whose_desk(people, compiled, item, day)
    if any(person != by for person in told):
        return None
    if told:
        return refusal.only_yours(item, by)
    if item.actor in compiled.external or item.actor in compiled.programs:
        return refusal.nobody_here(compiled, item)
    if people and people.is_staffed(agency_of(compiled), day):
        known = filter(None, map(people.person, people.known_ids()))
        others = [person.id for person in known if is_up_to(people, compiled, item, person, day)]
        return refusal.nobody_holds(compiled, item, day, others)
    return None


def too_soon(records: KnowsWork, compiled: Compiled, item: WorkItem, by: str, at: datetime) -> RefusedError | None:
    """Since `by` did so within the last working hour; None where not."""
    calendar = records.calendar(compiled.calendar_of(item.actor), compiled.timezone)
    for event in records.events(item.instance):
        if isinstance(event, Reminded) and event.by_hand and (event.item, event.by) == (item.id, by):
            again = calendar.add_working_time(event.at, AGAIN_AFTER)
            if at < again:
                return refusal.just_reminded(compiled, item, event, again)
    return None


def _may(records: KnowsWork, people: People, compiled: Compiled, item: WorkItem, person: Person, day: date) -> bool:
    """Who oversees the agency, who is told when it is late, and who waits for it."""
    agency = agency_of(compiled)
    return (
        not people.is_staffed(agency, day)
        or may_hand_on(people, person, agency)
        or person.id in _told_when_late(people, compiled, item, day)
        or is_up_to(people, compiled, item, person, day) is not None
        or _had_a_part(records, item.instance, person.id)
    )


def _told_when_late(people: People, compiled: Compiled, item: WorkItem, day: date) -> set[str]:
    to = compiled.tasks[item.task].escalate
    return {one.person for one in on_day(people.holders(post_of(compiled, to)), day)} if to else set()


def _had_a_part(records: KnowsWork, instance: int, person: str) -> bool:
    """Having started it, or done work in it."""
    if any(item.done_by == person for item in records.work_items(instance=instance)):
        return True
    return records.events(instance)[0].by == person
