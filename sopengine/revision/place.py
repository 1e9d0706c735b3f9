"""Where two versions differ, and key by key what differs there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sopengine.errors.phrase import Phrase
from sopengine.frozen import frozen
from sopengine.model.positions import Path
from sopengine.revision.difference import Difference, How, Part
from sopengine.revision.facts import Facts
from sopengine.revision.words import called

_WAYS = ("decision", "next")
"""Keys that come and go; another one that is not written is an empty text."""


@frozen
class Place:
    """What a difference is about."""

    part: Part
    where: Phrase
    name: str = ""
    path: Path = ()

    def whole(self, how: How, *, before: str = "", after: str = "") -> Difference:
        """It came, went or moved."""
        return Difference(
            part=self.part, how=how, name=self.name, path=self.path, where=self.where, before=before, after=after
        )

    def of_key(self, key: str, how: How, *, label: str = "", before: str = "", after: str = "") -> Difference:
        return Difference(
            part=self.part,
            how=how,
            name=self.name,
            key=key,
            label=label,
            before=before,
            after=after,
            path=(*self.path, *key.split("."), *filter(None, [label])),
            where=self.where,
            what=called(key, label),
        )


def changed(place: Place, old: Facts, new: Facts) -> Iterator[Difference]:
    """In the order of the new version, then what only the old one has."""
    for key, label in dict.fromkeys((*new, *old)):
        before, after = old.get((key, label)), new.get((key, label))
        if before == after:
            continue
        if isinstance(before, tuple) or isinstance(after, tuple):
            yield from _entries(place, key, _listed(before), _listed(after))
        else:
            how = _how(key, before, after)
            yield place.of_key(key, how, label=label, before=before or "", after=after or "")


def _how(key: str, before: str | None, after: str | None) -> How:
    if key in _WAYS and before is None:
        return How.ADDED
    return How.REMOVED if key in _WAYS and after is None else How.CHANGED


def _entries(place: Place, key: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Difference]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if len(gone) == len(come) == 1:
        yield place.of_key(key, How.CHANGED, before=next(iter(gone)), after=next(iter(come)))
        return
    for entry in gone.elements():
        yield place.of_key(key, How.REMOVED, before=entry)
    for entry in come.elements():
        yield place.of_key(key, How.ADDED, after=entry)
    if not gone and not come:
        yield place.of_key(key, How.MOVED, before="; ".join(before), after="; ".join(after))


def _listed(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
