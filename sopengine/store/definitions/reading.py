"""Questions about the versions of SOPs and the calendars that a store keeps; what never changes is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, select

from sopengine.calendar import Calendar, office_calendar
from sopengine.calendar.kept import hours_of
from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError
from sopengine.people.approval import Approval
from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement
from sopengine.store.people import tables as tables_of_people
from sopengine.store.people.seen import RememberedPeople
from sopengine.store.readable import known_tables, readable

_INSTANCE = tables.instance.c
_THIS: BindParameter[int] = bindparam("instance")
_DEFINITION = Statement(
    select(tables.definition.c.tables, tables.definition.c.text).where(
        tables.definition.c.digest == bindparam("digest")
    )
)
_DIGEST_OF = Statement(select(_INSTANCE.digest).where(_INSTANCE.id == _THIS))
_VERSIONS = Statement(select(tables.definition.c.digest).order_by(tables.definition.c.sop, tables.definition.c.number))
_PINNED = Statement(select(tables.definition.c.digest, tables.definition.c.pinned_at))
_NUMBERED = Statement(
    select(tables.definition.c.number, tables.definition.c.digest)
    .where(tables.definition.c.sop == bindparam("sop"))
    .order_by(tables.definition.c.number)
)
_HOURS = Statement(select(tables.calendar.c.hours).where(tables.calendar.c.name == bindparam("name")))
_DIGEST = Statement(select(tables.calendar.c.digest).where(tables.calendar.c.name == bindparam("name")))
_CALENDARS = Statement(select(tables.calendar.c.name, tables.calendar.c.digest).order_by(tables.calendar.c.name))


_APPROVAL = tables_of_people.approval.c
_APPROVED = select(
    *(_APPROVAL.digest, _APPROVAL.approved_at, _APPROVAL.by, _APPROVAL.number, _APPROVAL.approved_on),
    *(_APPROVAL.effective_on, _APPROVAL.position, _APPROVAL.rank),
)
_APPROVALS = Statement(_APPROVED.order_by(_APPROVAL.approved_at, _APPROVAL.digest))
_APPROVAL_OF = Statement(_APPROVED.where(_APPROVAL.digest == bindparam("digest")))


class Known:
    """What is kept from one transaction to the next: by digest, calendars by zone as well; people by their version."""

    def __init__(self) -> None:
        self.definitions: dict[str, Compiled] = {}
        self.calendars: dict[tuple[str, str], Calendar] = {}
        self.people = RememberedPeople()


class SeesDefinitions:
    """The part of a transaction that knows versions and calendars."""

    def __init__(self, link: Link, known: Known) -> None:
        self.link = link
        self._known = known

    @readable
    def pinned(self, digest: str) -> Compiled:
        """The kept version of an SOP with this digest."""
        if digest not in self._known.definitions:
            found = _DEFINITION.rows(self.link, digest=digest)
            if not found:
                raise NotFoundError("the store keeps no definition {digest}", digest=digest)
            self._known.definitions[digest] = known_tables(digest, *found[0])
        return self._known.definitions[digest]

    def version_of(self, instance: int) -> Compiled:
        """The version that an instance is pinned to."""
        digest = _DIGEST_OF.value(self.link, instance=instance)
        if digest is None:
            raise NotFoundError("there is no instance {number}; all of them: sop status", number=instance)
        return self.pinned(digest)

    @readable
    def versions(self) -> tuple[Compiled, ...]:
        """Every version that is kept, by SOP and number."""
        return tuple(self.pinned(digest) for digest in self.digests())

    def digests(self) -> list[str]:
        """Of every version that is kept, by SOP and number."""
        return [digest for (digest,) in _VERSIONS.rows(self.link)]

    def pinned_at(self) -> dict[str, datetime]:
        """Digest of each kept version -> when the store first saw it."""
        return {row[0]: row[1] for row in _PINNED.rows(self.link)}

    def numbered(self, sop: str) -> dict[int, str]:
        """Number of each kept version of an SOP -> its digest."""
        return {row[0]: row[1] for row in _NUMBERED.rows(self.link, sop=sop)}

    @readable
    def calendar(self, name: str, timezone: str) -> Calendar:
        """By its name, "" for the ordinary hours of government offices."""
        if not name:
            return office_calendar(timezone)
        digest = _DIGEST.value(self.link, name=name)
        if digest is None:
            raise NotFoundError("the store keeps no calendar '{name}': sop calendar update", name=name)
        found = self._known.calendars.get((digest, timezone))
        if found is None:
            hours = replace(hours_of(self.hours(name) or ""), timezone=timezone)
            found = self._known.calendars[digest, timezone] = Calendar(hours)
        return found

    @readable
    def approvals(self) -> tuple[Approval, ...]:
        """Of versions of SOPs, in the order in which they were recorded."""
        return tuple(map(_as_approval, _APPROVALS.rows(self.link)))

    @readable
    def approval(self, digest: str) -> Approval | None:
        """Of one version; None where nobody has approved it."""
        found = _APPROVAL_OF.rows(self.link, digest=digest)
        return _as_approval(found[0]) if found else None

    def hours(self, name: str) -> str | None:
        """A calendar as it is kept; None where it is not."""
        text: str | None = _HOURS.value(self.link, name=name)
        return text

    def calendars(self) -> dict[str, str]:
        """Name of each kept calendar -> its digest."""
        return {row[0]: row[1] for row in _CALENDARS.rows(self.link)}


def _as_approval(row: Row) -> Approval:
    return Approval(
        digest=row[0],
        approved_at=row[1],
        by=row[2],
        number=row[3],
        approved_on=date.fromisoformat(row[4]),
        effective_on=date.fromisoformat(row[5]) if row[5] else None,
        position=row[6],
        rank=row[7],
    )
