"""Whom a reminder by hand reaches, who may ask for it, and what was asked for before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sopengine.errors import RefusedError
from sopengine.execution.positions import at_whose_desk, day_of
from sopengine.execution.refusals import course, work
from sopengine.execution.reminding import nobody_else, too_soon, why_not
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem
from sopengine.store.reader import Reader


def reaches(reader: Reader, item: WorkItem, now: datetime) -> Mapping[str, bool]:
    """Id of each at whose desk it lies -> whether they have a mail address."""
    people, compiled = reader.people(), reader.version_of(item.instance)
    told = at_whose_desk(people, compiled, item, day_of(compiled, now))
    known = {id: people.person(id) if people else None for id in told}
    return {id: bool(person and person.mail) for id, person in known.items()}


def can_reach(reader: Reader, items: Iterable[WorkItem], by: str, now: datetime) -> frozenset[int]:
    """Ids of the open work items of which `by` would remind somebody; whether they may is not asked."""
    people = reader.people()
    found = []
    for item in items:
        compiled = reader.version_of(item.instance)
        if item.awaits is Awaits.PERSON and not nobody_else(people, compiled, item, by, day_of(compiled, now)):
            found.append(item.id)
    return frozenset(found)


def hindrance(reader: Reader, item: WorkItem, by: str, now: datetime, *, again: bool) -> RefusedError | None:
    """Why `by` may not remind of it now; `again`: also since they just did."""
    compiled = reader.version_of(item.instance)
    if not item.open:
        return work.not_any_more(compiled, item)
    if item.awaits not in (Awaits.PERSON, Awaits.PROGRAM):
        return work.goes_on_by_itself(compiled, item)
    (instance,) = reader.instances(id=item.instance)
    if instance.state is InstanceState.SUSPENDED:
        return course.suspended(compiled, instance.id, instance.suspended_at)
    people = reader.people()
    person = people.person(by) if people else None
    told = (reader, compiled, item, person.id if person else by, now)
    return why_not(*told) or (too_soon(*told) if again else None)
