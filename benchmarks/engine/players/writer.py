"""One of several writers at one store: completes its own instance for a while; answers how long each took."""

from __future__ import annotations

import itertools
import time

from benchmarks.engine import flows, ours
from benchmarks.engine.moments import clock_of_the_play
from benchmarks.engine.play import answer_to_each_line, options
from benchmarks.engine.server import conninfo
from benchmarks.floor.on_server import FloorOnServer


class _OfTheFloor:
    """The same by the driver alone, on a server."""

    def __init__(self, url: str) -> None:
        self._floor, self._clock = FloorOnServer(conninfo(url), flows.ONE_LOOP, flows.MINUTES), clock_of_the_play()

    def open_items(self) -> list[int]:
        return self._floor.open_items()

    def done(self, item: int, label: str) -> int | None:
        return self._floor.done(item, label, flows.ACTOR, self._clock())


def main() -> None:
    asked = options()
    durable = _OfTheFloor(asked["file"]) if asked.get("floor") else ours.Durable(asked["file"])
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
