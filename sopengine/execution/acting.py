"""Who acts in an instance: known to the store, entitled on the day; where the store has no people, anybody."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution.positions import agency_of, day_of, is_up_to, is_with_another, who_may
from sopengine.execution.records import KnowsPeople
from sopengine.execution.refusals import people as refusal
from sopengine.execution.values.work import WorkItem
from sopengine.people.rights import People
from sopengine.people.values import Acting, Capacity, HoldingKind, Person, folded

BY_ITSELF = "sop"
"""Who does what nobody does: time-outs, waits that are over."""


def doing(records: KnowsPeople, compiled: Compiled, item: WorkItem, by: str, at: datetime) -> Acting:
    """As what somebody does a work item. Raises RefusedError with who may, where it is not up to them."""
    people = records.people()
    if people is None:
        return _unchecked(by)
    day = day_of(compiled, at)
    key = ("doing", compiled.digest, item.task, item.actor, by, day)
    found: Acting | None = people.remembered.get(key)
    if found is None:
        found = people.remembered[key] = _doing(people, compiled, item, by, day)
    if item.assignee and is_with_another(people, compiled, item, found, day):
        raise refusal.taken(item, found.by)
    return found


def on_that_day(records: KnowsPeople, compiled: Compiled, item: WorkItem, name: str, day: date) -> Acting:
    """As what somebody did a work item on a day, whoever had taken it. Raises RefusedError with who may have."""
    people = records.people()
    return _unchecked(name) if people is None else _doing(people, compiled, item, name, day)


def who_acts(records: KnowsPeople, compiled: Compiled, by: str, now: datetime) -> str:
    """The id of who acts. Raises NotFoundError where the agency has people, and nobody of that name."""
    people = records.people()
    if people is None or by == BY_ITSELF:
        return by
    person = people.person(by)
    if (
        person is None
        and people.is_staffed(agency_of(compiled), day_of(compiled, now))
        and not is_program(compiled, by)
    ):
        raise refusal.unknown(by, people.known_ids())
    return person.id if person else by


def who_tells(records: KnowsPeople, by: str) -> str:
    """The id of who acts, where the store knows them."""
    people = records.people()
    person = people.person(by) if people else None
    return person.id if person else by


def refused(people: People, compiled: Compiled, item: WorkItem, person: Person, day: date) -> RefusedError:
    """Why a work item is not up to somebody, and to whom it is."""
    who = [_marked(*each) for each in who_may(people, compiled, item, day)]
    if who:
        return refusal.not_yours(compiled, item, person.id, day, who)
    return refusal.nobodys(compiled, item, person.id, day)


@lru_cache(maxsize=256)
def _unchecked(by: str) -> Acting:
    return Acting(by=by)


def _doing(people: People, compiled: Compiled, item: WorkItem, by: str, day: date) -> Acting:
    if not people.is_staffed(agency_of(compiled), day):
        person = people.person(by)
        return Acting(by=person.id if person else by)
    if item.actor in compiled.programs and is_program(compiled, by):
        return Acting(by=by, capacity=Capacity.PROGRAM)
    person = people.person(by)
    if person is None:
        raise refusal.unknown(by, people.known_ids())
    acting = is_up_to(people, compiled, item, person, day)
    if acting is None:
        raise refused(people, compiled, item, person, day)
    return acting


_MARKS = {HoldingKind.PLT: " (Plt.)", HoldingKind.PLH: " (Plh.)"}


def _marked(person: str, kind: HoldingKind) -> str:
    return f"{person}{_MARKS.get(kind, '')}"


def is_program(compiled: Compiled, by: str) -> bool:
    """Whether a name is that of an actor of the SOP that is no person."""
    names = {folded(name) for actor in compiled.programs for name in (actor, compiled.actors.get(actor, actor))}
    return folded(by) in names
