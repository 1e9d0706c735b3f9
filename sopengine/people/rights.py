"""Who may do a piece of work on a day: its position's holders, or in their place who is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from sopengine.frozen import frozen
from sopengine.people.values import Acting, Agency, Capacity, Holding, HoldingKind, Person, Role


@frozen
class Post:
    """A position that work is up to."""

    agency: Agency
    names: tuple[str, ...]
    """Folded id and title of the actor: a holding of either counts."""
    is_staffed: bool = True
    """False of outside parties and programs, whose work an official records."""


class People(Protocol):
    """What one transaction sees of the people of a store."""

    remembered: dict[Hashable, Any]
    """Answers that hold as long as nothing about the people changes."""

    def person(self, name: str) -> Person | None:
        """Who bears this id, in whatever case; None where nobody does, or they were forgotten."""

    def known_ids(self) -> Sequence[str]:
        """Of all who are not forgotten, by id."""

    def holders(self, post: Post) -> Sequence[Holding]:
        """All holdings of a position, past ones and those to come; of people who are not forgotten."""

    def held_by(self, person: str, agency: Agency) -> Sequence[Holding]:
        """All that a person holds, held or will hold in an agency."""

    def is_staffed(self, agency: Agency, day: date) -> bool:
        """Whether anybody holds anything in an agency on a day, or did before: from then on its work is checked."""

    def has_holders(self, agency: Agency, day: date) -> bool:
        """Whether anybody holds anything in an agency on that very day."""

    def roles(self, person: str, agency: Agency) -> frozenset[Role]:
        """That a person has in an agency."""

    def with_role(self, role: Role, agency: Agency | None = None) -> Sequence[str]:
        """Ids of those who have a role in an agency; None: anywhere."""


_STRENGTH = (HoldingKind.HOLDER, HoldingKind.PLT, HoldingKind.PLH, HoldingKind.DELEGATE)
OVERSEERS = (Role.PENGAWAS, Role.PIMPINAN, Role.ADMIN)
"""Who may hand on work that is not theirs, begin what is not, and stop an instance."""


def acting(people: People, person: Person, lead: Post, partners: Iterable[Post], day: date) -> Acting | None:
    """As what a person may do a piece of work on a day; None where they may not."""
    held = on_day(people.holders(lead), day)
    mine = [one for one in held if one.person == person.id]
    if mine:
        strongest = min(mine, key=lambda one: _STRENGTH.index(one.kind))
        capacity = Capacity(strongest.kind)
        return _as(person, capacity, "" if capacity is Capacity.HOLDER else owner(held, person.id))
    for partner in partners:
        if any(one.person == person.id for one in on_day(people.holders(partner), day)):
            return _as(person, Capacity.PARTNER, owner(held, person.id))
    if held or not _stands_in(people, person, lead.agency, day):
        return None
    return _as(person, Capacity.VACANT if lead.is_staffed else Capacity.RECORDER, "")


def on_day(holdings: Iterable[Holding], day: date) -> list[Holding]:
    return [one for one in holdings if one.on(day)]


def owner(held: Sequence[Holding], but: str = "") -> str:
    """Of a position, by all that is held of it on a day: who holds it for good, where that is one person."""
    own = {one.person for one in held if one.kind is HoldingKind.HOLDER} - {but}
    return own.pop() if len(own) == 1 else ""


def may_hand_on(people: People, person: Person, agency: Agency) -> bool:
    """Whether somebody may give work to others that is not up to them."""
    return not people.roles(person.id, agency).isdisjoint(OVERSEERS)


def overseers(people: People, agency: Agency) -> Sequence[str]:
    """Ids of those who oversee an agency."""
    return list(dict.fromkeys(who for role in OVERSEERS for who in people.with_role(role, agency)))


def _stands_in(people: People, person: Person, agency: Agency, day: date) -> bool:
    """Of a position that nobody holds: whether the work is up to this person, too."""
    own = people.held_by(person.id, agency)
    if people.has_holders(agency, day):
        return bool(on_day(own, day))
    return bool(own) or bool(people.roles(person.id, agency))


def _as(person: Person, capacity: Capacity, on_behalf_of: str) -> Acting:
    return Acting(by=person.id, capacity=capacity, on_behalf_of=on_behalf_of)
