"""What lies on the desk of one person: the work that is up to them today, and what they wait for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sopengine.compiled.tables import Compiled
from sopengine.execution.positions import agency_of, day_of, is_with_another, post_of
from sopengine.execution.values.work import WorkItem
from sopengine.people import rights
from sopengine.people.rights import People
from sopengine.people.values import Acting, Capacity, Person
from sopengine.store.desks import OpenWork
from sopengine.store.reader import Reader

_WAITED_FOR = timedelta(days=90)
"""What was handed on before that is no longer looked for."""
_Mine = Mapping[str, Acting]
"""Actor -> as what the person works for it."""


def desk_of(
    reader: Reader, people: People, person: Person, now: datetime
) -> tuple[tuple[OpenWork, ...], tuple[OpenWork, ...]]:
    """What the person can do now; and what waits for others: taken by them, or opened by this person's work."""
    versions = {version.digest: version for version in reader.versions()}
    mine = {digest: _mine(people, version, person, now) for digest, version in versions.items()}
    leads = {lead for digest, version in versions.items() for lead in _leads(version, mine[digest])}
    on_desk = [one for lead in sorted(leads) for one in reader.desk(actor=lead) if _as(mine[one.digest], one.item)]
    free = [one for one in on_desk if not _is_taken(people, versions[one.digest], mine[one.digest], one.item, now)]
    own = {one.item.id for one in free}
    waits = {
        one.item.id: one
        for one in (*on_desk, *reader.opened_by(person.id, now - _WAITED_FOR))
        if one.item.id not in own
    }
    return tuple(free), tuple(waits.values())


def _mine(people: People, version: Compiled, person: Person, now: datetime) -> _Mine:
    """Not what an outside party or a program does: that is recorded when they tell."""
    agency, day = agency_of(version), day_of(version, now)
    if not people.is_staffed(agency, day):
        return {}
    found = {actor: rights.acting(people, person, post_of(version, actor), (), day) for actor in version.actors}
    return {actor: acting for actor, acting in found.items() if acting and acting.capacity is not Capacity.RECORDER}


def _leads(version: Compiled, mine: _Mine) -> set[str]:
    """The actors whose work somebody does for whom these are theirs."""
    led = {task.actor for task in version.tasks.values() if not mine.keys().isdisjoint(task.partners)}
    return led | mine.keys()


def _as(mine: _Mine, item: WorkItem) -> Acting | None:
    """As what the person would do a work item."""
    held = (mine[actor] for actor in item.partners if actor in mine)
    return mine.get(item.actor) or next((one for one in held if one.capacity is not Capacity.VACANT), None)


def _is_taken(people: People, version: Compiled, mine: _Mine, item: WorkItem, now: datetime) -> bool:
    acting = _as(mine, item)
    return acting is not None and is_with_another(people, version, item, acting, day_of(version, now))
