"""How much the file of a store grows, and whether it grows the same later."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from benchmarks.engine import flows, ours
from benchmarks.engine.bulk import go_round
from benchmarks.engine.figure import Figure
from benchmarks.engine.pragmas import HASTY
from benchmarks.engine.setting import Setting

_COMPLETIONS = 1_000
_LATER = 5
"""In which thousand it is measured again."""
_AT_MOST, _CONSTANT = 2048.0, 1.2


def of_the_file(setting: Setting) -> Iterator[Figure]:
    file = setting.folder / "growth.db"
    ours.started(file, flows.loops(1), 1)
    durable, sizes = ours.Durable(file), [file.stat().st_size]
    durable.under(HASTY)
    for _ in range(_LATER):
        go_round(durable, _COMPLETIONS)
        sizes.append(file.stat().st_size)
    durable.close()
    grown = [(after - before) / _COMPLETIONS for before, after in itertools.pairwise(sizes)]
    yield Figure(
        what=f"growth of the file a completion, first {_COMPLETIONS:,}", value=grown[0], unit="bytes", at_most=_AT_MOST
    )
    yield Figure(
        what=f"the same in the {_LATER}th thousand",
        here=f"{grown[-1]:,.0f} bytes",
        beside=f"{grown[0]:,.0f} bytes in the first",
        value=grown[-1] / grown[0],
        at_most=_CONSTANT,
    )
