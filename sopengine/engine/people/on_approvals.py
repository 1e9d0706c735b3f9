"""Approving versions of SOPs."""

from __future__ import annotations

from datetime import date, datetime

from sopengine.compiled.tables import Compiled
from sopengine.engine.commanding import who
from sopengine.engine.people.on_people import OnPeople
from sopengine.execution.acting import who_acts
from sopengine.execution.positions import agency_of, day_of
from sopengine.people.approval import Approval, approved_already, may_not_approve
from sopengine.people.rights import on_day
from sopengine.people.values import HoldingKind, Role, folded
from sopengine.store.writer import Writer

_MARKS = {HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}


class OnApprovals(OnPeople):
    """What is approved is a version: its digest, whatever its file is called."""

    def approve(
        self,
        sop: Compiled,
        *,
        by: str,
        number: str = "",
        approved_on: date | None = None,
        effective_on: date | None = None,
        position: str = "",
        rank: str = "",
    ) -> Approval:
        """Keep that a version was approved, and with what its form is signed where its file leaves that open.

        `by`: who signs; by default with the position held in the agency that day, today. Raises RefusedError where it
        is approved already, or where somebody in the agency has the role pimpinan and `by` neither that nor admin.
        """
        acting, now = who(by), self._clock()
        day = approved_on or day_of(sop, now)

        def approved(writer: Writer) -> Approval:
            if known := writer.approval(sop.digest):
                raise approved_already(sop.sop, known)
            person = _entitled(writer, sop, acting, now)
            writer.pin(sop, now)
            approval = Approval(
                digest=sop.digest,
                approved_at=now,
                by=person,
                number=number.strip(),
                approved_on=day,
                effective_on=effective_on,
                position=position.strip() or _position(writer, sop, person, day),
                rank=rank.strip(),
            )
            writer.approve(approval)
            return approval

        return self._store.write(approved, acting)

    def approvals(self) -> tuple[Approval, ...]:
        """Of all versions, in the order in which they were recorded."""
        return self._store.read(lambda reader: reader.approvals())

    def approval(self, digest: str) -> Approval | None:
        """Of a version; None where nobody has approved it."""
        return self._store.read(lambda reader: reader.approval(digest))


def _entitled(writer: Writer, sop: Compiled, by: str, now: datetime) -> str:
    """The id of who approves."""
    person, people, agency = who_acts(writer, sop, by, now), writer.people(), agency_of(sop)
    heads = people.with_role(Role.PIMPINAN, agency) if people else ()
    if people and heads and person not in (*heads, *people.with_role(Role.ADMIN, agency)):
        raise may_not_approve(person, sop.agency, ", ".join(heads))
    return person


def _position(writer: Writer, sop: Compiled, person: str, day: date) -> str:
    """What who signs holds in the agency that day, as printed; "" for nothing."""
    people = writer.people()
    held = on_day(people.held_by(person, agency_of(sop)), day) if people else []
    if not held:
        return ""
    titles = {folded(id): title for id, title in sop.actors.items()}
    first = min(held, key=lambda one: list(HoldingKind).index(one.kind))
    return _MARKS.get(first.kind, "") + titles.get(folded(first.position), first.position)
