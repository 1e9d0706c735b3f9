"""What lies on one person's desk: overdue, due today, next; and what waits for others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import RefusedError
from sopengine.frozen import frozen
from sopengine.office.running.lateness import judged
from sopengine.office.running.work import Work
from sopengine.people.values import Person
from sopengine.store.desks import OpenWork

_NEVER = datetime.max.replace(tzinfo=UTC)


@frozen
class Desk:
    """Open work as one person sees it; each group by due time."""

    person: Person
    late: tuple[Work, ...]
    today: tuple[Work, ...]
    """Due today, and not late yet."""
    next: tuple[Work, ...]
    """Due later, or without a due time."""
    others: tuple[Work, ...]
    """With others: what came of this person's work, and what another has taken of theirs."""

    @property
    def own(self) -> tuple[Work, ...]:
        """All that this person can do now."""
        return (*self.late, *self.today, *self.next)


def desk_of(engine: Engine, name: str, *, most: int | None = None) -> Desk:
    """Of a person by id, as it is now. Raises SopError where the store knows no such person.

    `most`: of their own and of others' only so many, those that are due first.
    """
    person = _person(engine, name)
    own, others = (sorted(found, key=_due_first)[:most] for found in engine.desk_of(person.id))
    told = sorted(_told(engine, own), key=_urgency)
    today = {zone: engine.now().astimezone(ZoneInfo(zone)).date() for zone in {work.timezone for work in told}}
    in_time = [work for work in told if work.late is None]
    return Desk(
        person=person,
        late=tuple(work for work in told if work.late is not None),
        today=tuple(work for work in in_time if _is_due_by(work, today[work.timezone])),
        next=tuple(work for work in in_time if not _is_due_by(work, today[work.timezone])),
        others=tuple(sorted(_told(engine, others), key=_urgency)),
    )


def _person(engine: Engine, name: str) -> Person:
    if not engine.has_people():
        raise RefusedError(
            "the store has no people, so that no work is anybody's alone: sop people add, or ask for a position with "
            "sop tasks --actor"
        )
    return engine.known_person(name)


def _told(engine: Engine, found: Sequence[OpenWork]) -> Iterator[Work]:
    versions: dict[str, Compiled] = {digest: engine.compiled(digest) for digest in {one.digest for one in found}}
    return (judged(engine, one.item, versions[one.digest], one.ref) for one in found)


def _due_first(found: OpenWork) -> tuple[datetime, int]:
    return found.item.due_at or _NEVER, found.item.id


def _is_due_by(work: Work, day: date) -> bool:
    due = work.item.due_at
    return due is not None and due.astimezone(ZoneInfo(work.timezone)).date() <= day


def _urgency(work: Work) -> tuple[datetime, int]:
    return work.item.due_at or _NEVER, work.item.id
