"""Which visits belong together: the key of a place, and of a month, for what is asked `by`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from sopengine.compliance.question import By
from sopengine.compliance.setting.places import Place

Key = tuple[Hashable, ...]

_KEYS: dict[By, Callable[[Place], Key]] = {
    By.STEP: lambda place: (place.agency, place.sop, place.step, place.standard.text, place.external),
    By.ACTOR: lambda place: (place.agency, place.actor, place.external),
    By.AGENCY: lambda place: (place.agency,),
    By.SOP: lambda place: (place.agency, place.sop),
    By.VERSION: lambda place: (place.agency, place.sop, place.digest),
    By.MONTH: lambda place: (),
}
OF_ONE_SOP = {By.STEP, By.SOP, By.VERSION}
"""What tells SOPs apart as well."""
_TELLING_OUTSIDERS_APART = {By.STEP, By.ACTOR}


class Groups:
    """The groups of one combination, numbered as they come; of one store after the other."""

    def __init__(self, by: tuple[By, ...]) -> None:
        self.by = by
        self.monthly = By.MONTH in by
        self._numbers: dict[Key, int] = {}
        self.places: list[dict[int, Place]] = []
        """Of each group, by id."""
        self.months: list[int] = []
        """Of each group; 0 where months are not told apart."""

    def number(self, place: Place, month: int) -> int:
        """Of the group that visits of a place and month belong to."""
        key = (*(part for by in self.by for part in _KEYS[by](place)), month if self.monthly else 0)
        number = self._numbers.setdefault(key, len(self._numbers))
        if number == len(self.places):
            self.places.append({})
            self.months.append(month if self.monthly else 0)
        self.places[number].setdefault(place.id, place)
        return number

    def spreads(self, place: Place) -> bool:
        """Whether its lengths are spread: those of outsiders only where they stand apart."""
        return not place.external or bool(_TELLING_OUTSIDERS_APART.intersection(self.by))


def places(sizes: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Of each group its number, how many lengths the groups before it have, and how many it has itself."""
    before = 0
    for group, many in sorted(sizes.items()):
        yield group, before, many
        before += many


def latest(places: Iterable[Place]) -> Place:
    """The one by whose version a group is told."""
    return max(places, key=lambda place: (place.version, -place.rank))


def whole_seconds(amount: int, parts: int = 1) -> timedelta:
    """Of so many microseconds, in so many equal parts one; half a second goes to the even one."""
    divisor = parts * 1_000_000
    seconds, rest = divmod(amount, divisor)
    return timedelta(seconds=seconds + (2 * rest > divisor or (2 * rest == divisor and seconds % 2)))


def month_text(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}" if month else ""


def in_order(groups: Sequence[int], of: Groups) -> list[int]:
    """As they are printed: by agency, SOP, the place in the form, actor, version, month."""

    by = set(of.by)

    def order(number: int) -> tuple[object, ...]:
        place = latest(of.places[number].values())
        agency = place.agency if by != {By.MONTH} else ""
        step = (place.rank, place.step) if By.STEP in by else (0, "")
        version = place.version if by & {By.STEP, By.VERSION} else 0
        named = place.sop if by & OF_ONE_SOP else "", *step, place.actor if By.ACTOR in by else "", place.external
        return agency, *named, version, of.months[number]

    return sorted(groups, key=order)
