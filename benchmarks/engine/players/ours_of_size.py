"""This engine at a store of some size: opens it, asks for the work of one person, or completes a work item."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform


def main() -> None:
    asked = options()
    acts = {"open": _opens, "inbox": _asks, "completion": _completes}
    act = acts[asked["what"]](asked["file"])

    def play(watch: Stopwatch) -> None:
        with watch:
            act()
        watch.steps += 1

    perform(ours.VERSION, play)


def _opens(file: str) -> Callable[[], None]:
    return lambda: ours.Durable(file).close()


def _asks(file: str) -> Callable[[], None]:
    durable = ours.Durable(file)
    return lambda: durable.ask_for_the_desk()


def _completes(file: str) -> Callable[[], None]:
    """Round and round in the last instance."""
    durable = ours.Durable(file)
    item, labels = durable.last_open_item(), itertools.cycle(("", "Tidak"))

    def complete() -> None:
        nonlocal item
        item = durable.done(item, next(labels)) or 0

    return complete


if __name__ == "__main__":
    main()
