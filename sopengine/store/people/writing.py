"""Changes to people, as statements; each leaves an event that names no more than ids, positions and days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from sopengine.people.approval import Approval
from sopengine.people.values import Agency, Holding, Person, Role, folded
from sopengine.store.driver.statement import Statement
from sopengine.store.people import tables
from sopengine.store.people.reading import StoredPeople, keys_of
from sopengine.store.people.seen import SeesPeople

_PERSON, _HOLDING, _ROLE = tables.person.c, tables.holding.c, tables.role.c
_INSERT_PERSON = Statement(insert(tables.person))
_UPDATE_PERSON = Statement(
    update(tables.person)
    .where(_PERSON.id == bindparam("of_person"))
    .values({name: bindparam(name) for name in ("name", "nip", "mail", "forgotten_at")})
)
_LAST_HOLDING = Statement(select(func.max(_HOLDING.id)))
_INSERT_HOLDING = Statement(insert(tables.holding))
_END_HOLDING = Statement(
    update(tables.holding).where(_HOLDING.id == bindparam("of_holding")).values(last_day=bindparam("last_day"))
)
_DELETE_HOLDING = Statement(delete(tables.holding).where(_HOLDING.id == bindparam("of_holding")))
_INSERT_ROLE = Statement(insert(tables.role))
_DELETE_ROLE = Statement(
    delete(tables.role).where(
        _ROLE.person == bindparam("of_person"),
        _ROLE.agency_key == bindparam("at_agency"),
        _ROLE.government == bindparam("at_government"),
        _ROLE.role == bindparam("which"),
    )
)
_INSERT_APPROVAL = Statement(insert(tables.approval))
_LAST_EVENT = Statement(select(func.max(tables.people_event.c.seq)))
_INSERT_EVENT = Statement(insert(tables.people_event))


class ChangesPeople(SeesPeople):
    """The part of a writing transaction that changes people. Whether it may be done was asked before."""

    def all_people(self) -> StoredPeople:
        """Also of a store that has none yet."""
        return self.people() or StoredPeople(self.link, {})

    def add_person(self, person: Person, by: str, now: datetime) -> None:
        _INSERT_PERSON.change(self.link, **_columns(person), id=person.id, added_at=now, forgotten_at=None)
        self._record_of_people("added", person.id, by, now, {}, same_admins=True)

    def change_person(self, person: Person, by: str, now: datetime) -> None:
        """Name, NIP or address, in place of what they were."""
        _UPDATE_PERSON.change(self.link, **_columns(person), of_person=person.id, forgotten_at=None)
        self._record_of_people("changed", person.id, by, now, {}, same_admins=True)

    def forget_person(self, id: str, by: str, now: datetime) -> None:
        """Nothing but the id is left."""
        _UPDATE_PERSON.change(self.link, of_person=id, name="", nip=None, mail="", forgotten_at=now)
        self._record_of_people("forgotten", id, by, now, {})

    def add_holding(self, holding: Holding, by: str, now: datetime) -> None:
        """Its id is given here."""
        agency_key, position_key = keys_of(holding.agency, holding.position)
        id = 1 + (_LAST_HOLDING.value(self.link) or 0)
        _INSERT_HOLDING.change(
            self.link,
            id=id,
            person=holding.person,
            government=holding.agency.government or "",
            agency=holding.agency.name,
            agency_key=agency_key,
            position=holding.position,
            position_key=position_key,
            kind=holding.kind.value,
            first_day=holding.first_day.isoformat(),
            last_day=_iso(holding.last_day),
            letter=holding.letter,
            given_at=now,
            given_by=by,
        )
        told = {"holding": id, **_told(holding)}
        self._record_of_people("held", holding.person, by, now, told, same_admins=True)

    def end_holding(self, holding: Holding, last_day: date, by: str, now: datetime) -> None:
        """On its last day; one that would end before its first has never been."""
        if last_day < holding.first_day:
            _DELETE_HOLDING.change(self.link, of_holding=holding.id)
        else:
            _END_HOLDING.change(self.link, of_holding=holding.id, last_day=last_day.isoformat())
        told = {"holding": holding.id, **_told(holding), "last_day": last_day.isoformat()}
        self._record_of_people("released", holding.person, by, now, told, same_admins=True)

    def give_role(self, person: str, agency: Agency, role: Role, by: str, now: datetime) -> None:
        _INSERT_ROLE.change(
            self.link,
            person=person,
            agency_key=agency.folded,
            government=agency.government or "",
            agency=agency.name,
            role=role.value,
            given_at=now,
            given_by=by,
        )
        told = {"agency": agency.name, "role": role.value}
        self._record_of_people("role given", person, by, now, told, same_admins=role is not Role.ADMIN)

    def take_role(self, person: str, agency: Agency, role: Role, by: str, now: datetime) -> None:
        """The agency as the role was given for it."""
        _DELETE_ROLE.change(
            self.link,
            of_person=person,
            at_agency=folded(agency.name),
            at_government=agency.government or "",
            which=role.value,
        )
        self._record_of_people("role taken", person, by, now, {"agency": agency.name, "role": role.value})

    def approve(self, approval: Approval) -> None:
        """A version that is kept already."""
        _INSERT_APPROVAL.change(
            self.link,
            digest=approval.digest,
            approved_at=approval.approved_at,
            by=approval.by,
            number=approval.number,
            approved_on=approval.approved_on.isoformat(),
            effective_on=_iso(approval.effective_on),
            position=approval.position,
            rank=approval.rank,
        )

    def _record_of_people(
        self, kind: str, person: str, by: str, now: datetime, data: Mapping[str, object], *, same_admins: bool = False
    ) -> None:
        seq = 1 + (_LAST_EVENT.value(self.link) or 0)
        text = json.dumps({name: value for name, value in data.items() if value}, ensure_ascii=False)
        _INSERT_EVENT.change(self.link, seq=seq, recorded_at=now, by=by, kind=kind, person=person, data=text)
        self._changed_people(seq, same_admins=same_admins)


def _columns(person: Person) -> dict[str, str | None]:
    return {"name": person.name, "nip": person.nip or None, "mail": person.mail}


def _told(holding: Holding) -> dict[str, object]:
    return {
        "agency": holding.agency.name,
        "position": holding.position,
        "kind": holding.kind.value,
        "first_day": holding.first_day.isoformat(),
        "last_day": _iso(holding.last_day),
        "letter": holding.letter,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
