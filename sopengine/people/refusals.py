"""What cannot be changed about people, and the mend, in words."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.errors import MisuseError, NotFoundError, RefusedError
from sopengine.errors.nearest import nearest, proposal
from sopengine.people.values import Holding, HoldingKind, Person


def no_id(id: str) -> MisuseError:
    return MisuseError(
        "'{id}' is no short id of a person: take small letters, digits, '.', '-' and '_', 40 signs at most, such as "
        "staf-1",
        id=id,
    )


def reserved(id: str) -> MisuseError:
    return MisuseError("the id '{id}' stands for what happens by itself: take another", id=id)


def no_nip(nip: str, digits: int) -> MisuseError:
    return MisuseError(
        "an NIP has 18 digits, '{nip}' has {digits}: type it anew; in a spreadsheet make its column text, or digits "
        "are lost",
        nip=nip,
        digits=digits,
    )


def nip_used(nip: str, bearer: Person) -> RefusedError:
    return RefusedError("the NIP '{nip}' is that of {person}: one of the two is wrong", nip=nip, person=bearer.id)


def no_mail(mail: str) -> MisuseError:
    return MisuseError("'{mail}' is no mail address, such as staf-1@example.go.id", mail=mail)


def unreadable(name: str, sign: str) -> MisuseError:
    return MisuseError("the name '{by}' holds a sign that nobody sees ({sign}): type it anew", by=name, sign=sign)


def no_position() -> MisuseError:
    return MisuseError("name the position: an actor's id in the SOPs, or its title as printed")


def forgotten(id: str) -> RefusedError:
    return RefusedError(
        "'{id}' was a person who has been forgotten: the id stands in what happened and is not given again; take "
        "another",
        id=id,
    )


def nobody(id: str, known: Sequence[str]) -> NotFoundError:
    close = nearest(id, known)
    if close:
        return NotFoundError("the store knows no person '{name}': {mend}", name=id, mend=proposal(close))
    return NotFoundError(
        "the store knows no person '{name}'; all whom it knows: sop people list, to add one: sop people add", name=id
    )


def ends_before(first: object, last: object) -> MisuseError:
    return MisuseError("the last day ({last}) is before the first ({first})", first=first, last=last)


def held_already(holding: Holding) -> RefusedError:
    return RefusedError(
        "{person} holds {position} already, from {first} to {last}: release that first, or name other days"
        if holding.last_day
        else "{person} holds {position} already, since {first}: release that first, or name other days",
        person=holding.person,
        position=holding.position,
        first=holding.first_day,
        last=holding.last_day,
    )


def acted_for_already(holding: Holding) -> RefusedError:
    """One acts for a position a day."""
    return RefusedError(
        "{kind} {position} is {person} already, from {first} to {last}: one acts for a position on a day; release "
        "that first, or name other days"
        if holding.last_day
        else "{kind} {position} is {person} already, since {first}: one acts for a position on a day; release that "
        "first, or name other days",
        kind=_KINDS.get(holding.kind, ""),
        position=holding.position,
        person=holding.person,
        first=holding.first_day,
        last=holding.last_day,
    )


def holds_not(person: str, position: str, held: Sequence[Holding]) -> RefusedError:
    return RefusedError(
        "{person} does not hold {position} then; holds: {held}",
        person=person,
        position=position,
        held=", ".join(one.position for one in held) or "-",
    )


def has_role(person: str, role: str) -> RefusedError:
    return RefusedError("{person} has the role {role} already", person=person, role=role)


def has_not_role(person: str, role: str, roles: Sequence[str]) -> RefusedError:
    return RefusedError(
        "{person} has not the role {role}; roles: {roles}", person=person, role=role, roles=", ".join(roles) or "-"
    )


def last_admin(person: str) -> RefusedError:
    return RefusedError(
        "{person} is the last admin: make another one first with 'sop people role NAME admin'", person=person
    )


def only_admins(by: str, admins: Sequence[str]) -> RefusedError:
    return RefusedError(
        "only an admin changes people ({admins}), not {by}: name one with --by", admins=", ".join(admins), by=by
    )


_KINDS = {HoldingKind.PLT: "Plt.", HoldingKind.PLH: "Plh."}
