"""Questions about people, each one statement; answers are remembered as long as nothing about people changes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from sopengine.people.rights import Post
from sopengine.people.values import Agency, Holding, HoldingKind, Person, Role, folded
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement
from sopengine.store.people import tables

_PERSON, _HOLDING, _ROLE = tables.person.c, tables.holding.c, tables.role.c
ADMINS = ("admins",)
"""What is remembered of them; of many changes each asks for it."""
MOST_REMEMBERED = 10_000
"""Answers; then they are asked anew."""

_HELD = (
    select(
        *(_HOLDING.id, _HOLDING.person, _HOLDING.government, _HOLDING.agency, _HOLDING.position, _HOLDING.kind),
        *(_HOLDING.first_day, _HOLDING.last_day, _HOLDING.letter),
    )
    .select_from(tables.holding.join(tables.person, _PERSON.id == _HOLDING.person))
    .where(_PERSON.forgotten_at.is_(None))
    .order_by(_HOLDING.first_day, _HOLDING.id)
)
_PERSON_BY_ID = Statement(
    select(_PERSON.id, _PERSON.name, _PERSON.nip, _PERSON.mail, _PERSON.forgotten_at).where(
        _PERSON.id == bindparam("id")
    )
)
_PERSON_BY_NIP = Statement(
    select(_PERSON.id, _PERSON.name, _PERSON.nip, _PERSON.mail, _PERSON.forgotten_at).where(
        _PERSON.nip == bindparam("nip")
    )
)
_PEOPLE = Statement(
    select(_PERSON.id, _PERSON.name, _PERSON.nip, _PERSON.mail, _PERSON.forgotten_at).order_by(_PERSON.id)
)
_OF_POST = Statement(
    _HELD.where(
        _HOLDING.agency_key == bindparam("agency"),
        or_(_HOLDING.position_key == bindparam("id"), _HOLDING.position_key == bindparam("title")),
    )
)
_OF_PERSON = Statement(_HELD.where(_HOLDING.person == bindparam("person")))
_OF_AGENCY = Statement(_HELD.where(_HOLDING.agency_key == bindparam("agency")))
_BEGUN = Statement(
    select(_HOLDING.government, func.min(_HOLDING.first_day))
    .where(_HOLDING.agency_key == bindparam("agency"))
    .group_by(_HOLDING.government)
)
_ALL_HELD = Statement(_HELD)
_GIVEN = (
    select(_ROLE.person, _ROLE.government, _ROLE.agency, _ROLE.role)
    .select_from(tables.role.join(tables.person, _PERSON.id == _ROLE.person))
    .where(_PERSON.forgotten_at.is_(None))
    .order_by(_ROLE.person, _ROLE.agency_key, _ROLE.role)
)
_ROLES, _ROLES_OF = Statement(_GIVEN), Statement(_GIVEN.where(_ROLE.person == bindparam("person")))
_ADMINS = Statement(_GIVEN.where(_ROLE.role == Role.ADMIN.value))


class StoredPeople:
    """The people of a store as one transaction sees them; `rights.People`."""

    def __init__(self, link: Link, remembered: dict[Hashable, Any]) -> None:
        if len(remembered) > MOST_REMEMBERED:
            remembered.clear()
        self.remembered = remembered
        self._link = link

    def person(self, name: str) -> Person | None:
        found = self.anybody(name)
        return None if found is None or found.forgotten else found

    def anybody(self, name: str) -> Person | None:
        """Also one that was forgotten."""
        id = name.strip().casefold()
        found: Person | None = self._once(("person", id), lambda: self._person(id))
        return found

    def everybody(self) -> tuple[Person, ...]:
        """By id; also those that were forgotten."""
        return tuple(map(_as_person, _PEOPLE.rows(self._link)))

    def known_ids(self) -> Sequence[str]:
        return [one.id for one in self.everybody() if not one.forgotten]

    def holders(self, post: Post) -> Sequence[Holding]:
        found: Sequence[Holding] = self._once(("post", post), lambda: self._holders(post))
        return found

    def held_by(self, person: str, agency: Agency) -> Sequence[Holding]:
        return [one for one in self.holdings_of(person) if one.agency.is_one_with(agency)]

    def holdings_of(self, person: str) -> Sequence[Holding]:
        """In all agencies."""
        found: Sequence[Holding] = self._once(
            ("held by", person), lambda: list(map(_as_holding, _OF_PERSON.rows(self._link, person=person)))
        )
        return found

    def holdings(self) -> Sequence[Holding]:
        """Of everybody."""
        return list(map(_as_holding, _ALL_HELD.rows(self._link)))

    def is_staffed(self, agency: Agency, day: date) -> bool:
        key = agency.folded
        begun: Sequence[tuple[str, str]] = self._once(
            ("begun", key), lambda: [(row[0], row[1]) for row in _BEGUN.rows(self._link, agency=key)]
        )
        here = (first for government, first in begun if _agency(government, agency.name).is_one_with(agency))
        return any(first <= day.isoformat() for first in here)

    def has_holders(self, agency: Agency, day: date) -> bool:
        return any(one.on(day) for one in self.in_agency(agency))

    def in_agency(self, agency: Agency) -> Sequence[Holding]:
        """All holdings in an agency, past ones and those to come."""
        held: Sequence[Holding] = self._once(("agency", agency), lambda: self._in(agency))
        return held

    def roles(self, person: str, agency: Agency) -> frozenset[Role]:
        return frozenset(role for _, where, role in self.roles_of(person) if where.is_one_with(agency))

    def roles_of(self, person: str) -> Sequence[tuple[str, Agency, Role]]:
        """In all agencies."""
        found: Sequence[tuple[str, Agency, Role]] = self._once(
            ("roles of", person), lambda: list(map(_as_role, _ROLES_OF.rows(self._link, person=person)))
        )
        return found

    def admins(self) -> Sequence[str]:
        """In whatever agency."""
        found: Sequence[str] = self._once(
            ADMINS, lambda: list(dict.fromkeys(row[0] for row in _ADMINS.rows(self._link)))
        )
        return found

    def with_role(self, role: Role, agency: Agency | None = None) -> Sequence[str]:
        fitting = (
            who for who, where, has in self.all_roles() if has is role and (not agency or where.is_one_with(agency))
        )
        return list(dict.fromkeys(fitting))

    def all_roles(self) -> Sequence[tuple[str, Agency, Role]]:
        """Person, agency and role, by person."""
        found: Sequence[tuple[str, Agency, Role]] = self._once(
            ("roles",), lambda: list(map(_as_role, _ROLES.rows(self._link)))
        )
        return found

    def with_nip(self, nip: str) -> Person | None:
        found = _PERSON_BY_NIP.rows(self._link, nip=nip)
        return _as_person(found[0]) if found else None

    def _once(self, key: Hashable, ask: Any) -> Any:
        if key not in self.remembered:
            self.remembered[key] = ask()
        return self.remembered[key]

    def _person(self, id: str) -> Person | None:
        found = _PERSON_BY_ID.rows(self._link, id=id)
        return _as_person(found[0]) if found else None

    def _holders(self, post: Post) -> Sequence[Holding]:
        rows = _OF_POST.rows(self._link, agency=post.agency.folded, id=post.names[0], title=post.names[-1])
        return [one for one in map(_as_holding, rows) if one.agency.is_one_with(post.agency)]

    def _in(self, agency: Agency) -> Sequence[Holding]:
        rows = _OF_AGENCY.rows(self._link, agency=agency.folded)
        return [one for one in map(_as_holding, rows) if one.agency.is_one_with(agency)]


def keys_of(agency: Agency, position: str) -> tuple[str, str]:
    """What a holding of a position is found by."""
    return agency.folded, folded(position)


def _as_person(row: Row) -> Person:
    return Person(id=row[0], name=row[1], nip=row[2] or "", mail=row[3], forgotten=row[4] is not None)


def _as_role(row: Row) -> tuple[str, Agency, Role]:
    return row[0], _agency(row[1], row[2]), Role(row[3])


def _as_holding(row: Row) -> Holding:
    return Holding(
        id=row[0],
        person=row[1],
        agency=_agency(row[2], row[3]),
        position=row[4],
        kind=HoldingKind(row[5]),
        first_day=date.fromisoformat(row[6]),
        last_day=date.fromisoformat(row[7]) if row[7] else None,
        letter=row[8],
    )


def _agency(government: str, name: str) -> Agency:
    return Agency(government=government, name=name)
