"""The open work of whole agencies, for those who answer for it: by position, by age, what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, partial

from sopengine.calendar import Calendar
from sopengine.calendar.moments import micros, utc
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.execution.positions import agency_of
from sopengine.frozen import frozen
from sopengine.office.running.lateness import judged
from sopengine.office.running.work import Work
from sopengine.people.values import Agency
from sopengine.store.questions import oversight

AGES = ((0, 1), (2, 3), (4, 10), (11, None))
"""Working days since the receipt, of the youngest and the oldest in each group."""

_SAME_DAY = 15 * 60 * 1_000_000
"""Microseconds: days begin at a full quarter of an hour, in whatever zone."""


@frozen
class Lying:
    """Open work that somebody has to do."""

    item: int
    sop: str
    title: str
    """Of the SOP."""
    agency: Agency
    actor: str
    """Title, as printed."""
    age: int
    """Working days since it was received, by the calendar of its actor."""
    late: bool


@frozen
class Position:
    """The open work of one position."""

    agency: Agency
    actor: str
    ages: tuple[int, ...]
    """How many pieces are of each of AGES."""
    late: int
    oldest: int
    """Working days."""
    one: int
    """A work item of it."""

    @property
    def open(self) -> int:
        return sum(self.ages)


@frozen
class _Place:
    """What all work of one step of one version has in common."""

    sop: str
    title: str
    agency: Agency
    actor: str
    calendar: Calendar
    standard: Duration | None
    external: bool


def lying(engine: Engine, concerns: Callable[[Agency], bool]) -> tuple[Lying, ...]:
    """All of it, of agencies that concern who asks; what is due first comes first, what is never due last."""
    now = engine.now()
    place, today = cache(partial(_place, engine, concerns)), micros(now)
    age = cache(
        lambda digest, actor, begins: engine.calendar(engine.compiled(digest), actor).working_days(utc(begins), now)
    )
    rows = engine.ask(lambda reader: oversight.lying(reader.link))
    rows.sort(key=lambda row: (row[4] is None, row[4] or 0))
    return tuple(
        Lying(
            item=id,
            sop=here.sop,
            title=here.title,
            agency=here.agency,
            actor=here.actor,
            age=age(digest, actor, opened - opened % _SAME_DAY),
            late=due is not None and due < today and _is_late(here, utc(due), now),
        )
        for id, actor, step, opened, due, digest in rows
        if (here := place(digest, actor, step)) is not None
    )


def by_position(found: Iterable[Lying]) -> tuple[Position, ...]:
    """Those with late work first, the oldest first of these and of the others."""
    groups: dict[tuple[Agency, str], list[Lying]] = {}
    for one in found:
        groups.setdefault((one.agency, one.actor), []).append(one)
    positions = [_position(agency, actor, group) for (agency, actor), group in groups.items()]
    return tuple(sorted(positions, key=lambda each: (not each.late, -each.oldest, each.actor, each.agency.name)))


def place_of(age: int) -> int:
    """Which of AGES it is."""
    return next(place for place, (_, last) in enumerate(AGES) if last is None or age <= last)


def in_full(engine: Engine, found: Sequence[Lying]) -> tuple[Work, ...]:
    """Each in the words of its form; what was done meanwhile is left out."""
    return tuple(work for one in found if (work := _work(engine, one.item)) is not None)


def completed_since(engine: Engine, since: datetime, concerns: Callable[[Agency], bool]) -> int:
    """Instances of agencies that concern who asks."""
    found = engine.ask(lambda reader: oversight.completed_since(reader.link, since))
    return sum(count for digest, count in found.items() if concerns(agency_of(engine.compiled(digest))))


def _work(engine: Engine, id: int) -> Work | None:
    item = engine.work_item(id)
    if item is None or not item.open:
        return None
    try:
        instance = engine.instance(item.instance)
    except NotFoundError:
        return None
    return judged(engine, item, engine.compiled(instance.digest), instance.ref)


def _place(engine: Engine, concerns: Callable[[Agency], bool], digest: str, actor: str, step: str) -> _Place | None:
    """Where work lies; None where it does not concern who asks."""
    compiled = engine.compiled(digest)
    agency = agency_of(compiled)
    if not concerns(agency):
        return None
    return _Place(
        sop=compiled.sop,
        title=compiled.title,
        agency=agency,
        actor=compiled.actors.get(actor, actor),
        calendar=engine.calendar(compiled, actor),
        standard=compiled.steps[step].standard if step in compiled.steps else None,
        external=actor in compiled.external,
    )


def _is_late(place: _Place, due: datetime, now: datetime) -> bool:
    if place.standard is None:
        return False
    return place.calendar.lateness(place.standard, due, now, place.external) > timedelta()


def _position(agency: Agency, actor: str, group: Sequence[Lying]) -> Position:
    places = [place_of(one.age) for one in group]
    return Position(
        agency=agency,
        actor=actor,
        ages=tuple(places.count(place) for place in range(len(AGES))),
        late=sum(one.late for one in group),
        oldest=max(one.age for one in group),
        one=group[0].item,
    )
