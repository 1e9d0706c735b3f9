"""Raw sqlite3 with the same reads and writes: plays one started instance of the office's SOP to its end."""

from __future__ import annotations

import sqlite3

from benchmarks.engine import flows
from benchmarks.engine.moments import clock_of_the_play
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.floor.completion import Floor


def main() -> None:
    asked = options()
    floor = Floor(asked["file"], flows.OFFICE_WAYS, flows.MINUTES, **asked["pragmas"])
    clock, waiting = clock_of_the_play(), iter(floor.open_items())

    def play(watch: Stopwatch) -> None:
        item: int | None = next(waiting)
        with watch:
            for label in flows.OFFICE_LABELS:
                item = floor.done(item or 0, label, flows.ACTOR, clock())
        watch.steps += len(flows.OFFICE_LABELS)

    perform(f"SQLite {sqlite3.sqlite_version}", play)


if __name__ == "__main__":
    main()
