"""Where and how long the cases play."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine import ours
from benchmarks.engine.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all cases of a run."""

    folder: Path
    """Empty, and gone afterwards."""
    quick: bool
    """Few rounds and small stores: to see that all plays, not for figures."""

    def rounds(self, usual: int) -> int:
        return 2 if self.quick else usual

    def copies(self, name: str, definition: str, instances: int, count: int) -> list[Path]:
        """Equal stores in files of their own, each with as many started instances."""
        first, *others = (self.folder / f"{name}-{number}.db" for number in range(count))
        ours.started(first, definition, instances)
        for other in others:
            shutil.copyfile(first, other)
        return [first, *others]


Case = Callable[[Setting], Iterator[Figure]]
