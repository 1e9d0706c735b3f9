"""A list of employees becomes changes about people: who is new, what they hold; each row that cannot be told why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sopengine.engine import Engine
from sopengine.errors import MisuseError, SopError
from sopengine.interchange.readers.spreadsheet import Row, rows_of
from sopengine.office.people.agencies import KnownAgency, agency_meant
from sopengine.office.people.headings import KIND_OF, headings_of
from sopengine.people.changes import Add, Change, GiveRole, Hold
from sopengine.people.values import HoldingKind, Person, Role, folded

Day = Callable[[str], date]
"""What a day as people write it means. Raises MisuseError."""
_NUMBERED = "pegawai-"
"""What ids begin with where the list names none: a name would stand in events for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amiss:
    """One row that cannot be."""

    row: int
    """As the spreadsheet counts it."""
    why: SopError


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a list; nothing was kept where something is amiss, or it was tried only."""

    amiss: tuple[Amiss, ...]
    added: tuple[str, ...]
    """Ids of new people."""
    changed: int
    """People of whom more, or other, is known now."""
    held: int
    """Positions that are new."""
    unread: tuple[str, ...]
    """Headings of columns that say nothing to this program."""


def import_employees(
    engine: Engine, file: Path, agencies: Sequence[KnownAgency], agency: str | None, day: Day, *, by: str, dry_run: bool
) -> Imported:
    """All rows or none. `agency`: of rows that name none; `day`: what the days of the list mean.

    Raises SopError where the file is no such list.
    """
    rows = rows_of(file)
    places, begin, unread = headings_of(rows, file)
    reading = _Reading(engine, agencies, agency, day, places)
    groups: dict[int, tuple[Change, ...]] = {}
    amiss: list[Amiss] = []
    for row in rows[begin:]:
        try:
            groups[row.number] = tuple(reading.changes(row))
        except SopError as error:
            amiss.append(Amiss(row=row.number, why=error))
    refused = engine.change_people_by_row(groups, by=by, dry_run=dry_run or bool(amiss))
    amiss += [Amiss(row=number, why=error) for number, error in refused.items()]
    return Imported(
        amiss=tuple(sorted(amiss, key=lambda one: one.row)),
        added=tuple(reading.new),
        changed=reading.changed,
        held=sum(isinstance(change, Hold) for group in groups.values() for change in group),
        unread=unread,
    )


class _Reading:
    """Goes through the rows, and knows whom the earlier ones named."""

    def __init__(
        self, engine: Engine, agencies: Sequence[KnownAgency], agency: str | None, day: Day, places: Mapping[str, int]
    ) -> None:
        self._agencies, self._agency, self._day, self._places = agencies, agency, day, places
        people = [one for one in engine.people() if not one.forgotten]
        self._known = {one.id: one for one in people}
        self._by_nip = {one.nip: one.id for one in people if one.nip}
        self._by_name: dict[str, list[str]] = {}
        for one in people:
            self._by_name.setdefault(folded(one.name), []).append(one.id)
        self._number = 1
        self._ids = {one.id for one in engine.people()}
        self._held = list(engine.holdings())
        self._roles = set(engine.roles())
        self.new: dict[str, None] = {}
        self.changed = 0

    def changes(self, row: Row) -> Iterator[Change]:
        """What a row says. Raises SopError where that cannot be told."""
        said = {name: row.cells[place] for name, place in self._places.items() if place < len(row.cells)}
        if self._places.get("nip") in row.rounded:
            raise MisuseError(
                "the NIP is kept as a number, so that its last digits are lost: make the column text and type it anew"
            )
        nip = re.sub(r"[\s.'`-]", "", said.get("nip", ""))
        if not (said.get("id") or said.get("name") or nip):
            raise MisuseError("nobody is named: give Id, NIP or Nama")
        id = self._id(said.get("id", ""), nip, said.get("name", ""))
        yield from self._person(id, said, nip)
        if said.get("position"):
            yield from self._holding(id, said)
        if said.get("role"):
            yield from self._role(id, said)

    def _id(self, said: str, nip: str, name: str) -> str:
        """By the id, else the NIP, else the name of one who is known; else a new one."""
        if said:
            return said.casefold()
        if nip in self._by_nip:
            return self._by_nip[nip]
        bearers = self._by_name.get(folded(name), []) if not nip else []
        if len(bearers) > 1:
            raise MisuseError("several people are called '{name}': give the NIP or the Id", name=name)
        if bearers:
            return bearers[0]
        while f"{_NUMBERED}{self._number}" in self._ids:
            self._number += 1
        return f"{_NUMBERED}{self._number}"

    def _person(self, id: str, said: Mapping[str, str], nip: str) -> Iterator[Change]:
        name, mail = said.get("name") or None, said.get("mail") or None
        known = self._known.get(id)
        if known is None and id not in self.new:
            self.new[id] = None
            self._by_name.setdefault(folded(name or ""), []).append(id)
        elif known and _says_more(known, Person(id=id, name=name or "", nip=nip, mail=mail or "")):
            self.changed += 1
        self._ids.add(id)
        if nip:
            self._by_nip.setdefault(nip, id)
        yield Add(person=id, name=name, nip=nip or None, mail=mail)

    def _holding(self, id: str, said: Mapping[str, str]) -> Iterator[Change]:
        where = agency_meant(self._agencies, said.get("agency") or self._agency)
        position, kind = _position(said)
        first = self._day(said["first"]) if said.get("first") else self._day("")
        last = self._day(said["last"]) if said.get("last") else None
        spelled = where.spelled(position)
        for one in self._held:
            same = (one.person, one.kind) == (id, kind) and one.agency.is_one_with(where.agency)
            if same and folded(one.position) == folded(spelled) and (not said.get("first") or one.first_day == first):
                return
        yield Hold(
            person=id,
            agency=where.agency,
            position=spelled,
            kind=kind,
            first_day=first,
            last_day=last,
            letter=said.get("letter", ""),
        )

    def _role(self, id: str, said: Mapping[str, str]) -> Iterator[Change]:
        where = agency_meant(self._agencies, said.get("agency") or self._agency).agency
        for word in re.split(r"[,;/]", said["role"]):
            role = next((role for role in Role if role.value == folded(word)), None)
            if role is None:
                known = ", ".join(Role)
                raise MisuseError("'{role}' is no role; roles: {known}", role=word.strip(), known=known)
            if not any(who == id and has is role and at.is_one_with(where) for who, at, has in self._roles):
                yield GiveRole(person=id, agency=where, role=role)


def _says_more(known: Person, said: Person) -> bool:
    """Whether a row tells something else of a person than what is known."""
    pairs = ((said.name, known.name), (said.nip, known.nip), (said.mail, known.mail))
    return any(new and new != old for new, old in pairs)


def _position(said: Mapping[str, str]) -> tuple[str, HoldingKind]:
    """The position, and as what it is held: `Plt. Kepala Dinas` says both."""
    text = " ".join(said["position"].split())
    found = re.match(r"(plt|plh)\b\.?\s*(.+)", text, re.IGNORECASE)
    word = said.get("kind", "")
    if found and not word:
        return found[2], HoldingKind(found[1].casefold())
    kind = KIND_OF.get(folded(word).rstrip("."))
    if kind is None:
        raise MisuseError(
            "'{kind}' is nothing as which a position is held: write definitif, Plt, Plh or delegasi", kind=word
        )
    return found[2] if found else text, kind
