"""This engine, deciding and applying in memory: plays one instance of a flow to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.engine import flows, ours
from benchmarks.engine.play import Stopwatch, options, perform

_FLOWS: Mapping[str, Callable[[int], str]] = {
    "office": lambda _: flows.office(),
    "row": flows.row,
    "loops": flows.loops,
    "branches": flows.branches,
}
"""By the number of their parts; the office's has but one size."""


def main() -> None:
    asked = options()
    memory = ours.InMemory(_FLOWS[asked["flow"]](asked["size"]))

    def play(watch: Stopwatch) -> None:
        instance = memory.start()
        with watch:
            while instance.open_items:
                item = instance.open_items[0]
                instance = memory.done(instance, item, _label(item.outcomes, item.visit))
                watch.steps += 1

    perform(ours.VERSION, play)


def _label(labels: tuple[str, ...], visit: int) -> str:
    """Once back, then on."""
    return labels[0 if visit > 1 else 1] if labels else ""


if __name__ == "__main__":
    main()
