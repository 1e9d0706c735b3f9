"""One of several writers at one store: completes its own instance for a while; answers how long each took."""

from __future__ import annotations

import itertools
import time

from benchmarks.engine import ours
from benchmarks.engine.play import answer_to_each_line, options


def main() -> None:
    asked = options()
    durable = ours.Durable(asked["file"])
    item = durable.open_items()[asked["place"]]
    labels = itertools.cycle(("", "Tidak"))

    def write(_: str) -> list[float]:
        """Seconds of wall time of each completion, the last one begun before the time was up."""
        nonlocal item
        took: list[float] = []
        begin = now = time.perf_counter()
        while now - begin < asked["seconds"]:
            item = durable.done(item, next(labels)) or 0
            now, before = time.perf_counter(), now
            took.append(now - before)
        return took

    answer_to_each_line(ours.VERSION, write)


if __name__ == "__main__":
    main()
