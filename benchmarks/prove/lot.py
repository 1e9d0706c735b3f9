"""What a figure is given and what it answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One turn of a figure."""

    count: int
    """How often."""
    seed: int
    folder: Path
    """Empty, and gone afterwards; in memory, where the machine has such a place."""
    server: str = ""
    """URL of an empty database of PostgreSQL; "" where the figure needs none."""

    def lots(self, *of: object) -> random.Random:
        """Chance that is the same in every run of this seed."""
        return random.Random(f"{self.seed} {of}")


@dataclass(slots=True, kw_only=True)
class Found:
    """What came out."""

    done: int = 0
    """How often it was done."""
    wrong: list[str] = field(default_factory=list)
    """All that must not be, a line each."""
    told: dict[str, int | str] = field(default_factory=dict)
    """What else is worth telling, in its words."""

    def add(self, name: str, number: int) -> None:
        self.told[name] = int(self.told.get(name, 0)) + number


Run = Callable[[Lot], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A bug, and the figure that has to see it."""

    figure: str
    what: str
    plant: Callable[[], None]
    """Puts it into this process, and so into all that it forks."""
    count: int
    """How often the figure is played at most to see it."""


Catalogue = Sequence[Planted]
