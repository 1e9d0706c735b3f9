"""Who held which position when, by what a store keeps of its people, as rows that a database joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sopengine.compliance.setting.days import midnight
from sopengine.compliance.setting.places import Place
from sopengine.frozen import frozen
from sopengine.people.values import Agency, folded

_DAY = timedelta(days=1)
_FOR_EVER = 1 << 62


@frozen
class Held:
    """A person held a position, as its holder or in the place of one; also who is forgotten since."""

    person: str
    """Id."""
    agency: Agency
    position: str
    """Id of an actor or its title, as it is compared."""
    first_day: date
    last_day: date | None


@frozen
class _Post:
    """What work may be up to: some positions in an agency, or, without names, any of it."""

    agency: Agency
    zone: str
    names: frozenset[str]

    def is_held_by(self, held: Held) -> bool:
        return (not self.names or held.position in self.names) and self.agency.is_one_with(held.agency)


class Posts:
    """Of the places whose work is up to holders of positions: not of outsiders and programs."""

    def __init__(self, held: Sequence[Held], places: Sequence[Place]) -> None:
        self._held = held
        self._numbers: dict[_Post, int] = {}
        self._of_places = [self._of(place) for place in places if place.staffed]

    def places(self) -> list[tuple[int, ...]]:
        """`place`, and the posts it is up to: `lead`, `allowed` with those who work along, `agency`."""
        return self._of_places

    def held(self) -> Iterator[tuple[int | str, ...]]:
        """`post`, `person`, and in microseconds since 1970 `since`, and `till`, which is the first that is not."""
        for post, number in self._numbers.items():
            found = {
                (one.person, midnight(one.first_day, post.zone), _after(one.last_day, post.zone))
                for one in self._held
                if post.is_held_by(one)
            }
            yield from ((number, *one) for one in sorted(found))

    def _of(self, place: Place) -> tuple[int, ...]:
        agency, lead = Agency(government=place.government, name=place.own_agency), _names(place.actor_id, place.actor)
        along = frozenset(name for partner in place.partners for name in _names(*partner))
        posts = (_Post(agency=agency, zone=place.timezone, names=names) for names in (lead, lead | along, frozenset()))
        return (place.id, *(self._numbers.setdefault(post, len(self._numbers)) for post in posts))


def _names(id: str, title: str) -> frozenset[str]:
    return frozenset((folded(id), folded(title)))


def _after(day: date | None, zone: str) -> int:
    return _FOR_EVER if day is None else midnight(day + _DAY, zone)
