"""Who may begin an instance, and let it rest or end: asked once somebody oversees the agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sopengine.compiled.tables import Compiled
from sopengine.execution.acting import BY_ITSELF, is_program
from sopengine.execution.positions import agency_of, day_of, post_of
from sopengine.execution.records import KnowsPeople
from sopengine.execution.refusals import people as refusal
from sopengine.execution.values.instance import Instance
from sopengine.people import rights
from sopengine.people.rights import People
from sopengine.people.values import Person, Role


def may_start(records: KnowsPeople, compiled: Compiled, entry: str, by: str, at: datetime) -> None:
    """Raises RefusedError with who may, where an SOP is not up to who begins it."""
    people, day = records.people(), day_of(compiled, at)
    overseers = _overseers(people, compiled, day)
    if people is None or not overseers or by == BY_ITSELF or is_program(compiled, by):
        return
    person = people.person(by)
    if person and (_has_part(people, compiled, entry, person, day) or _may_start_any(people, compiled, person)):
        return
    raise refusal.may_not_start(compiled, by, _participants(people, compiled, day), overseers)


def may_stop(records: KnowsPeople, compiled: Compiled, instance: Instance, by: str, now: datetime) -> None:
    """That it rests, goes on or is cancelled. Raises RefusedError with who may, where it is not up to them."""
    people = records.people()
    overseers = _overseers(people, compiled, day_of(compiled, now))
    if overseers and by not in (*overseers, instance.started_by, BY_ITSELF):
        raise refusal.may_not_stop(compiled, instance, by, overseers)


def _overseers(people: People | None, compiled: Compiled, day: date) -> Sequence[str]:
    """Of an agency with people; nobody where none is checked."""
    agency = agency_of(compiled)
    if people is None or not people.is_staffed(agency, day):
        return ()
    return rights.overseers(people, agency)


def _has_part(people: People, compiled: Compiled, entry: str, person: Person, day: date) -> bool:
    """Whether somebody may do the first work, or holds a position whose lane is in the SOP."""
    task = compiled.tasks[entry]
    lead, *partners = (post_of(compiled, actor) for actor in (task.actor, *task.partners) if actor)
    first = rights.acting(people, person, lead, partners, day)
    return first is not None or person.id in _participants(people, compiled, day)


def _participants(people: People, compiled: Compiled, day: date) -> list[str]:
    held = [
        one.person for actor in compiled.actors for one in rights.on_day(people.holders(post_of(compiled, actor)), day)
    ]
    return list(dict.fromkeys(held))


def _may_start_any(people: People, compiled: Compiled, person: Person) -> bool:
    return not people.roles(person.id, agency_of(compiled)).isdisjoint((Role.PETUGAS, *rights.OVERSEERS))
