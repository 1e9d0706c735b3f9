"""One row after another of a list of employees becomes changes about people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from sopengine.engine import Engine
from sopengine.errors import MisuseError, SopError
from sopengine.interchange.readers.spreadsheet import Row
from sopengine.office.people.agencies import KnownAgency, agency_meant
from sopengine.office.people.headings import KIND_OF
from sopengine.people.changes import Add, Change, GiveRole, Hold
from sopengine.people.values import HoldingKind, Person, Role, folded

_Kept = TypeVar("_Kept")
Day = Callable[[str], date]
"""What a day as people write it means. Raises MisuseError."""
_NUMBERED = "pegawai-"
"""What ids begin with where the list names none: a name would stand in events for ever."""
_NOTHING = frozenset({"-", "–", "—"})
"""What people write into a cell that is to be empty."""
_NO_VALUE = re.compile(r"[=+@]|-.|#[A-Z]")
"""How a formula begins, or what a spreadsheet shows instead of its result."""
_SHOWN = 60
"""Characters of a cell that are told."""


class UnfitCellError(Exception):
    """What is amiss in a row, and in which column."""

    def __init__(self, field: str, why: SopError) -> None:
        super().__init__(field)
        self.field, self.why = field, why


@contextmanager
def _in(field: str) -> Iterator[None]:
    """What is amiss inside is told of that column."""
    try:
        yield
    except SopError as error:
        raise UnfitCellError(field, error) from error


class Reading:
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
        self._held = _by_person((one.person, one) for one in engine.holdings())
        self._roles = _by_person((one[0], one) for one in engine.roles())
        self.new: dict[str, None] = {}
        self.changed = 0

    def changes(self, row: Row) -> Iterator[Change]:
        """What a row says. Raises UnfitCellError where that cannot be told."""
        said = self._said(row)
        nip = re.sub(r"[\s.'`-]", "", said.get("nip", ""))
        if not (said.get("id") or said.get("name") or nip):
            raise UnfitCellError("name", MisuseError("nobody is named: give Id, NIP or Nama"))
        id = self._id(said.get("id", ""), nip, said.get("name", ""))
        yield from self._person(id, said, nip)
        if said.get("position"):
            yield from self._holding(id, said)
        if said.get("role"):
            yield from self._role(id, said)

    def _said(self, row: Row) -> Mapping[str, str]:
        """By field; empty where nothing is meant."""
        said = {name: row.cells[place] for name, place in self._places.items() if place < len(row.cells)}
        if self._places.get("nip") in row.rounded:
            why = "the NIP is kept as a number, so that its last digits are lost: make the column text and type it anew"
            raise UnfitCellError("nip", MisuseError(why))
        said = {name: "" if text in _NOTHING else text for name, text in said.items()}
        for name, text in said.items():
            if _NO_VALUE.match(text):
                why = "'{text}' is a formula, or an error of one: paste the value instead"
                raise UnfitCellError(name, MisuseError(why, text=text[:_SHOWN]))
        return said

    def _id(self, said: str, nip: str, name: str) -> str:
        """By the id, else the NIP, else the name of one who is known; else a new one."""
        if said:
            return said.casefold()
        if nip in self._by_nip:
            return self._by_nip[nip]
        bearers = self._by_name.get(folded(name), []) if not nip else []
        if len(bearers) > 1:
            why = "several people are called '{name}': give the NIP or the Id"
            raise UnfitCellError("name", MisuseError(why, name=name))
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
        where = self._agency_of(said)
        with _in("kind"):
            position, kind = _position(said)
        with _in("first"):
            first = self._day(said.get("first", ""))
        with _in("last"):
            last = self._day(said["last"]) if said.get("last") else None
        spelled = where.spelled(position)
        for one in self._held.get(id, ()):
            same = one.kind is kind and one.agency.is_one_with(where.agency)
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
        where = self._agency_of(said).agency
        for word in re.split(r"[,;/]", said["role"]):
            role = next((role for role in Role if role.value == folded(word)), None)
            if role is None:
                known = ", ".join(Role)
                why = "'{role}' is no role; roles: {known}"
                raise UnfitCellError("role", MisuseError(why, role=word.strip(), known=known))
            if not any(has is role and at.is_one_with(where) for _, at, has in self._roles.get(id, ())):
                yield GiveRole(person=id, agency=where, role=role)

    def _agency_of(self, said: Mapping[str, str]) -> KnownAgency:
        with _in("agency"):
            return agency_meant(self._agencies, said.get("agency") or self._agency)


def _by_person(found: Iterable[tuple[str, _Kept]]) -> Mapping[str, Sequence[_Kept]]:
    kept: dict[str, list[_Kept]] = {}
    for person, one in found:
        kept.setdefault(person, []).append(one)
    return kept


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
