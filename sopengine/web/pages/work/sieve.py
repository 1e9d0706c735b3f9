"""My tasks narrowed to one SOP, to one position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sopengine.office.running.work import Work
from sopengine.web.asked import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What was chosen, and what there is to choose from."""

    sop: str
    """Id; empty for all."""
    actor: str
    """Title; empty for all."""
    sops: tuple[tuple[str, str], ...] = ()
    """Id and title, by title."""
    actors: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        return bool(self.sop or self.actor)

    @property
    def is_offered(self) -> bool:
        return self.is_set or len(self.sops) > 1 or len(self.actors) > 1

    def lets_through(self, found: Iterable[Work]) -> Sequence[Work]:
        return [work for work in found if self.sop in ("", work.sop) and self.actor in ("", work.actor)]


def sieve(asked: Asked, found: Sequence[Work] = ()) -> Sieve:
    """As the address says; to choose from what `found` has."""
    return Sieve(
        sop=asked.query.get("sop", ""),
        actor=asked.query.get("actor", ""),
        sops=tuple(sorted({(work.sop, work.title) for work in found}, key=lambda each: each[1].casefold())),
        actors=tuple(sorted({work.actor for work in found})),
    )
