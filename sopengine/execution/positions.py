"""Whose a work item is: its actor as a position in an agency, on a day of its zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.work import WorkItem
from sopengine.people import rights
from sopengine.people.rights import People, Post
from sopengine.people.values import Acting, Agency, Capacity, HoldingKind, Person, folded

_STANDING_IN = (Capacity.PLT, Capacity.PLH, Capacity.DELEGATE, Capacity.UNCHECKED)


def is_up_to(people: People, compiled: Compiled, item: WorkItem, person: Person, day: date) -> Acting | None:
    """As what somebody may do a work item on a day, whoever has taken it; None where they may not."""
    lead, *partners = _posts(compiled, item)
    return rights.acting(people, person, lead, partners, day)


def is_with_another(people: People, compiled: Compiled, item: WorkItem, acting: Acting, day: date) -> bool:
    """Whether somebody else has taken it, who may still do it, and for whom this one does not stand in."""
    if item.assignee in ("", acting.by) or acting.capacity in _STANDING_IN:
        return False
    assignee = people.person(item.assignee)
    return assignee is not None and is_up_to(people, compiled, item, assignee, day) is not None


def who_may(people: People, compiled: Compiled, item: WorkItem, day: date) -> Sequence[tuple[str, HoldingKind]]:
    """Who holds the position of a work item on a day, and as what; nobody where it has no holder."""
    held = rights.on_day(people.holders(post_of(compiled, item.actor)), day)
    return [(one.person, one.kind) for one in held]


def at_whose_desk(people: People | None, compiled: Compiled, item: WorkItem, day: date) -> Sequence[str]:
    """Ids of who is reminded of a work item: who has taken it, while they may do it, else who holds its position.

    Nobody where it has no holder, or the store has no people.
    """
    if item.assignee:
        person = people.person(item.assignee) if people else None
        if people is None or not people.is_staffed(agency_of(compiled), day):
            return (item.assignee,)
        if person and is_up_to(people, compiled, item, person, day):
            return (item.assignee,)
    held = who_may(people, compiled, item, day) if people else ()
    return tuple(dict.fromkeys(person for person, _ in held))


def agency_of(compiled: Compiled) -> Agency:
    return Agency(government=compiled.government, name=compiled.agency)


def post_of(compiled: Compiled, actor: str) -> Post:
    return Post(
        agency=agency_of(compiled),
        names=(folded(actor), folded(compiled.actors.get(actor, actor))),
        is_staffed=actor not in compiled.external and actor not in compiled.programs,
    )


def day_of(compiled: Compiled, at: datetime) -> date:
    """The day that a moment lies in, by the agency's clock."""
    return at.astimezone(ZoneInfo(compiled.timezone)).date()


def _posts(compiled: Compiled, item: WorkItem) -> list[Post]:
    return [post_of(compiled, actor) for actor in (item.actor, *item.partners)]
