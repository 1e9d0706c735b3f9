"""Who there is, what they hold on a day, and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sopengine.engine import Engine
from sopengine.frozen import frozen
from sopengine.people.values import Agency, Holding, Person, Role


@frozen
class Entry:
    """One person."""

    person: Person
    held: tuple[Holding, ...]
    """On the day that is asked about."""
    to_come: tuple[Holding, ...]
    """That begin later."""
    roles: tuple[tuple[Agency, Role], ...]


def directory(engine: Engine, day: date) -> tuple[Entry, ...]:
    """Everybody who is not forgotten, by id."""
    holdings: dict[str, list[Holding]] = {}
    for one in engine.holdings():
        holdings.setdefault(one.person, []).append(one)
    roles: dict[str, list[tuple[Agency, Role]]] = {}
    for who, agency, role in engine.roles():
        roles.setdefault(who, []).append((agency, role))
    return tuple(_entry(one, day, holdings, roles) for one in engine.people() if not one.forgotten)


def _entry(
    person: Person,
    day: date,
    holdings: Mapping[str, list[Holding]],
    roles: Mapping[str, list[tuple[Agency, Role]]],
) -> Entry:
    own = holdings.get(person.id, [])
    return Entry(
        person=person,
        held=tuple(one for one in own if one.on(day)),
        to_come=tuple(one for one in own if one.first_day > day),
        roles=tuple(roles.get(person.id, ())),
    )
