"""Changing people: what is asked is checked against who there is, then kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from sopengine.errors.unfit import unfit_sign
from sopengine.people import changes, refusals
from sopengine.people.rights import People, Post
from sopengine.people.values import Agency, Holding, HoldingKind, Person, Role, folded

_ID = r"[a-z0-9][a-z0-9._-]{0,39}"
_MAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_NIP_DIGITS = 18
_RESERVED = ("sop",)
_ACTING = (HoldingKind.PLT, HoldingKind.PLH)


class Registry(People, Protocol):
    """All that is known about people."""

    def anybody(self, name: str) -> Person | None:
        """By id, also one that was forgotten."""

    def with_nip(self, nip: str) -> Person | None:
        """Who bears this NIP."""

    def holdings_of(self, person: str) -> Sequence[Holding]:
        """In all agencies."""

    def admins(self) -> Sequence[str]:
        """Of whatever agency."""

    def all_roles(self) -> Sequence[tuple[str, Agency, Role]]:
        """Person, agency and role."""


class Keeper(Protocol):
    """Keeps what was decided, and tells who there is after it."""

    def all_people(self) -> Registry: ...

    def add_person(self, person: Person, by: str, now: datetime) -> None: ...

    def change_person(self, person: Person, by: str, now: datetime) -> None: ...

    def forget_person(self, id: str, by: str, now: datetime) -> None: ...

    def add_holding(self, holding: Holding, by: str, now: datetime) -> None: ...

    def end_holding(self, holding: Holding, last_day: date, by: str, now: datetime) -> None: ...

    def give_role(self, person: str, agency: Agency, role: Role, by: str, now: datetime) -> None: ...

    def take_role(self, person: str, agency: Agency, role: Role, by: str, now: datetime) -> None: ...


def carry_out(keeper: Keeper, change: changes.Change, by: str, now: datetime) -> None:
    """Raises SopError where it cannot be, or `by` may not."""
    people = keeper.all_people()
    acting = people.person(by)
    by = acting.id if acting else by
    _may_change(people, by)
    _WAYS[type(change)](keeper, people, change, by, now)


def known(people: People, name: str) -> Person:
    """Raises NotFoundError where nobody bears this id."""
    person = people.person(name)
    if person is None:
        raise refusals.nobody(name, people.known_ids())
    return person


def _may_change(people: Registry, by: str) -> None:
    admins = people.admins()
    if admins and by not in admins:
        raise refusals.only_admins(by, admins)


def _add(keeper: Keeper, people: Registry, change: changes.Add, by: str, now: datetime) -> None:
    id = _id(change.person)
    there = people.anybody(id)
    if there and there.forgotten:
        raise refusals.forgotten(id)
    before = there or Person(id=id)
    nip = before.nip if change.nip is None else _nip(people, id, change.nip)
    name = before.name if change.name is None else _name(change.name)
    mail = before.mail if change.mail is None else _mail(change.mail)
    person = Person(id=id, name=name, nip=nip, mail=mail)
    if there is None:
        keeper.add_person(person, by, now)
    elif person != there:
        keeper.change_person(person, by, now)


def _hold(keeper: Keeper, people: Registry, change: changes.Hold, by: str, now: datetime) -> None:
    person, position, letter = known(people, change.person), _name(change.position), _name(change.letter)
    if not position:
        raise refusals.no_position()
    if change.last_day and change.last_day < change.first_day:
        raise refusals.ends_before(change.first_day, change.last_day)
    holding = Holding(
        id=0,
        person=person.id,
        agency=change.agency,
        position=position,
        kind=change.kind,
        first_day=change.first_day,
        last_day=change.last_day,
        letter=letter,
    )
    _fits(holding, people)
    keeper.add_holding(holding, by, now)


def _fits(new: Holding, people: Registry) -> None:
    """A position may be held by hundreds: all of them are asked for only where one alone may act."""
    key = folded(new.position)
    for one in people.held_by(new.person, new.agency):
        if one.kind is new.kind and folded(one.position) == key and _overlap(one, new):
            raise refusals.held_already(one)
    if new.kind in _ACTING:
        for one in people.holders(Post(agency=new.agency, names=(key,))):
            if one.kind in _ACTING and _overlap(one, new):
                raise refusals.acted_for_already(one)


def _release(keeper: Keeper, people: Registry, change: changes.Release, by: str, now: datetime) -> None:
    person = known(people, change.person)
    held = [one for one in people.held_by(person.id, change.agency) if _lasts_beyond(one, change.last_day)]
    meant = [one for one in held if folded(one.position) == folded(change.position)]
    if not meant:
        raise refusals.holds_not(person.id, change.position, held)
    for one in meant:
        keeper.end_holding(one, change.last_day, by, now)


def _forget(keeper: Keeper, people: Registry, change: changes.Forget, by: str, now: datetime) -> None:
    person = known(people, change.person)
    _leave_an_admin(people, person.id)
    for one in people.holdings_of(person.id):
        if _lasts_beyond(one, change.last_day):
            keeper.end_holding(one, change.last_day, by, now)
    for who, agency, role in people.all_roles():
        if who == person.id:
            keeper.take_role(who, agency, role, by, now)
    keeper.forget_person(person.id, by, now)


def _give_role(keeper: Keeper, people: Registry, change: changes.GiveRole, by: str, now: datetime) -> None:
    person = known(people, change.person)
    if change.role in people.roles(person.id, change.agency):
        raise refusals.has_role(person.id, change.role)
    keeper.give_role(person.id, change.agency, change.role, by, now)


def _take_role(keeper: Keeper, people: Registry, change: changes.TakeRole, by: str, now: datetime) -> None:
    person = known(people, change.person)
    given = [
        agency
        for who, agency, role in people.all_roles()
        if who == person.id and role is change.role and agency.is_one_with(change.agency)
    ]
    if not given:
        roles = sorted(people.roles(person.id, change.agency))
        raise refusals.has_not_role(person.id, change.role, roles)
    if change.role is Role.ADMIN:
        _leave_an_admin(people, person.id)
    for agency in given:
        keeper.take_role(person.id, agency, change.role, by, now)


def _leave_an_admin(people: Registry, person: str) -> None:
    if people.admins() == [person]:
        raise refusals.last_admin(person)


def _overlap(one: Holding, other: Holding) -> bool:
    return one.first_day <= (other.last_day or date.max) and other.first_day <= (one.last_day or date.max)


def _lasts_beyond(holding: Holding, day: date) -> bool:
    return holding.last_day is None or holding.last_day > day


def _id(text: str) -> str:
    id = text.strip().casefold()
    if not re.fullmatch(_ID, id):
        raise refusals.no_id(text)
    if id in _RESERVED:
        raise refusals.reserved(id)
    return id


def _name(text: str) -> str:
    name = " ".join(text.split())
    if sign := unfit_sign(name):
        raise refusals.unreadable(name, sign)
    return name


def _nip(people: Registry, id: str, text: str) -> str:
    nip = re.sub(r"[\s.]", "", text)
    if nip and not (nip.isascii() and nip.isdecimal() and len(nip) == _NIP_DIGITS):
        raise refusals.no_nip(text, sum(sign.isdecimal() for sign in nip))
    bearer = people.with_nip(nip) if nip else None
    if bearer and bearer.id != id:
        raise refusals.nip_used(nip, bearer)
    return nip


def _mail(text: str) -> str:
    mail = text.strip()
    if mail and (unfit_sign(mail) or not re.fullmatch(_MAIL, mail)):
        raise refusals.no_mail(mail)
    return mail


_WAYS: Mapping[type[changes.Change], Callable[[Keeper, Registry, Any, str, datetime], None]] = {
    changes.Add: _add,
    changes.Hold: _hold,
    changes.Release: _release,
    changes.Forget: _forget,
    changes.GiveRole: _give_role,
    changes.TakeRole: _take_role,
}
